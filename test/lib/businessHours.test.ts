import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BusinessHours, isKnownTimezone, isWithinBusinessHours, nextBusinessMoment } from "#src/lib/businessHours.ts";

const MINUTE_MS = 60_000;

const office = (over: Partial<BusinessHours> = {}): BusinessHours => ({
  timezone: "Europe/Paris",
  start: "09:00",
  end: "17:00",
  days: [1, 2, 3, 4, 5],
  ...over,
});

const at = (iso: string): Date => new Date(iso);
const isOpenAt = (iso: string, hours: BusinessHours): boolean => isWithinBusinessHours(at(iso), hours);
const nextFrom = (iso: string, hours: BusinessHours): string | undefined => nextBusinessMoment(at(iso), hours)?.toISOString();

describe("business hours", () => {
  it("go by the recipient's clock, not by UTC", () => {
    expect(isOpenAt("2026-11-23T08:00:00Z", office())).toBe(true);
    expect(isOpenAt("2026-11-23T08:00:00Z", office({ timezone: "America/New_York" }))).toBe(false);
  });

  it("include the start and exclude the end", () => {
    expect(isOpenAt("2026-11-23T07:59:59.999Z", office())).toBe(false);
    expect(isOpenAt("2026-11-23T08:00:00Z", office())).toBe(true);
    expect(isOpenAt("2026-11-23T15:59:59.999Z", office())).toBe(true);
    expect(isOpenAt("2026-11-23T16:00:00Z", office())).toBe(false);
  });

  it("follow daylight saving time: nine in the morning is an hour earlier in UTC in summer", () => {
    expect(isOpenAt("2026-07-06T07:00:00Z", office())).toBe(true);
    expect(isOpenAt("2026-01-05T07:00:00Z", office())).toBe(false);
  });

  it("let a window over midnight belong to the day on which it starts", () => {
    const night = office({ start: "22:00", end: "02:00", days: [5] });
    expect(isOpenAt("2026-11-27T21:30:00Z", night)).toBe(true); // Friday 22:30
    expect(isOpenAt("2026-11-28T00:30:00Z", night)).toBe(true); // Saturday 01:30, Friday's window
    expect(isOpenAt("2026-11-28T21:30:00Z", night)).toBe(false); // Saturday 22:30
    expect(isOpenAt("2026-11-27T00:30:00Z", night)).toBe(false); // Friday 01:30, Thursday's window
  });

  it("are closed on a holiday, also for the small hours after the eve", () => {
    const isClosed = (date: string): boolean => date === "2026-12-25";
    expect(isOpenAt("2026-12-25T10:00:00Z", office({ isClosed }))).toBe(false);
    expect(isOpenAt("2026-12-24T10:00:00Z", office({ isClosed }))).toBe(true);
    const night = office({ start: "22:00", end: "04:00", days: [1, 2, 3, 4, 5, 6, 7], isClosed });
    expect(isOpenAt("2026-12-25T01:00:00Z", night)).toBe(false); // the holiday itself
    expect(isOpenAt("2026-12-26T01:00:00Z", night)).toBe(false); // began on the holiday
    expect(isOpenAt("2026-12-26T21:30:00Z", night)).toBe(true);
  });

  it("are never open when start and end are the same: a slip must not open the whole day", () => {
    const slip = office({ start: "09:00", end: "09:00" });
    expect(isOpenAt("2026-11-23T08:00:00Z", slip)).toBe(false);
    expect(nextBusinessMoment(at("2026-11-23T08:00:00Z"), slip)).toBeNull();
  });

  it("refuse a time zone that nobody knows, and offsets, which know no DST", () => {
    expect(isKnownTimezone("Europe/Paris")).toBe(true);
    expect(isKnownTimezone("Mars/Olympus")).toBe(false);
    expect(isKnownTimezone("+02:00")).toBe(false);
    expect(() => isWithinBusinessHours(at("2026-11-23T08:00:00Z"), office({ timezone: "Mars/Olympus" }))).toThrow(RangeError);
  });
});

describe("the next business moment", () => {
  it("is now, inside the hours", () => {
    expect(nextFrom("2026-11-23T10:11:12.345Z", office())).toBe("2026-11-23T10:11:12.345Z");
  });

  it("is this morning, before them, and tomorrow morning, after them", () => {
    expect(nextFrom("2026-11-23T03:00:00Z", office())).toBe("2026-11-23T08:00:00.000Z");
    expect(nextFrom("2026-11-23T18:00:00Z", office())).toBe("2026-11-24T08:00:00.000Z");
  });

  it("skips the weekend and the holidays after it, and the clock change between", () => {
    // Friday evening before the Sunday on which Paris leaves summer time; Monday is a holiday.
    expect(nextFrom("2026-10-23T16:00:00Z", office({ isClosed: (date) => date === "2026-10-26" }))).toBe("2026-10-27T08:00:00.000Z");
  });

  it("is the jump itself where the clock springs over the start", () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00.
    const hours = office({ timezone: "Europe/Berlin", start: "02:15", end: "04:00", days: [7] });
    expect(nextFrom("2026-03-29T00:30:00Z", hours)).toBe("2026-03-29T01:00:00.000Z");
  });

  it("opens twice where the clock is set back over the start", () => {
    // Berlin, 25 October 2026: 03:00 becomes 02:00; the window 02:30-03:30 opens, closes at the change, opens again.
    const hours = office({ timezone: "Europe/Berlin", start: "02:30", end: "03:30", days: [7] });
    expect(nextFrom("2026-10-25T00:00:00Z", hours)).toBe("2026-10-25T00:30:00.000Z");
    expect(nextFrom("2026-10-25T01:05:00Z", hours)).toBe("2026-10-25T01:30:00.000Z");
  });

  it("is nobody's when every day is closed", () => {
    expect(nextBusinessMoment(at("2026-11-23T08:00:00Z"), office({ days: [] }))).toBeNull();
  });

  it("agrees with walking the clock minute by minute, wherever and whenever", () => {
    const zones = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Casablanca"];
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45)).map(([h, m]) => `${pad(h)}:${pad(m)}`);
    const hours = fc.record({
      timezone: fc.constantFrom(...zones),
      start: time,
      end: time,
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      isClosed: fc
        .constantFrom<readonly string[]>([], ["2026-03-30"], ["2026-10-26", "2026-10-27"])
        .map((closed) => (date: string) => closed.includes(date)),
    });
    // Around the days on which clocks change.
    const moment = fc
      .tuple(
        fc.constantFrom("2026-03-07", "2026-03-28", "2026-04-04", "2026-10-03", "2026-10-24", "2026-10-31"),
        fc.integer({ min: 0, max: 2879 }),
      )
      .map(([day, minute]) => new Date(new Date(`${day}T00:00:00Z`).getTime() + minute * MINUTE_MS));

    fc.assert(
      fc.property(hours, moment, (window, from) => {
        const next = nextBusinessMoment(from, window);
        const walked = walk(from, window, 3 * 24 * 60);
        const beyond = next === null || next.getTime() - from.getTime() > 3 * 24 * 60 * MINUTE_MS;
        expect(beyond ? null : next).toEqual(walked);
      }),
      { numRuns: 60 },
    );
  });
});

/** The first open quarter of an hour, found by looking at the wall clock that the platform's own formatter shows. */
function walk(from: Date, hours: BusinessHours, minutes: number): Date | null {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: hours.timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const isClosed = (date: string): boolean => hours.isClosed?.(date) ?? false;
  const isWorkday = (date: string): boolean => hours.days.includes(new Date(date).getUTCDay() || 7) && !isClosed(date);
  for (let minute = 0; minute <= minutes; minute++) {
    const moment = new Date(from.getTime() + minute * MINUTE_MS);
    const part = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, value]));
    const time = `${part["hour"]}:${part["minute"]}`;
    const date = `${part["year"]}-${part["month"]}-${part["day"]}`;
    const eve = new Date(new Date(date).getTime() - 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
    const evening = time >= hours.start && isWorkday(date);
    const open = hours.start <= hours.end ? evening && time < hours.end : evening || (time < hours.end && isWorkday(eve));
    if (open && !isClosed(date)) return moment;
  }
  return null;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
