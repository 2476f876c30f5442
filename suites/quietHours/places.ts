import type { ContactHours } from "#src/outreach/quietHours.ts";

/** A place, the hours of its people, and the days on which they are left alone, as a person would look them up. */
export interface Place {
  readonly name: string;
  readonly hours: ContactHours;
  /** Of the recipient, as the product reads it; unknown where absent. */
  readonly country?: string;
  /** The organisation's own settings beside the defaults. */
  readonly settings?: {
    readonly country?: string;
    readonly holidays?: readonly { readonly date: string }[];
    readonly workingDays?: readonly { readonly date: string }[];
  };
  /** Every closed day of the year, and of the days after it that a wait can reach into. Public lists, written down by hand. */
  readonly closed: readonly string[];
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const FRANCE = days("01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25");
const UNITED_STATES = days("01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25");
const GERMANY = days("01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26");
const BRAZIL = days("01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25");
const JAPAN = days("01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23");
const OWN = days("02-16 05-29 12-24");
const NEW_YEAR = "2027-01-01";

/** Clocks that are set in both hemispheres, by half an hour, on quarters and halves of an hour, or never; windows of the day and over midnight. */
export const PLACES: readonly Place[] = [
  {
    name: "Paris, France's holidays but for one that is worked, and a day off of its own",
    hours: { timezone: "Europe/Paris", start: "09:00", end: "17:00", days: WEEKDAYS },
    country: "FR",
    settings: { country: "FR", holidays: [{ date: "2026-12-24" }], workingDays: [{ date: "2026-05-08" }] },
    closed: [...FRANCE.filter((day) => day !== "2026-05-08"), "2026-12-24", NEW_YEAR],
  },
  {
    name: "New York, a recipient in the United States of an organisation in France",
    hours: { timezone: "America/New_York", start: "08:30", end: "18:00", days: WEEKDAYS },
    country: "US",
    settings: { country: "FR" },
    closed: [...UNITED_STATES, NEW_YEAR],
  },
  {
    name: "Kolkata, half an hour off, a country that is not known and an organisation without one",
    hours: { timezone: "Asia/Kolkata", start: "10:00", end: "18:30", days: [1, 2, 3, 4, 5, 6] },
    settings: { holidays: OWN.map((date) => ({ date })) },
    closed: OWN,
  },
  {
    name: "Tokyo, whose clocks are never set",
    hours: { timezone: "Asia/Tokyo", start: "09:15", end: "17:45", days: WEEKDAYS },
    country: "JP",
    closed: [...JAPAN, NEW_YEAR],
  },
  {
    name: "Lord Howe, whose clocks are set by half an hour",
    hours: { timezone: "Australia/Lord_Howe", start: "01:30", end: "12:00", days: EVERY_DAY },
    settings: { holidays: OWN.map((date) => ({ date })) },
    closed: OWN,
  },
  {
    name: "Sydney, over midnight from Thursday to Saturday",
    hours: { timezone: "Australia/Sydney", start: "21:00", end: "02:45", days: [4, 5, 6] },
    settings: { holidays: OWN.map((date) => ({ date })) },
    closed: OWN,
  },
  {
    name: "St John's, half an hour off and set",
    hours: { timezone: "America/St_Johns", start: "02:15", end: "11:00", days: [1, 3, 5, 7] },
    settings: { holidays: OWN.map((date) => ({ date })) },
    closed: OWN,
  },
  {
    name: "São Paulo, which gave up setting its clocks",
    hours: { timezone: "America/Sao_Paulo", start: "08:00", end: "20:00", days: WEEKDAYS },
    country: "BR",
    closed: [...BRAZIL, NEW_YEAR],
  },
  {
    name: "Berlin, over midnight every day, the organisation's country where the recipient's is not known",
    hours: { timezone: "Europe/Berlin", start: "22:30", end: "03:00", days: EVERY_DAY },
    settings: { country: "DE" },
    closed: [...GERMANY, NEW_YEAR],
  },
  {
    name: "Chatham, three quarters off and set in the south",
    hours: { timezone: "Pacific/Chatham", start: "02:45", end: "10:15", days: [1, 2, 3, 4, 5, 7] },
    settings: { holidays: OWN.map((date) => ({ date })) },
    closed: OWN,
  },
];

function days(text: string): string[] {
  return text.split(" ").map((day) => `2026-${day}`);
}
