import type { TxContext } from "#src/db/index.ts";
import { actionCan, isActionExpired } from "#src/protocol/index.ts";
import { presentStates } from "./claimQueries.ts";
import { conflictOf } from "./conflict.ts";
import { stateOf } from "./rows.ts";
import type { ClaimRefusal } from "./types.ts";

/** Why each of these actions was not taken, with its present status and who brought it about. */
export async function refusalsOf(
  ctx: TxContext,
  actionIds: readonly string[],
  { stopped }: { readonly stopped: boolean },
): Promise<ClaimRefusal[]> {
  if (actionIds.length === 0) return [];
  const rows = new Map((await presentStates(ctx, actionIds)).map((row) => [row.actionId, row]));
  const now = ctx.clock.now();
  const refusals: ClaimRefusal[] = [];
  for (const actionId of actionIds) {
    const row = rows.get(actionId);
    if (row === undefined) {
      refusals.push({ actionId, code: "not_found", status: null, message: "There is no action with this id in this organisation." });
      continue;
    }
    const can = actionCan.execute({ ...stateOf(row, now), stopped });
    const expired = row.status === "expired" || (row.status === "approved" && isActionExpired(stateOf(row, now), now));
    const reason = can.ok
      ? "Cannot execute: it, or another action of the same customer, is being taken or executed right now."
      : can.reason;
    const code = expired ? "expired" : stopped && row.status === "approved" ? "stopped" : "conflict";
    refusals.push({
      actionId,
      code,
      status: row.status,
      message: code === "conflict" ? (await conflictOf(ctx, row, reason)).message : reason,
      ...(row.notBefore === null ? {} : { notBefore: row.notBefore.toISOString() }),
    });
  }
  return refusals;
}
