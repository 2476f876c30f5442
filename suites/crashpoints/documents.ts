import { smsCode, type ActionProtocol } from "#src/protocol/index.ts";
import { composeDealAction, type DealAction } from "../support/dealAction.ts";

/** What one action is about: a customer and a deal of its own. */
export type About = Omit<DealAction, "tag" | "smsText" | "lifeMs" | "hours">;

/** In the effect of this action, and of no other. */
export const tagOf = (actionId: string): string => `Crash ${actionId}.`;

const DAY_MS = 86_400_000;
const HOURS = { timezone: "Europe/Brussels", start: "08:00", end: "21:00", days: [1, 2, 3, 4, 5] };

export function composeAction(about: About, now: Date): ActionProtocol {
  const smsText = `Did our offer arrive? (${smsCode(about.actionId)})`;
  return composeDealAction({ ...about, tag: tagOf(about.actionId), smsText, lifeMs: DAY_MS, hours: HOURS }, now);
}
