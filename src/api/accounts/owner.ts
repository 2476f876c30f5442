import { and, asc, eq } from "drizzle-orm";
import type { Database } from "#src/db/index.ts";
import { member, organization, user } from "#src/db/schema/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { Auth } from "./auth.ts";
import { permissionsOf, type KeyScope } from "./roles.ts";
import { newSignInToken, SIGN_IN_LINK_LIFE_MINUTES } from "./signInToken.ts";

interface Deps {
  readonly auth: Auth;
  readonly db: Database;
  readonly clock: Clock;
}

/**
 * Makes the organisation and its first owner when they are not there; safe twice and at once. Returns the owner's id.
 * Without a name an organisation keeps the one it has, and a new one is called by its id.
 */
export async function ensureOwner(
  { db, clock }: Omit<Deps, "auth">,
  { orgId, orgName }: { readonly orgId: string; readonly orgName?: string | undefined },
): Promise<{ readonly userId: string }> {
  return db.transaction(async (tx) => {
    const now = clock.now();
    // whoever comes second waits here for the first to commit, and then finds the owner below
    await tx
      .insert(organization)
      .values({ id: orgId, name: orgName ?? orgId, slug: orgId, createdAt: now })
      .onConflictDoUpdate({ target: organization.id, set: { name: orgName ?? organization.name } });
    const [owner] = await tx
      .select({ userId: member.userId })
      .from(member)
      .where(and(eq(member.organizationId, orgId), eq(member.role, "owner")))
      .orderBy(asc(member.createdAt))
      .limit(1);
    if (owner !== undefined) return owner;
    const userId = uuidv7(now);
    // an address of the reserved domain: nothing is ever sent there, and no real person's account is taken
    await tx
      .insert(user)
      .values({ id: userId, name: "Owner", email: `owner@${orgId}.invalid`, emailVerified: false, createdAt: now, updatedAt: now });
    await tx.insert(member).values({ id: uuidv7(now), organizationId: orgId, userId, role: "owner", createdAt: now });
    return { userId };
  });
}

/** A fresh one-time token for the organisation's first owner; only its hash is stored. Errors: `not_found`. */
export async function mintSignInToken(
  { auth, db, clock }: Deps,
  { orgId }: { readonly orgId: string },
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const userId = await ownerOf(db, orgId);
  const { token, identifier } = newSignInToken();
  const expiresAt = new Date(clock.now().getTime() + SIGN_IN_LINK_LIFE_MINUTES * 60_000);
  const { internalAdapter } = await auth.$context;
  await internalAdapter.createVerificationValue({ identifier, value: userId, expiresAt });
  return { token, expiresAt };
}

/** Where the token is brought: behind the `#`, which no browser sends to a server. */
export function signInUrl(origin: string, token: string): string {
  return `${origin.replace(/\/$/, "")}/sign-in#token=${token}`;
}

export interface CreateKeyInput {
  readonly orgId: string;
  /** What people call it; it shows in the history of what the key did. */
  readonly name: string;
  /** Reading is always allowed; `decide` lets it approve, reject and cancel. */
  readonly scopes?: readonly KeyScope[];
  /** Days until it ends; never when left out. */
  readonly expiresInDays?: number;
}

/** A key for scripts. The key itself is shown once, here; only its hash is stored. Errors: `not_found`. */
export async function createKey(
  { auth, db }: Omit<Deps, "clock">,
  { orgId, name, scopes = [], expiresInDays }: CreateKeyInput,
): Promise<{ readonly id: string; readonly key: string }> {
  const userId = await ownerOf(db, orgId);
  const made = await auth.api.createApiKey({
    body: {
      name,
      organizationId: orgId,
      userId,
      permissions: permissionsOf(["read", ...scopes]),
      ...(expiresInDays === undefined ? {} : { expiresIn: expiresInDays * 86_400 }),
    },
  });
  return { id: made.id, key: made.key };
}

async function ownerOf(db: Database, orgId: string): Promise<string> {
  const [owner] = await db
    .select({ userId: member.userId })
    .from(member)
    .where(and(eq(member.organizationId, orgId), eq(member.role, "owner")))
    .orderBy(asc(member.createdAt))
    .limit(1);
  if (owner !== undefined) return owner.userId;
  throw new AiCooError("not_found", `The organisation ${orgId} has no owner yet, so nothing was made.`, {
    next: "Start AI COO once with `npm start`; it makes the organisation and its owner.",
  });
}
