import { and, asc, eq, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import type { JsonObject } from "../schema/index.ts";
import { savedViews } from "../schema/index.ts";

export type SavedViewRow = typeof savedViews.$inferSelect;

/** Lets one change of a person's views follow the other, so that what was counted still holds when another one is added. */
export async function lockSavedViews({ tx, orgId }: TxContext, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ai_coo.saved_views:${orgId}:${userId}`}, 0))`);
}

/** What a person keeps, in the order in which they kept it. */
export async function listSavedViews({ tx, orgId }: TxContext, userId: string): Promise<SavedViewRow[]> {
  return tx
    .select()
    .from(savedViews)
    .where(and(eq(savedViews.orgId, orgId), eq(savedViews.userId, userId)))
    .orderBy(asc(savedViews.createdAt), asc(savedViews.id));
}

/** Keeps a view; one of the same name shows this from now on and keeps its place. */
export async function upsertSavedView(
  { tx, orgId, clock }: TxContext,
  { id, userId, name, query }: { readonly id: string; readonly userId: string; readonly name: string; readonly query: JsonObject },
): Promise<void> {
  await tx
    .insert(savedViews)
    .values({ orgId, id, userId, name, query, createdAt: clock.now() })
    .onConflictDoUpdate({ target: [savedViews.orgId, savedViews.userId, savedViews.name], set: { query } });
}

/** Whether there was one of this person's. */
export async function deleteSavedView({ tx, orgId }: TxContext, userId: string, id: string): Promise<boolean> {
  const rows = await tx
    .delete(savedViews)
    .where(and(eq(savedViews.orgId, orgId), eq(savedViews.userId, userId), eq(savedViews.id, id)))
    .returning({ id: savedViews.id });
  return rows.length > 0;
}

/** Who has left keeps nothing here. */
export async function deleteSavedViewsOf({ tx, orgId }: TxContext, userId: string): Promise<void> {
  await tx.delete(savedViews).where(and(eq(savedViews.orgId, orgId), eq(savedViews.userId, userId)));
}
