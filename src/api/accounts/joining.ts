import { timingSafeEqual } from "node:crypto";
import { and, eq, like } from "drizzle-orm";
import { withAccountsThenTenant, type Database, type Transaction } from "#src/db/index.ts";
import { invitation, organization, user, verification } from "#src/db/schema/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { invitationCode, joinByInvitation, roleOf, type Role } from "#src/people/index.ts";
import type { Auth } from "./auth.ts";
import { hashed, insertPassword } from "./credentials.ts";
import { SIGN_IN_LINK } from "./signInToken.ts";

interface Deps {
  readonly auth: Auth;
  readonly db: Database;
  readonly clock: Clock;
  readonly secret: string;
}

/** What the page of an invitation shows to who holds its link. */
export interface InvitationView {
  readonly organisation: string;
  readonly email: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly expiresAt: Date;
}

/** What an invitation offers, without taking it. Errors: `not_found`, the same for one that never was and one that has ended. */
export async function lookAtInvitation({ db, clock, secret }: Omit<Deps, "auth">, token: string): Promise<InvitationView> {
  const found = await openByToken({ db, clock, secret }, token);
  const [more] = await db
    .select({ organisation: organization.name, invitedBy: user.name })
    .from(organization)
    .innerJoin(user, eq(user.id, found.inviterId))
    .where(eq(organization.id, found.organizationId));
  return {
    organisation: more?.organisation ?? found.organizationId,
    email: found.email,
    role: roleOf(found.role ?? ""),
    invitedBy: more?.invitedBy ?? "",
    expiresAt: found.expiresAt,
  };
}

/**
 * Makes an account for the invited address and a member of it. Where the address has an account, nobody but that account, signed
 * in, may join: a link proves no password. Errors: `not_found`, `conflict`, `forbidden`.
 */
export async function acceptInvitation(
  deps: Deps,
  token: string,
  who: { readonly name: string; readonly password: string } | { readonly signedIn: { readonly userId: string; readonly email: string } },
): Promise<{ readonly userId: string; readonly orgId: string }> {
  const { auth, db, clock } = deps;
  const found = await openByToken(deps, token);
  const orgId = found.organizationId;
  const hash = "password" in who ? await hashed(auth, who.password) : null;
  if ("signedIn" in who && who.signedIn.email !== found.email) {
    throw new AiCooError("forbidden", "This invitation is for another address than the one you are signed in with.", {
      next: "Sign out, and open the link again.",
    });
  }
  let userId = "signedIn" in who ? who.signedIn.userId : uuidv7(clock.now());
  const ctx = { db, clock, orgId, actor: `user:${userId}` } as const;
  await withAccountsThenTenant(
    ctx,
    async (tx) => {
      if ("signedIn" in who) return endSignInLinks(tx, userId);
      userId = await insertPerson(tx, { id: userId, email: found.email, name: who.name, now: clock.now() });
      await insertPassword(tx, { userId, hash: hash!, now: clock.now() });
    },
    (inner) => joinByInvitation(inner, found, userId),
  );
  return { userId, orgId };
}

async function insertPerson(
  tx: Transaction,
  { id, email, name, now }: { readonly id: string; readonly email: string; readonly name: string; readonly now: Date },
): Promise<string> {
  const made = await tx
    .insert(user)
    // the link came to this address, or through the hands of who may invite
    .values({ id, name, email, emailVerified: false, createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning({ id: user.id });
  if (made.length > 0) return id;
  throw new AiCooError("conflict", "This address has an account here already, so nothing was made.", {
    next: "Sign in with it, then open the link of the invitation again.",
  });
}

/** A link that an owner made while the person belonged to one organisation must not open a second one. */
async function endSignInLinks(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(verification).where(and(eq(verification.value, userId), like(verification.identifier, `${SIGN_IN_LINK}%`)));
}

async function openByToken({ db, clock, secret }: Omit<Deps, "auth">, token: string): Promise<typeof invitation.$inferSelect> {
  const [id = "", code = ""] = token.split(".");
  const right = Buffer.from(invitationCode(secret, id));
  const given = Buffer.from(code);
  const [found] =
    right.length === given.length && timingSafeEqual(right, given) ? await db.select().from(invitation).where(eq(invitation.id, id)) : [];
  if (found !== undefined && found.status === "pending" && found.expiresAt > clock.now()) return found;
  throw new AiCooError("not_found", "This invitation is not valid any more.", { next: "Ask who invited you for a new one." });
}
