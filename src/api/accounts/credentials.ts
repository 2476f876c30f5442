import { and, asc, count, eq, isNotNull, ne } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withAccountsThenTenant, type Context, type Database, type Transaction } from "#src/db/index.ts";
import { account, member, passkey, session, twoFactor, user, verification } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { Auth } from "./auth.ts";
import { PLACEHOLDER_DOMAIN } from "./owner.ts";
import type { OwnSession } from "./sessions.ts";

/** Long enough that nobody guesses it; the same for every way to set one. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/** A password is set without the old one only this long after signing in. */
const FRESH_MS = 86_400_000;

export interface Credentials {
  readonly hasPassword: boolean;
  readonly twoFactor: boolean;
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly createdAt: Date | null }[];
  /** Whether the address is the one that stood in before anybody set the account up. */
  readonly placeholder: boolean;
}

/** How a person can sign in. */
export async function credentialsOf(db: Database, userId: string): Promise<Credentials> {
  const [found] = await db.select({ email: user.email, twoFactor: user.twoFactorEnabled }).from(user).where(eq(user.id, userId));
  const passkeys = await db
    .select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt })
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .orderBy(asc(passkey.createdAt), asc(passkey.id));
  return {
    hasPassword: (await passwordHash(db, userId)) !== null,
    twoFactor: found?.twoFactor === true,
    passkeys: passkeys.map((one) => ({ ...one, name: one.name ?? "" })),
    placeholder: found?.email.endsWith(PLACEHOLDER_DOMAIN) === true,
  };
}

/** Whether nobody has a password or a passkey yet, so that the first page is the one for setting up. */
export async function needsSetUp(db: Database): Promise<boolean> {
  const [passwords] = await db.select({ many: count() }).from(account).where(isNotNull(account.password));
  const [passkeys] = await db.select({ many: count() }).from(passkey);
  return (passwords?.many ?? 0) + (passkeys?.many ?? 0) === 0;
}

export interface SetUpInput {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Makes the owner's stand-in account somebody's own: name, address and password, from a session that a one-time link made.
 * Errors: `conflict` where it was set up already or the address is taken, `forbidden` for a session that is too old.
 */
export async function setUpAccount(
  auth: Auth,
  ctx: Context,
  own: OwnSession & { readonly signedInAt: Date },
  input: SetUpInput,
): Promise<void> {
  requireFresh(ctx, own);
  const email = input.email.trim().toLowerCase();
  const hash = await hashed(auth, input.password);
  await withAccountsThenTenant(
    ctx,
    async (tx) => {
      const now = ctx.clock.now();
      const [before] = await tx.select({ email: user.email }).from(user).where(eq(user.id, own.userId)).for("update");
      if (before?.email.endsWith(PLACEHOLDER_DOMAIN) !== true || (await passwordHash(tx, own.userId)) !== null) {
        throw new AiCooError("conflict", "This account was set up already, so nothing was changed.", {
          next: "Change it on the page of your account.",
        });
      }
      const [taken] = await tx
        .select({ id: user.id })
        .from(user)
        .where(and(eq(user.email, email), ne(user.id, own.userId)));
      if (taken !== undefined) {
        throw new AiCooError("conflict", "This address cannot be used here, so nothing was changed.", { next: "Use another address." });
      }
      await tx.update(user).set({ name: input.name, email, updatedAt: now }).where(eq(user.id, own.userId));
      await insertPassword(tx, { userId: own.userId, hash, now });
    },
    (inner) =>
      appendAuditEvent(inner, {
        kind: "account.set_up",
        facts: { user: own.userId },
        personal: { subject: `user:${own.userId}`, text: `${input.name} <${email}>` },
      }),
  );
}

/**
 * A new password; every other session of the person ends. The old one is asked for where there is one; without one only right after
 * signing in. Errors: `forbidden`.
 */
export async function setPassword(
  auth: Auth,
  ctx: Context,
  own: OwnSession & { readonly signedInAt: Date },
  { current, password }: { readonly current?: string; readonly password: string },
): Promise<void> {
  const stored = await passwordHash(ctx.db, own.userId);
  if (stored === null) requireFresh(ctx, own);
  else {
    const { password: passwords } = await auth.$context;
    const right = current !== undefined && (await passwords.verify({ hash: stored, password: current }));
    if (!right) {
      throw new AiCooError("forbidden", "The present password is not right, so nothing was changed.", {
        next: "Try again, or ask an owner to let you back in.",
      });
    }
  }
  const hash = await hashed(auth, password);
  await withAccountsThenTenant(
    ctx,
    async (tx) => {
      const now = ctx.clock.now();
      const changed = await tx
        .update(account)
        .set({ password: hash, updatedAt: now })
        .where(and(eq(account.userId, own.userId), eq(account.providerId, "credential")))
        .returning({ id: account.id });
      if (changed.length === 0) await insertPassword(tx, { userId: own.userId, hash, now });
      await tx.delete(session).where(and(eq(session.userId, own.userId), ne(session.id, own.id)));
    },
    (inner) => appendAuditEvent(inner, { kind: "account.password_set", facts: { user: own.userId } }),
  );
}

/** Takes one of the person's own passkeys away. Errors: `not_found`. */
export async function removePasskey(ctx: Context, own: OwnSession, id: string): Promise<void> {
  await withAccountsThenTenant(
    ctx,
    async (tx) => {
      const removed = await tx
        .delete(passkey)
        .where(and(eq(passkey.userId, own.userId), eq(passkey.id, id)))
        .returning({ id: passkey.id });
      if (removed.length > 0) return;
      throw new AiCooError("not_found", "You have no such passkey, so nothing was changed.", { next: "Look at the list again." });
    },
    (inner) => appendAuditEvent(inner, { kind: "account.passkey_removed", facts: { user: own.userId } }),
  );
}

/**
 * Takes everything away that somebody could sign in with, and ends all their sessions and links: what lets a person back in who lost
 * it all begins here. Outside any tenant's transaction.
 */
export async function clearCredentials(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(account).where(eq(account.userId, userId));
  await tx.delete(passkey).where(eq(passkey.userId, userId));
  await tx.delete(twoFactor).where(eq(twoFactor.userId, userId));
  await tx.delete(session).where(eq(session.userId, userId));
  await tx.delete(verification).where(eq(verification.value, userId));
  await tx.update(user).set({ twoFactorEnabled: false }).where(eq(user.id, userId));
}

/** Whether a person belongs to any organisation but this one. */
export async function belongsElsewhere(tx: Transaction, userId: string, orgId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.userId, userId), ne(member.organizationId, orgId)))
    .limit(1);
  return rows.length > 0;
}

export async function hashed(auth: Auth, password: string): Promise<string> {
  return (await auth.$context).password.hash(password);
}

export async function insertPassword(
  tx: Transaction,
  { userId, hash, now }: { readonly userId: string; readonly hash: string; readonly now: Date },
): Promise<void> {
  await tx.insert(account).values({
    id: uuidv7(now),
    accountId: userId,
    providerId: "credential",
    userId,
    password: hash,
    createdAt: now,
    updatedAt: now,
  });
}

async function passwordHash(db: Database | Transaction, userId: string): Promise<string | null> {
  const [found] = await db
    .select({ password: account.password })
    .from(account)
    .where(and(eq(account.userId, userId), eq(account.providerId, "credential")));
  return found?.password ?? null;
}

function requireFresh({ clock }: Context, { signedInAt }: { readonly signedInAt: Date }): void {
  if (clock.now().getTime() - signedInAt.getTime() < FRESH_MS) return;
  throw new AiCooError("forbidden", "You signed in too long ago for this, so nothing was changed.", {
    next: "Sign in again, and do it within a day.",
  });
}
