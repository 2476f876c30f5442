import type { Settlement } from "#src/actions/index.ts";
import { DEFAULT_OUTREACH_SETTINGS, isKnownTimezone, mayContactAt, nextContactMoment } from "#src/outreach/index.ts";
import type { Run, Taken } from "../run.ts";
import { deferral, type Facts } from "./revalidation.ts";

/**
 * The recipient's hours at the moment of the intent: the facts are seconds old by then, and the day may have ended in between.
 * Null where nobody is contacted, and inside the hours.
 */
export function outsideContactHours({ outreach }: Run, now: Date, { claim, action }: Taken, { results }: Facts): Settlement | null {
  const settings = outreach.settings ?? DEFAULT_OUTREACH_SETTINGS;
  for (const { check_id, predicate } of action.revalidation_plan.checks) {
    if (predicate.type !== "quiet_hours_ok" || !isKnownTimezone(predicate.timezone)) continue;
    const { timezone, business_hours_start: start, business_hours_end: end, days } = predicate;
    const hours = { timezone, start, end, days };
    const countries = countriesIn(results.find((result) => result.check_id === check_id)?.seen);
    if (mayContactAt(now, hours, settings, countries)) continue;
    const reason = `The recipient's hours, ${start} to ${end} (${timezone}), have ended since the facts were read.`;
    const next = nextContactMoment(now, hours, settings, countries);
    return next === null ? { to: "blocked", reason } : deferral(next, claim.expiresAt, reason);
  }
  return null;
}

/** The recipients' countries as the check saw them. */
function countriesIn(seen: unknown): string[] {
  const countries = typeof seen === "object" && seen !== null && "countries" in seen ? seen.countries : [];
  return Array.isArray(countries) ? countries.filter((country) => typeof country === "string") : [];
}
