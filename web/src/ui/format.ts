import type { Money } from "#src/api/type.ts";
import { formatLocale } from "../i18n/locale.ts";
import type { Translator } from "../i18n/types.ts";

/** A formatter for each way it is used and each language: making one costs more than using it. */
function remembered<Options, Format>(make: (locale: string, options: Options) => Format): (options: Options) => Format {
  const known = new Map<string, Format>();
  return (options) => {
    const locale = formatLocale();
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = known.get(key) ?? make(locale, options);
    known.set(key, format);
    return format;
  };
}

const numbers = remembered((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const dates = remembered((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const relative = remembered((locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options));
const names = remembered((locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames([locale], options));

/** `€1,250.00`, in the reader's own way of writing numbers. */
export function formatMoney({ amount, currency }: Money, { whole = false } = {}): string {
  return numbers({ style: "currency", currency, ...(whole ? { maximumFractionDigits: 0 } : {}) }).format(amount);
}

export const formatNumber = (value: number, options: Intl.NumberFormatOptions = {}): string => numbers(options).format(value);

/** A `YYYY-MM-DD` day, which belongs to no time zone. */
export function formatDay(text: string): string {
  return dates({ dateStyle: "medium" }).format(new Date(`${text.slice(0, 10)}T12:00:00`));
}

/** A `YYYY-MM` month. */
export const formatMonth = (text: string): string => dates({ month: "long", year: "numeric" }).format(new Date(`${text}-15T12:00:00`));

/** A day without its year, for the axis of a chart. */
export function formatShortDay(text: string): string {
  return dates({ day: "numeric", month: "short" }).format(new Date(`${text.slice(0, 10)}T12:00:00`));
}

/** The day of a moment on the reader's clock. */
export const formatDayOf = (moment: string): string => dates({ dateStyle: "medium" }).format(new Date(moment));

/** A moment on the reader's clock. */
export const formatMoment = (text: string): string => dates({ dateStyle: "medium", timeStyle: "short" }).format(new Date(text));
export const formatWeekday = (text: string): string =>
  dates({ weekday: "short", hour: "2-digit", minute: "2-digit" }).format(new Date(text));

/** What a language is called in the reader's. */
export const formatLanguage = (tag: string): string => names({ type: "language" }).of(tag) ?? tag;

const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `in 22 hr.`, `3 min. ago`. */
export function formatRelative(text: string, now: Date, t: Translator<"common">): string {
  const seconds = (new Date(text).getTime() - now.getTime()) / 1000;
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return relative({ numeric: "auto", style: "short" }).format(Math.trunc(seconds / size), unit);
  }
  return seconds > 0 ? t("inAMoment") : t("justNow");
}

/** `22 h`, `3 d`: how long something is still good, for tight places. */
export function formatLeft(text: string, now: Date, t: Translator<"common">): string {
  const minutes = Math.floor((new Date(text).getTime() - now.getTime()) / 60_000);
  if (minutes <= 0) return t("expired");
  if (minutes < 60) return t("minutesLeft", { count: minutes });
  if (minutes < 48 * 60) return t("hoursLeft", { count: Math.floor(minutes / 60) });
  return t("daysLeft", { count: Math.floor(minutes / 1440) });
}
