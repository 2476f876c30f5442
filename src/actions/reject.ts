import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { getActionByIdOrThrow, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { actionApprovals } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { actionCan, DEFAULTS, isActionExpired } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { conflictOf } from "./conflict.ts";
import { disagree } from "./disagree.ts";
import { expireOne, expiredError } from "./expire.ts";
import { requireReason } from "./reason.ts";
import { personalOf, stateOf } from "./rows.ts";
import type { ActionVerbs } from "./verbs.ts";

/**
 * A person's no, with the reason. One is enough, however many approvals the action needs. For `DEFAULTS.undoSeconds` it can be taken back.
 * Errors: `invalid_input`, `not_found`, `conflict`, `expired`, `fingerprint_mismatch`.
 */
export const rejectAction: ActionVerbs["rejectAction"] = async ({ ctx, input }) => {
  const reason = requireReason(input.reason);
  const row = await withTransaction(ctx, async (inner) => {
    const found = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    if (found.status === "pending_approval" && isActionExpired({ expires_at: found.expiresAt.toISOString() }, now)) {
      return expireOne(inner, found);
    }
    const can = actionCan.reject(stateOf(found, now));
    if (!can.ok) throw await conflictOf(inner, found, can.reason);
    if (input.fingerprint !== undefined && input.fingerprint !== found.fingerprint) {
      throw new AiCooError("fingerprint_mismatch", "The action has changed since it was shown to you; it was not rejected.", {
        next: "Open it again, read what it does now, and decide anew.",
        details: { actionId: found.actionId, version: found.version, fingerprint: found.fingerprint },
      });
    }
    await inner.tx
      .insert(actionApprovals)
      .values({
        orgId: inner.orgId,
        id: uuidv7(now),
        actionId: found.actionId,
        version: found.version,
        fingerprint: found.fingerprint,
        decision: "reject",
        actor: inner.actor,
        channel: input.channel,
        onBehalfOf: inner.actingFor ?? null,
        reason,
        decidedAt: now,
      })
      // whoever approved before and now says no keeps the first row; the status and the audit carry the no
      .onConflictDoNothing();
    const moved = await updateActionStatus(inner, {
      actionId: found.actionId,
      from: "pending_approval",
      to: "rejected",
      reason,
      // what it waited for is what it waits for again when the no is taken back
      patch: { notBefore: found.notBefore },
    });
    if (moved === null) throw await conflictOf(inner, found, "Cannot reject: somebody else decided at the same moment.");
    await appendAuditEvent(inner, {
      kind: "action.rejected",
      actionId: moved.actionId,
      version: moved.version,
      fingerprint: moved.fingerprint,
      facts: { channel: input.channel },
      personal: personalOf(moved, reason),
    });
    await announce(inner, [
      { kind: "action.rejected", actionId: moved.actionId, actionType: moved.actionType, version: moved.version, status: "rejected" },
    ]);
    await disagree(inner, found, "rejected");
    return moved;
  });
  if (row.status === "expired") throw expiredError(row, "rejected");
  const undoUntil =
    input.undoable === true && row.settledAt !== null ? new Date(row.settledAt.getTime() + DEFAULTS.undoSeconds * 1000) : null;
  return {
    actionId: row.actionId,
    status: row.status,
    ...(undoUntil === null || undoUntil >= row.expiresAt ? {} : { undoUntil: undoUntil.toISOString() }),
  };
};
