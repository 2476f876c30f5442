import { Temporal } from "temporal-polyfill";

/** Calendar days are `YYYY-MM-DD`; business days are those of the organisation. */

const MS_PER_DAY = 24 * 60 * 60 * 1000;

/** The calendar day that it is in this timezone. */
export function dayIn(timezone: string, moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timezone).toPlainDate().toString();
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "day" }).days;
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The first day of the month `months` before the month of `day`. */
export function monthStart(day: string, months: number): string {
  return Temporal.PlainDate.from(day).with({ day: 1 }).subtract({ months }).toString();
}

/** The moment `days` times 24 hours after an ISO moment: waits between contacts are lengths of time, not dates. */
export function momentAfter(moment: string, days: number): Date {
  return new Date(Date.parse(moment) + days * MS_PER_DAY);
}

export interface BusinessCalendar {
  /** ISO weekdays, Monday is 1. */
  readonly businessWeekdays: readonly number[];
  readonly holidays: readonly string[];
}

/** How many business days have begun after `from`, up to and including `to`: Friday to Monday is 1. */
export function businessDaysBetween(from: string, to: string, calendar: BusinessCalendar): number {
  const start = Temporal.PlainDate.from(from);
  const days = daysBetween(from, to);
  if (days <= 0) return 0;
  const perWeek = new Set(calendar.businessWeekdays).size;
  const weeks = Math.floor(days / 7);
  let count = weeks * perWeek;
  for (let day = weeks * 7 + 1; day <= days; day++) if (isWeekday(start.add({ days: day }), calendar)) count++;
  const off = new Set(calendar.holidays);
  for (const holiday of off) if (holiday > from && holiday <= to && isWeekday(Temporal.PlainDate.from(holiday), calendar)) count--;
  return count;
}

function isWeekday(day: Temporal.PlainDate, calendar: BusinessCalendar): boolean {
  return calendar.businessWeekdays.includes(day.dayOfWeek);
}
