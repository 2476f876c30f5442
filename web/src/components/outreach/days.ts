/** Days of a calendar as `YYYY-MM-DD`: they belong to the organisation's zone and are never converted. */

export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

const text = (date: Date): string => date.toISOString().slice(0, 10);
const utc = ({ year, month }: Month, day: number): Date => new Date(Date.UTC(year, month - 1, day));

export const firstOf = (month: Month): string => text(utc(month, 1));
export const lastOf = (month: Month): string => text(utc({ year: month.year, month: month.month + 1 }, 0));

export function monthOf(day: string): Month {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}

export function shifted(month: Month, by: number): Month {
  return monthOf(text(utc({ year: month.year, month: month.month + by }, 1)));
}

/** The weeks of a month from Monday on; days of other months are null. */
export function weeksOf(month: Month): (string | null)[][] {
  const lead = (utc(month, 1).getUTCDay() + 6) % 7;
  const many = utc({ year: month.year, month: month.month + 1 }, 0).getUTCDate();
  const days: (string | null)[] = [
    ...Array.from({ length: lead }, () => null),
    ...Array.from({ length: many }, (_, index) => text(utc(month, index + 1))),
  ];
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** Today in a zone. */
export function todayIn(timezone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: timezone, dateStyle: "short" }).format(new Date());
  return parts.slice(0, 10);
}

/** Monday to Sunday, short. */
export function weekdayNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  // the 1st of January 2024 was a Monday
  return Array.from({ length: 7 }, (_, index) => format.format(utc({ year: 2024, month: 1 }, index + 1)));
}

export function monthName(month: Month, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(utc(month, 1));
}
