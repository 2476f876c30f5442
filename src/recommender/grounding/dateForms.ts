import type { DraftLanguage } from "./types.ts";

/** The ways to write a day. A weekday is only good when it is the day's own. */
export function dateForms(day: string, locale: string, language: DraftLanguage): string[] {
  const moment = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(moment.getTime())) return [];
  const parts: Parts = {
    day: moment.getUTCDate(),
    year: moment.getUTCFullYear(),
    months: [
      ...new Set([locale, language].flatMap((tag) => [named(tag, { month: "long" }, moment), named(tag, { month: "short" }, moment)])),
    ],
  };
  const written = WRITERS[language](parts);
  const weekday = named(locale, { weekday: "long" }, moment);
  const joined = JOINTS[language].flatMap((joint) => written.map((form) => `${weekday}${joint}${form}`));
  return [...new Set([day, ...written, ...joined, ...numeric(moment, locale, language)])];
}

/** What stands between a weekday and its day. */
const JOINTS = { en: [", ", " "], fr: [" ", ", "], de: [", ", ", den ", ", dem "], es: [" ", ", "] } as const satisfies Record<
  DraftLanguage,
  readonly string[]
>;

interface Parts {
  readonly day: number;
  readonly year: number;
  readonly months: readonly string[];
}

const WRITERS = {
  en: ({ day, year, months }) =>
    months.flatMap((month) => {
      const nth = `${day}${ordinalEnding(day)}`;
      const days = [`${day} ${month}`, `${month} ${day}`, `${nth} ${month}`, `${nth} of ${month}`, `${month} ${nth}`];
      return [...days, ...days.flatMap((form) => [`${form} ${year}`, `${form}, ${year}`]), `${month} ${year}`];
    }),
  fr: ({ day, year, months }) =>
    months.flatMap((month) => {
      const days = [`${day} ${month}`, ...(day === 1 ? [`1er ${month}`] : [])];
      return [...days, ...days.map((form) => `${form} ${year}`), `${month} ${year}`];
    }),
  de: ({ day, year, months }) => months.flatMap((month) => [`${day}. ${month}`, `${day}. ${month} ${year}`, `${month} ${year}`]),
  es: ({ day, year, months }) =>
    months.flatMap((month) => {
      const form = `${day} de ${month}`;
      return [form, `${form} de ${year}`, `${form} del ${year}`, `${form} ${year}`, `${month} de ${year}`];
    }),
} as const satisfies Record<DraftLanguage, (parts: Parts) => string[]>;

function ordinalEnding(day: number): string {
  if (day >= 11 && day <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}

/** In figures only as the locale orders them: 2/1 and 1/2 are two days. */
function numeric(moment: Date, locale: string, language: DraftLanguage): string[] {
  const padded = { day: "2-digit", month: "2-digit", year: "numeric" } as const;
  const forms = [named(locale, padded, moment), named(locale, { ...padded, day: "numeric", month: "numeric" }, moment)];
  return language === "de"
    ? [...forms, named("de", padded, moment), named("de", { ...padded, day: "numeric", month: "numeric" }, moment)]
    : forms;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function named(locale: string, options: Intl.DateTimeFormatOptions, moment: Date): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known =
    formatters.get(key) ?? new Intl.DateTimeFormat(locale, { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC", ...options });
  formatters.set(key, known);
  return known.format(moment);
}
