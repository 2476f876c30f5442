import type { Money } from "#src/api/type.ts";

const locale = navigator.language;

/** `€1,250.00`, in the reader's own way of writing numbers. */
export function formatMoney({ amount, currency }: Money, { whole = false } = {}): string {
  const digits = whole ? { maximumFractionDigits: 0 } : {};
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...digits }).format(amount);
}

const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });

/** A `YYYY-MM-DD` day, which belongs to no time zone. */
export function formatDay(text: string): string {
  return day.format(new Date(`${text.slice(0, 10)}T12:00:00`));
}

/** A moment on the reader's clock. */
export const formatMoment = (text: string): string => moment.format(new Date(text));
export const formatWeekday = (text: string): string => weekday.format(new Date(text));

const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `in 22 hr.`, `3 min. ago`. */
export function formatRelative(text: string, now: Date): string {
  const seconds = (new Date(text).getTime() - now.getTime()) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? "in a moment" : "just now";
}

/** `22 h`, `3 d`: how long something is still good, for tight places. */
export function formatLeft(text: string, now: Date): string {
  const minutes = Math.floor((new Date(text).getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return "expired";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} d`;
}

/** `1 invoice`, `3 invoices`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat(locale).format(count)} ${count === 1 ? one : many}`;
}
