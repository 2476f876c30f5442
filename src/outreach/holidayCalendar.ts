import { createRequire } from "node:module";
import type HolidaysOfLibrary from "date-holidays";
import { Temporal } from "temporal-polyfill";
import type { OutreachSettings } from "./settings.ts";

const DAY_MS = 86_400_000;

/** The library carries the data of two hundred countries; it is loaded when the first country is asked about. */
const load = createRequire(import.meta.url);
let library: typeof HolidaysOfLibrary | undefined;
const holidays = (): typeof HolidaysOfLibrary => (library ??= load("date-holidays") as typeof HolidaysOfLibrary);

/** Public holidays by `country:region:year`; they do not change while a process runs. */
const known = new Map<string, ReadonlySet<string>>();

/**
 * Whether a calendar day (`YYYY-MM-DD`, the recipient's own) is a public holiday of a country (ISO 3166 alpha-2) and, where one is
 * named, of its region. Half days count whole. False for a country that the data do not know.
 */
export function isPublicHoliday(date: string, country: string, region?: string): boolean {
  const year = date.slice(0, 4);
  const key = `${country}:${region ?? ""}:${year}`;
  let days = known.get(key);
  if (days === undefined) known.set(key, (days = publicHolidays(Number(year), country, region)));
  return days.has(date);
}

function publicHolidays(year: number, country: string, region: string | undefined): ReadonlySet<string> {
  const Holidays = holidays();
  const options = { types: ["public" as const] };
  const ofPlace = region === undefined ? new Holidays(country, options) : new Holidays(country, region, options);
  // feasts of several days may have begun the year before
  return new Set([year - 1, year].flatMap((one) => ofPlace.getHolidays(one)).flatMap(daysOf));
}

/** A feast is dated by its first day, whatever the hour at which it begins the evening before. */
function daysOf({ date, start, end }: { readonly date: string; readonly start: Date; readonly end: Date }): string[] {
  const first = Temporal.PlainDate.from(date.slice(0, 10));
  const many = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  return Array.from({ length: many }, (_, index) => first.add({ days: index }).toString());
}

/** Whether there are holidays on record for this country (ISO 3166 alpha-2) and region of it. */
export function isKnownPlace(country: string, region?: string): boolean {
  const Holidays = holidays();
  const every = new Holidays();
  if (!Object.hasOwn(every.getCountries(), country)) return false;
  return region === undefined || Object.hasOwn(every.getStates(country) ?? {}, region);
}

const calendars = new WeakMap<OutreachSettings, Map<string, (date: string) => boolean>>();

/**
 * The days on which somebody is not contacted: the organisation's own free days, and the public holidays of the recipient's
 * countries, or of the organisation's where none is known, but for the days that it works all the same.
 */
export function closedDays(settings: OutreachSettings, countries: readonly string[]): (date: string) => boolean {
  let ofSettings = calendars.get(settings);
  if (ofSettings === undefined) calendars.set(settings, (ofSettings = new Map()));
  const key = countries.join();
  let calendar = ofSettings.get(key);
  if (calendar === undefined) ofSettings.set(key, (calendar = makeCalendar(settings, countries)));
  return calendar;
}

function makeCalendar(settings: OutreachSettings, countries: readonly string[]): (date: string) => boolean {
  const own = new Set(settings.holidays.map(({ date }) => date));
  const worked = new Set(settings.workingDays.map(({ date }) => date));
  const fallback = settings.country === undefined ? [] : [settings.country];
  const places = settings.publicHolidays ? (countries.length > 0 ? countries : fallback) : [];
  return (date) => {
    if (own.has(date)) return true;
    if (worked.has(date)) return false;
    return places.some((country) => isPublicHoliday(date, country, country === settings.country ? settings.region : undefined));
  };
}
