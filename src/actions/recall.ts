import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { reviseAction } from "#src/db/access/actionRevisions.ts";
import { getActionByIdOrThrow, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { actionCan, DEFAULTS, isActionExpired } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { conflictOf } from "./conflict.ts";
import { refuseInDoubt } from "./doubts.ts";
import { expireOne, expiredError } from "./expire.ts";
import { stateOf, type ActionRow } from "./rows.ts";
import { requireSeenDocument } from "./seen.ts";
import type { RecallActionResult } from "./types.ts";
import type { ActionVerbs } from "./verbs.ts";

const TAKEN_BACK = "Its approval was taken back, so it waits for a decision again.";

/**
 * Takes an approval back while nothing has started. Approvals are never deleted: the same document gets the next version
 * number, and those of the version before no longer count for it. An action that a worker has claimed already is left alone,
 * which cannot happen before the `undoUntil` of its approval.
 * Errors: `not_found`, `conflict`, `expired`, `fingerprint_mismatch`.
 */
export const recallAction: ActionVerbs["recallAction"] = async ({ ctx, input }) => {
  const result = await withTransaction(ctx, async (inner): Promise<RecallActionResult | ActionRow> => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    if (row.status === "approved" && isActionExpired({ expires_at: row.expiresAt.toISOString() }, now)) return expireOne(inner, row);
    const can = actionCan.recall(stateOf(row, now));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    const action = requireSeenDocument(row, input.fingerprint, {
      tampered: "its approval cannot be taken back",
      changed: "its approval was not taken back",
    });
    await refuseInDoubt(inner, row.actionId, "Cannot take back");
    const revised = await reviseAction(inner, row, { action, fingerprint: row.fingerprint, reason: TAKEN_BACK });
    const moved =
      revised === null
        ? null
        : await updateActionStatus(inner, {
            actionId: row.actionId,
            from: "approved",
            to: "pending_approval",
            reason: TAKEN_BACK,
            patch: { notBefore: withoutUndoTime(row, now) },
          });
    // the row is locked as it was seen, so only a mistake of ours gets here
    if (moved === null) throw await conflictOf(inner, row, "Cannot take back: it changed at the same moment.");
    const { actionId, actionType, version, fingerprint } = moved;
    await appendAuditEvent(inner, { kind: "action.recalled", actionId, version, fingerprint, facts: { approved_version: row.version } });
    await announce(inner, [{ kind: "action.recalled", actionId, actionType, version, status: "pending_approval" }]);
    return { actionId, status: "pending_approval", version, fingerprint };
  });
  if ("expiresAt" in result) throw expiredError(result, "taken back");
  return result;
};

/** What it waits for besides the moments in which its approval could be taken back. */
function withoutUndoTime({ notBefore }: ActionRow, now: Date): Date | null {
  const isUndoTime = notBefore !== null && notBefore.getTime() - now.getTime() <= DEFAULTS.undoSeconds * 1000;
  return isUndoTime ? null : notBefore;
}
