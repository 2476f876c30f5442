import { and, desc, eq } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { autonomousActions } from "../schema/index.ts";
import type { ActionRow } from "./autonomousActions.ts";

/** The latest action that takes this one back, or null. */
export async function getLatestUndo(
  { tx, orgId }: TxContext,
  actionId: string,
): Promise<Pick<ActionRow, "actionId" | "status" | "statusReason"> | null> {
  const [row] = await tx
    .select({ actionId: autonomousActions.actionId, status: autonomousActions.status, statusReason: autonomousActions.statusReason })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.undoOf, actionId)))
    .orderBy(desc(autonomousActions.createdAt), desc(autonomousActions.actionId))
    .limit(1);
  return row ?? null;
}

/** Says of an action that it takes back another one. The database allows one at a time, and none after one that was carried out. */
export async function linkUndo({ tx, orgId }: TxContext, undo: { readonly actionId: string; readonly undoOf: string }): Promise<void> {
  await tx
    .update(autonomousActions)
    .set({ undoOf: undo.undoOf })
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, undo.actionId)));
}
