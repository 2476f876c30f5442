import type { OperationDefinition } from "./definition.ts";
import { done, final } from "./outcome.ts";

/** Keeps a follow-up in our own database, one per action: nothing leaves, so repeating it is safe. */
export const scheduleFollowUp: OperationDefinition<"schedule_follow_up"> = {
  type: "schedule_follow_up",
  repeatable: () => true,
  contacts: null,
  token: (actionId) => actionId,
  async run(inputs, { orgId, actionId }, { followUps }) {
    if (followUps === undefined) return final("This version cannot keep follow-ups, so nothing was scheduled.");
    const { id } = await followUps.schedule({ orgId, actionId, inputs });
    return done(`follow_up,${id}`);
  },
  async lookUp(_inputs, { orgId, actionId }, { followUps }) {
    const found = await followUps?.find({ orgId, actionId });
    return found === undefined || found === null ? { kind: "not_found" } : { kind: "found", ref: `follow_up,${found.id}` };
  },
};
