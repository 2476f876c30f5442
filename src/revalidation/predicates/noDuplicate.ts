import { type Evaluator, failed, passed } from "../evaluation.ts";

const MINUTE_MS = 60_000;

/**
 * Passes when nothing was sent under the scope inside the window, and nothing is in flight. The action's own
 * open reservation does not count; what it has sent, or may have, does.
 */
export const noDuplicate: Evaluator<"no_duplicate_action_in_window"> = ({ scope_key, window_minutes }, facts, action) => {
  const since = new Date(facts.now.getTime() - window_minutes * MINUTE_MS);
  const last = facts.recent.find(
    (contact) =>
      contact.scopeKey === scope_key && contact.at > since && !(contact.actionId === action.action_id && contact.state === "reserved"),
  );
  if (last === undefined) return passed({ contacts: 0 }, "The customer was not contacted about this within the window.");
  const seen = { action_id: last.actionId, state: last.state, at: last.at.toISOString() };
  if (last.state === "reserved") return failed(seen, "The customer is being contacted about this by another action right now.");
  const how = last.state === "sent" ? "was contacted about this already" : "may have been contacted about this already";
  return failed(seen, `The customer ${how}, on ${last.at.toISOString()}.`);
};
