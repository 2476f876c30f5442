import { isKnownTimezone, nextBusinessMoment } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";

/**
 * What to tell somebody who approves an action whose recipient may not be written to any more in its life: outside their hours
 * at `now`, which begin again only after it has expired. Holidays are left to the check itself. Undefined where there is time.
 */
export function tooLateWarning(action: ActionProtocol, now: Date): string | undefined {
  for (const { predicate } of action.revalidation_plan.checks) {
    if (predicate.type !== "quiet_hours_ok" || !isKnownTimezone(predicate.timezone)) continue;
    const { timezone, business_hours_start: start, business_hours_end: end, days } = predicate;
    const next = nextBusinessMoment(now, { timezone, start, end, days });
    if (next !== null && next.getTime() < Date.parse(action.expires_at)) continue;
    const again = next === null ? "never begin" : `begin again at ${next.toISOString()}`;
    return `It will probably not run: the recipient's hours, ${start} to ${end} (${timezone}), ${again}, and it expires at ${action.expires_at}. The next analysis proposes it again if its reason still stands.`;
  }
  return undefined;
}
