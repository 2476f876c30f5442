import { appendAuditEvent } from "#src/audit/index.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import type { FollowUpRow } from "#src/db/access/scheduledFollowUps.ts";
import type { TxContext } from "#src/db/index.ts";
import { personalOf } from "./rows.ts";

/** Says that a follow-up was ended, in the audit and to the live page, in the transaction that ended it. */
export async function announceEnd(ctx: TxContext, row: FollowUpRow): Promise<void> {
  const { id, actionId, proposedActionId, reason, status } = row;
  if (status === "scheduled") return;
  const kind = `follow_up.${status}` as const;
  const facts = { follow_up: id, ...(proposedActionId === null ? {} : { proposed_action: proposedActionId }) };
  await appendAuditEvent(ctx, { kind, actionId, facts, ...(reason === null ? {} : { personal: personalOf(row, reason) }) });
  await announce(ctx, row, kind);
}

/** Tells the live page that one was scheduled; the audit has it from the action whose effect it is. */
export async function announceSchedule(ctx: TxContext, row: FollowUpRow): Promise<void> {
  await announce(ctx, row, "follow_up.scheduled");
}

async function announce(ctx: TxContext, row: FollowUpRow, kind: string): Promise<void> {
  const { id, actionId, actionType, scheduledFor, status, proposedActionId } = row;
  const payload = {
    follow_up_id: id,
    action_id: actionId,
    action_type: actionType,
    scheduled_for: scheduledFor.toISOString(),
    status,
    proposed_action_id: proposedActionId,
    actor: ctx.actor,
  };
  await appendDomainEvents(ctx, [{ kind, actionId, payload }]);
}
