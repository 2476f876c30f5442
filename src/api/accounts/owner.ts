import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "#src/db/index.ts";
import { member, organization, user } from "#src/db/schema/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { Auth } from "./auth.ts";
import { newSignInToken, SIGN_IN_LINK_LIFE_MINUTES } from "./signInToken.ts";

/** Reserved for ever: nothing is sent there, and no account of a person has it. */
export const PLACEHOLDER_DOMAIN = ".invalid";

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
    // without a target: of two that come at once PostgreSQL may tell the second of the slug before it tells of the id
    await tx
      .insert(organization)
      .values({ id: orgId, name: orgName ?? orgId, slug: orgId, createdAt: now })
      .onConflictDoNothing();
    // whoever comes second waits here for the first to commit, and then finds the owner below
    await tx
      .update(organization)
      .set({ name: orgName ?? sql`${organization.name}` })
      .where(eq(organization.id, orgId));
    const [owner] = await tx
      .select({ userId: member.userId })
      .from(member)
      .where(and(eq(member.organizationId, orgId), eq(member.role, "owner")))
      .orderBy(asc(member.createdAt))
      .limit(1);
    if (owner !== undefined) return owner;
    const userId = uuidv7(now);
    // an address of the reserved domain: nothing is ever sent there, and no real person's account is taken
    await tx.insert(user).values({
      id: userId,
      name: "Owner",
      email: `owner@${orgId}${PLACEHOLDER_DOMAIN}`,
      emailVerified: false,
      createdAt: now,
      updatedAt: now,
    });
    await tx.insert(member).values({ id: uuidv7(now), organizationId: orgId, userId, role: "owner", createdAt: now });
    return { userId };
  });
}

/**
 * A fresh one-time token for a member of the organisation, its first owner when no address is given; only its hash is stored.
 * Errors: `not_found`.
 */
export async function mintSignInToken(
  { auth, db, clock }: Deps,
  { orgId, email }: { readonly orgId: string; readonly email?: string | undefined },
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const userId = email === undefined ? await ownerOf(db, orgId) : await memberByEmail(db, orgId, email);
  return tokenFor({ auth, clock }, userId);
}

/** A fresh one-time token for a user. */
export async function tokenFor(
  { auth, clock }: Omit<Deps, "db">,
  userId: string,
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
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

/** The user id of the organisation's first owner. Errors: `not_found`. */
export async function ownerOf(db: Database, orgId: string): Promise<string> {
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

async function memberByEmail(db: Database, orgId: string, email: string): Promise<string> {
  const [found] = await db
    .select({ userId: member.userId })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, orgId), eq(user.email, email.trim().toLowerCase())));
  if (found !== undefined) return found.userId;
  throw new AiCooError("not_found", `Nobody with the address ${email} belongs to the organisation ${orgId}, so no link was made.`, {
    next: "Leave the address out for the owner's link, or look at the people in the web page.",
  });
}
