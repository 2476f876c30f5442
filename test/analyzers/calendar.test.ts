import { describe, expect, it } from "vitest";
import { addDays, businessDaysBetween, dayIn, daysBetween, momentAfter, monthStart } from "#src/analyzers/calendar.ts";

const WEEK = { businessWeekdays: [1, 2, 3, 4, 5], holidays: [] };

describe("days", () => {
  it("takes today from the company's timezone, on both sides of the date line", () => {
    const moment = new Date("2026-03-31T23:30:00Z");
    expect(dayIn("America/Los_Angeles", moment)).toBe("2026-03-31");
    expect(dayIn("UTC", moment)).toBe("2026-03-31");
    expect(dayIn("Europe/Paris", moment)).toBe("2026-04-01");
    expect(dayIn("Pacific/Auckland", moment)).toBe("2026-04-01");
  });

  it("counts whole days over a leap day and over clock changes", () => {
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-03-30", "2026-03-28")).toBe(-2);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  it("begins months where the calendar does", () => {
    expect(monthStart("2026-03-31", 0)).toBe("2026-03-01");
    expect(monthStart("2026-03-31", 3)).toBe("2025-12-01");
  });

  it("waits in lengths of time, not in dates", () => {
    expect(momentAfter("2026-03-28T12:00:00Z", 5)).toEqual(new Date("2026-04-02T12:00:00Z"));
  });
});

describe("business days", () => {
  it.each([
    ["the same day", "2026-03-02", "2026-03-02", 0],
    ["Friday to Monday", "2026-02-27", "2026-03-02", 1],
    ["Friday to Sunday", "2026-02-27", "2026-03-01", 0],
    ["Wednesday to next Tuesday", "2026-02-25", "2026-03-03", 4],
    ["four whole weeks", "2026-02-02", "2026-03-02", 20],
    ["a date in the future", "2026-03-05", "2026-03-02", 0],
  ])("%s", (_name, from, to, expected) => {
    expect(businessDaysBetween(from, to, WEEK)).toBe(expected);
  });

  it("leaves out holidays that fall on business days", () => {
    const calendar = { ...WEEK, holidays: ["2026-02-26", "2026-02-28", "2026-02-26", "2026-03-09"] };
    expect(businessDaysBetween("2026-02-25", "2026-03-03", calendar)).toBe(3);
  });

  it("follows a working week that begins on Sunday", () => {
    expect(businessDaysBetween("2026-02-27", "2026-03-01", { businessWeekdays: [7, 1, 2, 3, 4], holidays: [] })).toBe(1);
  });

  it("agrees with counting day by day", () => {
    const calendar = { businessWeekdays: [1, 3, 6], holidays: ["2026-01-07", "2026-02-14"] };
    for (let length = 0; length < 60; length++) {
      const to = addDays("2026-01-02", length);
      let counted = 0;
      for (let day = 1; day <= length; day++) {
        const date = addDays("2026-01-02", day);
        const weekday = ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
        if (calendar.businessWeekdays.includes(weekday) && !calendar.holidays.includes(date)) counted++;
      }
      expect(businessDaysBetween("2026-01-02", to, calendar)).toBe(counted);
    }
  });
});
