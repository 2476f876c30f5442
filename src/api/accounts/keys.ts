import { and, desc, eq } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type Context, type Database } from "#src/db/index.ts";
import { apikey } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { KEY_SCOPES, requireOwnRight, type KeyScope } from "#src/people/index.ts";
import type { Auth } from "./auth.ts";
import { ownerOf } from "./owner.ts";

export interface CreateKeyInput {
  readonly orgId: string;
  /** What people call it; it shows in the history of what the key did. */
  readonly name: string;
  /** Reading is always allowed; `decide` lets it approve, reject and cancel. */
  readonly scopes?: readonly KeyScope[];
  /** Days until it ends; never when left out. */
  readonly expiresInDays?: number;
}

/** A key as it is listed: never the key itself, of which only the first letters are kept. */
export interface KeyView {
  readonly id: string;
  readonly name: string;
  readonly start: string;
  readonly scopes: readonly KeyScope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** What a key may do, as better-auth keeps it. */
export function permissionsOf(scopes: readonly KeyScope[]): Record<string, string[]> {
  return { actions: [...new Set(scopes)] };
}

/** The scopes of a stored key; what is no scope of ours gives nothing. */
export function scopesOf(permissions: unknown): KeyScope[] {
  const stored: unknown = typeof permissions === "string" ? JSON.parse(permissions) : permissions;
  if (typeof stored !== "object" || stored === null || !("actions" in stored) || !Array.isArray(stored.actions)) return ["read"];
  const given: readonly unknown[] = stored.actions;
  return KEY_SCOPES.filter((scope) => scope === "read" || given.includes(scope));
}

/** A key for scripts. The key itself is shown once, here; only its hash is stored. Errors: `not_found`. */
export async function createKey(
  { auth, db }: { readonly auth: Auth; readonly db: Database },
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

/** The same on behalf of a person who looks after keys, with the audit right after, since better-auth owns the write. */
export async function makeKey(
  auth: Auth,
  ctx: Context,
  input: Omit<CreateKeyInput, "orgId">,
): Promise<{ readonly id: string; readonly key: string }> {
  await withTransaction(ctx, (inner) => requireOwnRight(inner, "people"));
  const made = await createKey({ auth, db: ctx.db }, { orgId: ctx.orgId, ...input });
  await auditKey(ctx, made.id, input);
  return made;
}

/** What stands in the audit of a key that was just made. */
export async function auditKey(ctx: Context, id: string, { scopes = [], expiresInDays }: Omit<CreateKeyInput, "orgId">): Promise<void> {
  const facts = { key: id, scopes: [...new Set(["read", ...scopes])], expires_in_days: expiresInDays ?? null };
  await withTransaction(ctx, (inner) => appendAuditEvent(inner, { kind: "key.made", facts }));
}

/** The keys that still open something, newest first. */
export async function listKeys(ctx: Context): Promise<KeyView[]> {
  const now = ctx.clock.now();
  const rows = await withTransaction(ctx, ({ tx, orgId }) =>
    tx
      .select()
      .from(apikey)
      .where(and(eq(apikey.referenceId, orgId), eq(apikey.enabled, true)))
      .orderBy(desc(apikey.createdAt), desc(apikey.id))
      .limit(500),
  );
  return rows
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map((row) => ({
      id: row.id,
      name: row.name ?? "",
      start: row.start ?? "",
      scopes: scopesOf(row.permissions),
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      lastUsedAt: row.lastRequest,
    }));
}

/** Ends a key at once. The row stays, because the history names what it did. Errors: `not_found`, `forbidden`. */
export async function revokeKey(ctx: Context, id: string): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    await requireOwnRight(inner, "people");
    const ended = await inner.tx
      .update(apikey)
      .set({ enabled: false, updatedAt: inner.clock.now() })
      .where(and(eq(apikey.referenceId, inner.orgId), eq(apikey.id, id), eq(apikey.enabled, true)))
      .returning({ id: apikey.id });
    if (ended.length === 0) {
      throw new AiCooError("not_found", "There is no such key in your organisation, or it was revoked already; nothing was changed.", {
        next: "Look at the list of keys again.",
      });
    }
    await appendAuditEvent(inner, { kind: "key.revoked", facts: { key: id } });
  });
}
