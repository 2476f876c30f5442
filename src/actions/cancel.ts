import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { getActionByIdOrThrow, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { actionCan } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { conflictOf } from "./conflict.ts";
import { disagree } from "./disagree.ts";
import { refuseInDoubt } from "./doubts.ts";
import { requireReason } from "./reason.ts";
import { personalOf, stateOf } from "./rows.ts";
import type { ActionVerbs } from "./verbs.ts";

/**
 * Withdraws an approved action before it runs. Once it is executing it can no longer be withdrawn.
 * Errors: `invalid_input`, `not_found`, `conflict`.
 */
export const cancelAction: ActionVerbs["cancelAction"] = async ({ ctx, input }) => {
  const reason = requireReason(input.reason);
  return withTransaction(ctx, async (inner) => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const can = actionCan.cancel(stateOf(row, inner.clock.now()));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    await refuseInDoubt(inner, row.actionId, "Cannot cancel");
    const moved = await updateActionStatus(inner, { actionId: row.actionId, from: "approved", to: "cancelled", reason });
    if (moved === null) throw await conflictOf(inner, row, "Cannot cancel: it was taken for execution at the same moment.");
    await appendAuditEvent(inner, {
      kind: "action.cancelled",
      actionId: moved.actionId,
      version: moved.version,
      fingerprint: moved.fingerprint,
      personal: personalOf(moved, reason),
    });
    await announce(inner, [
      { kind: "action.cancelled", actionId: moved.actionId, actionType: moved.actionType, version: moved.version, status: "cancelled" },
    ]);
    await disagree(inner, row, "withdrawn");
    return { actionId: moved.actionId, status: moved.status };
  });
};
