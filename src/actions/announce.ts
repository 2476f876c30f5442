import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import type { TxContext } from "#src/db/index.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import type { ActionStatus, ActionType } from "#src/protocol/index.ts";

/** What the live page and webhooks hear about an action. */
export type ActionEventKind =
  | "action.proposed"
  | "action.edited"
  | "action.snoozed"
  | "action.snooze_ended"
  | "action.undo_asked"
  | "action.approval_given"
  | "action.approved"
  | "action.recalled"
  | "action.rejected"
  | "action.rejection_recalled"
  | "action.cancelled"
  | "action.expired"
  | "action.executing"
  | "action.completed"
  | "action.failed"
  | "action.blocked"
  | "action.deferred"
  | "action.reapproval_required"
  | "action.needs_attention"
  | "action.resolved";

export interface ActionAnnouncement {
  readonly kind: ActionEventKind;
  readonly actionId: string;
  readonly actionType: ActionType;
  readonly version: number;
  readonly status: ActionStatus;
  readonly more?: JsonObject;
}

/** Writes domain events in the transaction that made them true. */
export async function announce(ctx: TxContext, events: readonly ActionAnnouncement[]): Promise<void> {
  await appendDomainEvents(
    ctx,
    events.map(({ kind, actionId, actionType, version, status, more }) => ({
      kind,
      actionId,
      payload: { ...more, action_id: actionId, action_type: actionType, version, status, actor: ctx.actor },
    })),
  );
}
