import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { getLatestUndo, linkUndo } from "#src/db/access/actionUndos.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { stakesOf } from "#src/policy/index.ts";
import { actionCan, validateActionProtocol, type Permission } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { approveAction } from "./approve.ts";
import { conflictOf } from "./conflict.ts";
import { disagree } from "./disagree.ts";
import { requirePerson } from "./person.ts";
import { proposeAction } from "./propose.ts";
import { requireReason } from "./reason.ts";
import { stateOf, type ActionRow } from "./rows.ts";
import { requireSeenDocument } from "./seen.ts";
import { undoableOf, undoDocument } from "./undoPlan.ts";
import type { ActionVerbs } from "./verbs.ts";

/**
 * A person takes back what a completed action wrote in Odoo. That is another action, proposed and approved by that person in one
 * transaction: the executor runs it like any other, and only while the record still holds what the action wrote. Where policy
 * wants several people, it waits for the others.
 * Errors: `invalid_input`, `not_found`, `conflict`, `fingerprint_mismatch`, `forbidden`.
 */
export const undoAction: ActionVerbs["undoAction"] = async ({ ctx, input }) => {
  requirePerson(ctx, "take back what an action did");
  const reason = requireReason(input.reason);
  return withTransaction(ctx, async (inner) => {
    // held until the undo stands, so that of two who ask at once the second finds it
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    const latest = await getLatestUndo(inner, row.actionId);
    const can = canUndo(row, latest?.status ?? null, now);
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    const words = { tampered: "what it did cannot be taken back by it", changed: "nothing was taken back" };
    const action = requireSeenDocument(row, input.fingerprint, words);
    const undoable = undoableOf(action);
    if (!undoable.ok) throw await conflictOf(inner, row, undoable.reason);

    const actionId = uuidv7(now);
    const document = undoDocument(action, undoable.written, { actionId, actor: inner.actor, reason, now });
    const proposed = await proposeAction({ ctx: inner, input: { action: document, riskFacts: stakesOf(row) } });
    // a person's own proposal is never of a type that is switched off
    if (!proposed.proposed) throw new AiCooError("internal", "The undo has the key of another action; nothing was taken back.");
    await linkUndo(inner, { actionId, undoOf: row.actionId });
    const { fingerprint } = proposed;
    const approved = await approveAction({ ctx: inner, input: { actionId, fingerprint, channel: input.channel } });
    await appendAuditEvent(inner, {
      kind: "action.undo_asked",
      actionId: row.actionId,
      version: row.version,
      fingerprint: row.fingerprint,
      facts: { undo: actionId, undo_fingerprint: fingerprint },
    });
    const { actionType, version, status } = row;
    await announce(inner, [
      { kind: "action.undo_asked", actionId: row.actionId, actionType, version, status, more: { undo_action_id: actionId } },
    ]);
    await disagree(inner, row, "undone");
    return { actionId: row.actionId, undo: { ...approved, fingerprint } };
  });
};

/** Whether what the action did can be taken back now, with the reason where it cannot: for the card and for the verb. */
export function canUndo(row: ActionRow, latestUndo: ActionRow["status"] | null, now: Date): Permission {
  const stored = validateActionProtocol(row.actionProtocol);
  if (!stored.ok) return { ok: false, reason: "Cannot undo: the stored action can no longer be read." };
  const { safe_operation, rollback_strategy } = stored.action;
  const can = actionCan.undo({ ...stateOf(row, now), safe_operation, rollback_strategy, undo_status: latestUndo });
  if (!can.ok) return can;
  const undoable = undoableOf(stored.action);
  return undoable.ok ? can : undoable;
}
