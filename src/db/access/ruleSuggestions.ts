import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { AiCooError } from "#src/lib/errors.ts";
import type { TxContext } from "../context.ts";
import { ruleSuggestions, type RuleSuggestionStatus } from "../schema/index.ts";

export type RuleSuggestionRow = typeof ruleSuggestions.$inferSelect;
export type NewRuleSuggestion = Pick<RuleSuggestionRow, "id" | "kind" | "rule" | "ruleDays" | "evidence">;

/** Keeps a suggestion; false where one of its kind is open already, whoever races. */
export async function insertRuleSuggestion({ tx, orgId, clock }: TxContext, suggestion: NewRuleSuggestion): Promise<boolean> {
  const rows = await tx
    .insert(ruleSuggestions)
    .values({ ...suggestion, orgId, createdAt: clock.now() })
    .onConflictDoNothing()
    .returning({ id: ruleSuggestions.id });
  return rows.length > 0;
}

/** Suggestions newest first, at most `limit`; of all statuses unless told. */
export async function listRuleSuggestions(
  { tx, orgId }: TxContext,
  { statuses, limit }: { readonly statuses?: readonly RuleSuggestionStatus[] | undefined; readonly limit: number },
): Promise<RuleSuggestionRow[]> {
  return tx
    .select()
    .from(ruleSuggestions)
    .where(and(eq(ruleSuggestions.orgId, orgId), statuses === undefined ? undefined : inArray(ruleSuggestions.status, [...statuses])))
    .orderBy(desc(ruleSuggestions.createdAt), desc(ruleSuggestions.id))
    .limit(limit);
}

/** These suggestions, locked until the transaction ends, in the order of their ids as everybody locks them. */
export async function lockRuleSuggestions(ctx: TxContext, ids: readonly string[]): Promise<RuleSuggestionRow[]> {
  if (ids.length === 0) return [];
  return lock(ctx, inArray(ruleSuggestions.id, [...ids]));
}

/** The open ones and those of which a rule came, locked likewise. */
export async function lockLiveRuleSuggestions(ctx: TxContext): Promise<RuleSuggestionRow[]> {
  return lock(ctx, sql`${ruleSuggestions.status} in ('open', 'accepted')`);
}

async function lock({ tx, orgId }: TxContext, which: ReturnType<typeof sql>): Promise<RuleSuggestionRow[]> {
  return tx
    .select()
    .from(ruleSuggestions)
    .where(and(eq(ruleSuggestions.orgId, orgId), which))
    .orderBy(ruleSuggestions.id)
    .for("update");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The suggestion, locked. Throws `not_found`. */
export async function lockRuleSuggestionOrThrow(ctx: TxContext, id: string): Promise<RuleSuggestionRow> {
  const [row] = UUID.test(id) ? await lockRuleSuggestions(ctx, [id]) : [];
  if (row !== undefined) return row;
  throw new AiCooError("not_found", "There is no suggestion with this id in this organisation.", {
    next: "List the suggestions and take the id from there.",
    details: { suggestionId: id.slice(0, 64) },
  });
}

/** Why the rules of these suggestions are paused, by suggestion; those that are not are absent. */
export async function readRulePauses({ tx, orgId }: TxContext, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: ruleSuggestions.id, reason: ruleSuggestions.pausedReason })
    .from(ruleSuggestions)
    .where(and(eq(ruleSuggestions.orgId, orgId), inArray(ruleSuggestions.id, [...ids]), sql`${ruleSuggestions.pausedAt} is not null`));
  return new Map(rows.map(({ id, reason }) => [id, reason ?? ""]));
}

/** Changes a suggestion that the caller holds locked. */
export async function updateRuleSuggestion(
  { tx, orgId }: TxContext,
  id: string,
  change: Partial<Pick<RuleSuggestionRow, "status" | "decidedAt" | "decidedBy" | "reason" | "pausedAt" | "pausedReason" | "pauseLiftedAt">>,
): Promise<RuleSuggestionRow> {
  const [row] = await tx
    .update(ruleSuggestions)
    .set(change)
    .where(and(eq(ruleSuggestions.orgId, orgId), eq(ruleSuggestions.id, id)))
    .returning();
  if (row !== undefined) return row;
  throw new AiCooError("internal", "A suggestion that was locked is gone; nothing was changed.");
}
