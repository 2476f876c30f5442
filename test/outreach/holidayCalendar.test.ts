import { describe, expect, test } from "vitest";
import { closedDays, isKnownPlace, isPublicHoliday } from "#src/outreach/holidayCalendar.ts";
import { outreachSettingsSchema } from "#src/outreach/settings.ts";

const settings = (over: object = {}) => outreachSettingsSchema.parse(over);

describe("public holidays", () => {
  test.each([
    ["FR", "2026-07-14"],
    ["FR", "2026-04-06"], // Easter Monday
    ["US", "2026-11-26"], // Thanksgiving
    ["US", "2026-07-03"], // the substitute of a Saturday
    ["GB", "2026-12-25"],
    ["JP", "2026-09-23"], // an equinox
    ["SA", "2026-09-23"],
    ["SA", "2026-03-21"], // the third day of a feast
    ["VN", "2026-02-18"],
  ])("%s is closed on %s", (country, date) => expect(isPublicHoliday(date, country)).toBe(true));

  test.each([
    ["US", "2026-07-14"],
    ["FR", "2026-07-03"],
    ["FR", "2026-02-14"], // Valentine's is no day off
    ["FR", "2026-12-24"],
    ["SA", "2026-12-25"],
    ["XX", "2026-12-25"],
    ["zz", "2026-12-25"],
    ["toString", "2026-12-25"],
  ])("%s is open on %s", (country, date) => expect(isPublicHoliday(date, country)).toBe(false));

  test("a region has its own, and those of its country", () => {
    expect(isPublicHoliday("2026-01-06", "DE")).toBe(false);
    expect(isPublicHoliday("2026-01-06", "DE", "BY")).toBe(true);
    expect(isPublicHoliday("2026-10-03", "DE", "BY")).toBe(true);
  });

  test("only places with holidays on record are known", () => {
    expect([
      isKnownPlace("FR"),
      isKnownPlace("DE", "BY"),
      isKnownPlace("DE", "ZZ"),
      isKnownPlace("XX"),
      isKnownPlace("constructor"),
    ]).toEqual([true, true, false, false, false]);
  });
});

describe("the days on which somebody is not contacted", () => {
  test("are the recipient's country's where it is known, else the organisation's", () => {
    const ours = settings({ country: "FR" });
    expect([closedDays(ours, [])("2026-07-14"), closedDays(ours, ["US"])("2026-07-14"), closedDays(ours, ["US"])("2026-11-26")]).toEqual([
      true,
      false,
      true,
    ]);
    expect(closedDays(ours, ["FR", "US"])("2026-11-26")).toBe(true);
  });

  test("are none but its own where an organisation names no country or wants none", () => {
    expect(closedDays(settings(), [])("2026-12-25")).toBe(false);
    const off = settings({ country: "FR", publicHolidays: false, holidays: [{ date: "2026-08-10" }] });
    expect([closedDays(off, ["FR"])("2026-12-25"), closedDays(off, ["FR"])("2026-08-10")]).toEqual([false, true]);
  });

  test("take the region only inside the organisation's own country", () => {
    const bavaria = settings({ country: "DE", region: "BY" });
    expect([
      closedDays(bavaria, [])("2026-01-06"),
      closedDays(bavaria, ["DE"])("2026-01-06"),
      closedDays(bavaria, ["FR"])("2026-01-06"),
    ]).toEqual([true, true, false]);
  });

  test("leave out the public holidays that it works, never its own free days", () => {
    const own = settings({
      country: "FR",
      workingDays: [{ date: "2026-05-08" }, { date: "2026-08-10" }],
      holidays: [{ date: "2026-08-10" }],
    });
    expect([closedDays(own, [])("2026-05-08"), closedDays(own, [])("2026-08-10"), closedDays(own, [])("2026-05-01")]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
