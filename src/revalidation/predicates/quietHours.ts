import { isKnownTimezone, mayContactAt, nextContactMoment } from "#src/outreach/index.ts";
import { countriesOf, unreadCountryOf } from "../countries.ts";
import { type Evaluator, failed, notReadable, passed } from "../evaluation.ts";

/** Passes inside the recipient's business hours, on their own clock and calendar; outside them says until when to wait. */
export const quietHours: Evaluator<"quiet_hours_ok"> = (predicate, facts, action) => {
  const { timezone, business_hours_start: start, business_hours_end: end, days } = predicate;
  if (!isKnownTimezone(timezone))
    return failed({ timezone }, `The time zone ${timezone} is not known, so the recipient's hours could not be checked.`);
  const unread = facts.settings.publicHolidays ? unreadCountryOf(action, facts) : undefined;
  // another country's calendar would let a contact through on a public holiday of theirs
  if (unread !== undefined) return notReadable(unread, facts);
  const hours = { timezone, start, end, days };
  const countries = countriesOf(action, facts);
  const seen = { now: facts.now.toISOString(), timezone, countries };
  const span = `${start} to ${end} (${timezone})`;
  if (mayContactAt(facts.now, hours, facts.settings, countries)) return passed(seen, `It is within the recipient's hours, ${span}.`);
  const next = nextContactMoment(facts.now, hours, facts.settings, countries);
  if (next === null) return failed(seen, `The recipient's hours, ${span}, never come.`);
  return { ...failed(seen, `It is outside the recipient's hours, ${span}; they begin again at ${next.toISOString()}.`), deferUntil: next };
};
