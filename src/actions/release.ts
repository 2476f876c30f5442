import { appendAuditEvent } from "#src/audit/index.ts";
import { releaseActionHold } from "#src/db/access/actionHolds.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { withTransaction } from "#src/db/index.ts";
import { asksForMoney, repliesWereRead } from "#src/outreach/index.ts";
import { conflictOf } from "./conflict.ts";
import { requirePerson } from "./person.ts";
import { requireReason } from "./reason.ts";
import { personalOf } from "./rows.ts";
import type { StatusResult, Verb } from "./types.ts";
import { wakeExecutor } from "./wake.ts";

export interface ReleaseActionInput {
  readonly actionId: string;
  /** The reason of the hold as it was shown to the person, to the letter: only that one is released. */
  readonly hold: string;
  /** What the person found out, or why it does not matter. */
  readonly reason: string;
}

/**
 * A person lets an action go that is held (a reply, a bounce, an opt-out): it can be approved and run again, and the same event
 * holds it no more. It goes only for the hold that was shown: what was said since has to be read first. An address on the list of those who are not contacted stays there, and blocks as before.
 * Errors: `invalid_input`, `not_found`, `conflict`, `forbidden`.
 */
export const releaseAction: Verb<ReleaseActionInput, StatusResult> = async ({ ctx, input }) => {
  requirePerson(ctx, "release an action");
  const reason = requireReason(input.reason);
  return withTransaction(ctx, async (inner) => {
    const before = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    if (before.holdReason !== null && before.holdReason !== input.hold) {
      throw await conflictOf(inner, before, `Cannot release: it is held for another reason than the one you saw: ${before.holdReason}`);
    }
    if (before.holdSource === "commitment") {
      throw await conflictOf(
        inner,
        before,
        `Cannot release: what holds it stands recorded about the customer and is ended there: ${before.holdReason}`,
      );
    }
    const row = await releaseActionHold(inner, input.actionId);
    if (row === null) throw await conflictOf(inner, before, "Cannot release: it is not held.");
    // otherwise the next analysis would hold it for the answer that was just read; what is no reminder starts none again
    if (before.holdSource === "inbound" && row.partnerId !== null && asksForMoney(row.actionType))
      await repliesWereRead(inner, row.partnerId, reason);
    const { actionId, version, fingerprint, status, actionType } = row;
    await appendAuditEvent(inner, {
      kind: "action.hold_ended",
      actionId,
      version,
      fingerprint,
      facts: { by: "person" },
      personal: personalOf(row, reason),
    });
    const payload = { action_id: actionId, action_type: actionType, version, status, actor: inner.actor };
    await appendDomainEvents(inner, [{ kind: "action.hold_ended", actionId, payload }]);
    if (status === "approved") await wakeExecutor(inner, row.notBefore);
    return { actionId, status };
  });
};
