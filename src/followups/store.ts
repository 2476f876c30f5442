import { getFollowUpOfAction, scheduleFollowUp } from "#src/db/access/scheduledFollowUps.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { ScheduleFollowUpInputs } from "#src/protocol/index.ts";
import { announceSchedule } from "./announce.ts";

interface OfAction {
  readonly orgId: string;
  readonly actionId: string;
}

/**
 * Keeps the follow-ups that actions schedule: one row an action, however often it is asked for, so that a worker that starts
 * after a crash finds the one that stands. `contextOf` is the system's own context for an organisation.
 */
export function followUpStore(contextOf: (orgId: string) => Context) {
  return {
    async schedule({ orgId, actionId, inputs }: OfAction & { readonly inputs: ScheduleFollowUpInputs }): Promise<{ readonly id: string }> {
      const ctx = contextOf(orgId);
      return withTransaction(ctx, async (inner) => {
        const { followUp, isNew } = await scheduleFollowUp(inner, {
          id: uuidv7(ctx.clock.now()),
          actionId,
          contextType: inputs.context_type,
          contextId: inputs.context_id,
          scheduledFor: new Date(inputs.scheduled_for),
          actionType: inputs.action_type,
          parameters: inputs.parameters,
        });
        if (isNew) await announceSchedule(inner, followUp);
        return { id: followUp.id };
      });
    },
    async find({ orgId, actionId }: OfAction): Promise<{ readonly id: string } | null> {
      const row = await withTransaction(contextOf(orgId), (inner) => getFollowUpOfAction(inner, actionId));
      return row === null ? null : { id: row.id };
    },
  };
}
