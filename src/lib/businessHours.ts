import { Temporal } from "temporal-polyfill";

/** When people of one place may be contacted, on their own clock. */
export interface BusinessHours {
  /** IANA name, e.g. `Europe/Paris`. */
  readonly timezone: string;
  /** `HH:MM`, inclusive. */
  readonly start: string;
  /** `HH:MM`, exclusive. Before `start`: a window over midnight. Equal to it: never open, so that a slip opens nothing. */
  readonly end: string;
  /** ISO weekdays, 1 is Monday. A window over midnight belongs to the day on which it starts. */
  readonly days: readonly number[];
  /** Whether nobody is contacted on a day, `YYYY-MM-DD` on the same clock; asked often, so it should know its answers. */
  readonly isClosed?: (date: string) => boolean;
}

/** Longer than any run of closed days that an organisation means. */
const SEARCH_DAYS = 400;

/** Whether the runtime knows this IANA time zone. Offsets such as `+02:00` are not zones: they know no DST. */
export function isKnownTimezone(timezone: string): boolean {
  if (/^[+-]/.test(timezone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether the recipient's own clock shows business hours at this moment (UTC instant). Goes by the wall
 * clock, so DST moves the window with the people. Throws a RangeError for an unknown time zone.
 */
export function isWithinBusinessHours(moment: Date, hours: BusinessHours): boolean {
  return isOpen(zoned(moment, hours), hours);
}

/**
 * The first moment (UTC) from `moment` on that lies within business hours, or `null` when there is none in
 * the coming year. Throws a RangeError for an unknown time zone.
 */
export function nextBusinessMoment(moment: Date, hours: BusinessHours): Date | null {
  const from = zoned(moment, hours);
  if (isOpen(from, hours)) return moment;
  for (let day = 0; day <= SEARCH_DAYS; day++) {
    const opening = openings(from.toPlainDate().add({ days: day }), hours).find(
      (candidate) => Temporal.ZonedDateTime.compare(candidate, from) >= 0 && isOpen(candidate, hours),
    );
    if (opening !== undefined) return new Date(opening.epochMilliseconds);
  }
  return null;
}

/**
 * The moments of one day at which a closed window can come open: its start (twice where the clock is set
 * back over it), midnight after a holiday, and a jump of the clock into the window. In order of time.
 */
function openings(date: Temporal.PlainDate, hours: BusinessHours): Temporal.ZonedDateTime[] {
  const start = date.toPlainDateTime(Temporal.PlainTime.from(hours.start));
  const midnight = date.toZonedDateTime(hours.timezone);
  const candidates = [
    midnight,
    start.toZonedDateTime(hours.timezone, { disambiguation: "earlier" }),
    start.toZonedDateTime(hours.timezone, { disambiguation: "later" }),
  ];
  const jump = midnight.getTimeZoneTransition("next");
  if (jump !== null && jump.toPlainDate().equals(date)) candidates.push(jump);
  return candidates.toSorted((a, b) => Temporal.ZonedDateTime.compare(a, b));
}

function isOpen(moment: Temporal.ZonedDateTime, hours: BusinessHours): boolean {
  const start = Temporal.PlainTime.from(hours.start);
  const end = Temporal.PlainTime.from(hours.end);
  const time = moment.toPlainTime();
  const date = moment.toPlainDate();
  if (isHoliday(date, hours)) return false;

  const afterStart = Temporal.PlainTime.compare(time, start) >= 0;
  const beforeEnd = Temporal.PlainTime.compare(time, end) < 0;
  if (Temporal.PlainTime.compare(start, end) <= 0) return afterStart && beforeEnd && isWorkday(date, hours);
  // Over midnight: the evening belongs to today, the small hours to a window that began yesterday.
  return (afterStart && isWorkday(date, hours)) || (beforeEnd && isWorkday(date.subtract({ days: 1 }), hours));
}

function isWorkday(date: Temporal.PlainDate, hours: BusinessHours): boolean {
  return hours.days.includes(date.dayOfWeek) && !isHoliday(date, hours);
}

function isHoliday(date: Temporal.PlainDate, hours: BusinessHours): boolean {
  return hours.isClosed?.(date.toString()) ?? false;
}

function zoned(moment: Date, hours: BusinessHours): Temporal.ZonedDateTime {
  if (!isKnownTimezone(hours.timezone)) throw new RangeError(`Unknown time zone: ${hours.timezone}`);
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(hours.timezone);
}
