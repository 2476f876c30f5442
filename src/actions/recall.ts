import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { reviseAction } from "#src/db/access/actionRevisions.ts";
import { getLatestUndo } from "#src/db/access/actionUndos.ts";
import { getActionByIdOrThrow, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { actionCan, DEFAULTS, isActionExpired } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { conflictOf } from "./conflict.ts";
import { refuseInDoubt } from "./doubts.ts";
import { expireOne, expiredError } from "./expire.ts";
import { openTwin } from "./openTwin.ts";
import { stateOf, type ActionRow } from "./rows.ts";
import { requireSeenDocument } from "./seen.ts";
import type { RecallActionResult } from "./types.ts";
import type { ActionVerbs } from "./verbs.ts";

/** What is different between taking a yes back and taking a no back. */
const RECALLS = {
  approved: {
    kind: "action.recalled",
    was: "approved_version",
    reason: "Its approval was taken back, so it waits for a decision again.",
    words: { tampered: "its approval cannot be taken back", changed: "its approval was not taken back" },
  },
  rejected: {
    kind: "action.rejection_recalled",
    was: "rejected_version",
    reason: "Its rejection was taken back, so it waits for a decision again.",
    words: { tampered: "its rejection cannot be taken back", changed: "its rejection was not taken back" },
  },
} as const;

/**
 * Takes a decision back: an approval while nothing has started, a rejection for `DEFAULTS.undoSeconds`, after which others may have
 * relied on it. Approvals are never deleted: the same document gets the next version number, and those of the version before no
 * longer count for it. An action that a worker has claimed already is left alone, which cannot happen before the `undoUntil` of its
 * approval. Errors: `not_found`, `conflict`, `expired`, `fingerprint_mismatch`.
 */
export const recallAction: ActionVerbs["recallAction"] = async ({ ctx, input }) => {
  const result = await withTransaction(ctx, async (inner): Promise<RecallActionResult | ActionRow> => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    if (row.status === "approved" && isActionExpired({ expires_at: row.expiresAt.toISOString() }, now)) return expireOne(inner, row);
    const can = actionCan.recall(stateOf(row, now));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    const from = row.status === "rejected" ? "rejected" : "approved";
    const { kind, was, reason, words } = RECALLS[from];
    const action = requireSeenDocument(row, input.fingerprint, words);
    if (from === "approved") await refuseInDoubt(inner, row.actionId, "Cannot take back");
    else await refuseTwin(inner, row);
    const revised = await reviseAction(inner, row, { action, fingerprint: row.fingerprint, reason });
    const patch = { notBefore: withoutUndoTime(row, now) };
    const moved =
      revised === null ? null : await updateActionStatus(inner, { actionId: row.actionId, from, to: "pending_approval", reason, patch });
    // the row is locked as it was seen, so only a mistake of ours gets here
    if (moved === null) throw await conflictOf(inner, row, "Cannot take back: it changed at the same moment.");
    const { actionId, actionType, version, fingerprint } = moved;
    await appendAuditEvent(inner, { kind, actionId, version, fingerprint, facts: { [was]: row.version } });
    await announce(inner, [{ kind, actionId, actionType, version, status: "pending_approval" }]);
    return { actionId, status: "pending_approval", version, fingerprint };
  });
  if ("expiresAt" in result) throw expiredError(result, "taken back");
  return result;
};

/** One open action of a scope is enough: what was proposed since the rejection stands, and this one stays rejected. */
async function refuseTwin(ctx: TxContext, row: ActionRow): Promise<void> {
  const twin = row.scopeKey === null ? null : await openTwin(ctx, row.scopeKey);
  const otherUndo = row.undoOf === null ? null : await getLatestUndo(ctx, row.undoOf);
  if (twin === null && (otherUndo === null || otherUndo.actionId === row.actionId)) return;
  throw await conflictOf(ctx, row, "Cannot take back: another action of the same kind about the same customer stands since.");
}

/** What it waits for besides the moments in which its approval could be taken back. */
function withoutUndoTime({ notBefore }: ActionRow, now: Date): Date | null {
  const isUndoTime = notBefore !== null && notBefore.getTime() - now.getTime() <= DEFAULTS.undoSeconds * 1000;
  return isUndoTime ? null : notBefore;
}
