import { type BusinessHours, isWithinBusinessHours, nextBusinessMoment } from "#src/lib/businessHours.ts";
import { closedDays } from "./holidayCalendar.ts";
import type { OutreachSettings } from "./settings.ts";

/** When the people behind a contact may be written to, as the action that was approved says it. */
export type ContactHours = Omit<BusinessHours, "isClosed">;

/**
 * Whether a contact may be made at this moment (UTC), by its hours, the organisation's free days and the public holidays of the
 * recipients' countries (ISO 3166 alpha-2; the organisation's own where none is known). Throws a RangeError for an unknown time zone.
 */
export function mayContactAt(moment: Date, hours: ContactHours, settings: OutreachSettings, countries: readonly string[]): boolean {
  const minute = Math.floor(moment.getTime() / MINUTE_MS);
  const place = placeOf(hours, settings, countries);
  // hours, days and changes of the clock all begin with a minute, so an answer holds for the whole of it
  if (place.minute !== minute) {
    place.isOpen = isWithinBusinessHours(moment, place.hours);
    place.minute = minute;
  }
  return place.isOpen;
}

/** The first moment (UTC) from `moment` on at which the contact may be made; null when there is none in the coming year. */
export function nextContactMoment(
  moment: Date,
  hours: ContactHours,
  settings: OutreachSettings,
  countries: readonly string[],
): Date | null {
  return nextBusinessMoment(moment, placeOf(hours, settings, countries).hours);
}

const MINUTE_MS = 60_000;

/** One place's hours, and the last answer about them: a batch asks the same of a thousand actions. */
interface Place {
  readonly hours: BusinessHours;
  minute: number;
  isOpen: boolean;
}

const places = new WeakMap<OutreachSettings, Map<string, Place>>();

function placeOf(hours: ContactHours, settings: OutreachSettings, countries: readonly string[]): Place {
  let ofSettings = places.get(settings);
  if (ofSettings === undefined) places.set(settings, (ofSettings = new Map()));
  const key = `${hours.timezone}|${hours.start}|${hours.end}|${hours.days.join()}|${countries.join()}`;
  let place = ofSettings.get(key);
  if (place === undefined) {
    place = { hours: { ...hours, isClosed: closedDays(settings, countries) }, minute: Number.NaN, isOpen: false };
    ofSettings.set(key, place);
  }
  return place;
}
