import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "#src/analyzers/calendar.ts";
import { climb, followingStep, type LadderFacts } from "#src/analyzers/overdue/ladder.ts";
import { analysisSettingsSchema, DEFAULT_ANALYSIS_SETTINGS } from "#src/analyzers/settings.ts";

const TODAY = "2026-06-15";

function debt(daysOverdue: number, facts: Partial<LadderFacts> = {}): LadderFacts {
  return {
    daysOverdue,
    oldestDueDate: addDays(TODAY, -daysOverdue),
    totalCompany: 100,
    previous: null,
    collectionMade: false,
    escalationMade: false,
    promiseBroken: false,
    now: new Date(`${TODAY}T09:00:00Z`),
    timezone: "UTC",
    ...facts,
  };
}

function reminded(level: number, daysAgo: number): LadderFacts["previous"] {
  return { level, at: `${addDays(TODAY, -daysAgo)}T09:00:00.000Z` };
}

const step = (facts: LadderFacts) => climb(facts, DEFAULT_ANALYSIS_SETTINGS);

describe("the ladder", () => {
  it("leaves a customer alone within the grace period, and says until when", () => {
    expect(step(debt(3))).toEqual({
      step: null,
      escalation: null,
      hold: {
        reason: "within_grace",
        sentence: "Overdue for 3 days; the grace period is 3 days.",
        until: "2026-06-16",
        record: null,
      },
    });
  });

  it.each([
    [6, null],
    [7, { kind: "reminder", level: 1, tone: "friendly", channel: "email" }],
    [21, { kind: "reminder", level: 1, tone: "friendly", channel: "email" }],
    [300, { kind: "reminder", level: 1, tone: "friendly", channel: "email" }],
  ])("starts with level 1 however old the debt is: %i days", (days, expected) => {
    expect(step(debt(days)).step).toEqual(expected);
  });

  it("says when the first level is due", () => {
    expect(step(debt(5)).hold).toMatchObject({ reason: "next_level_not_due", until: "2026-06-17" });
  });

  it.each([
    ["too young for level 2", 20, reminded(1, 13), null],
    ["too soon after level 1", 30, reminded(1, 4), null],
    ["level 2", 21, reminded(1, 14), 2],
    ["level 2, not 3, of an old debt", 200, reminded(1, 5), 2],
    ["level 3", 45, reminded(2, 24), 3],
  ])("climbs one level at a time: %s", (_name, days, previous, level) => {
    const decision = step(debt(days, { previous }));
    expect(decision.step?.kind === "reminder" ? decision.step.level : null).toBe(level);
  });

  it("counts the distance between levels to the minute", () => {
    const previous = { level: 1, at: "2026-06-10T09:00:00.000Z" };
    expect(step(debt(30, { previous, now: new Date("2026-06-15T08:59:00Z") })).hold).toMatchObject({
      reason: "next_level_not_due",
      sentence: "Level 2 waits until 5 days after the reminder of 2026-06-10.",
      until: "2026-06-15",
    });
    expect(step(debt(30, { previous, now: new Date("2026-06-15T09:00:00Z") })).step).toMatchObject({ level: 2 });
  });

  it("ends with a person: a collection task a week after the last level", () => {
    expect(step(debt(51, { previous: reminded(3, 6) })).hold).toMatchObject({ reason: "next_level_not_due" });
    expect(step(debt(52, { previous: reminded(3, 7) })).step).toEqual({
      kind: "collection",
      lastLevel: 3,
      lastReminderAt: "2026-06-08T09:00:00.000Z",
    });
  });

  it("never begins again: after the collection task nothing more is sent", () => {
    for (const days of [60, 100, 1000]) {
      const decision = step(debt(days, { previous: reminded(3, 30), collectionMade: true, escalationMade: true }));
      expect(decision).toMatchObject({ step: null, escalation: null, hold: { reason: "ladder_ended" } });
    }
  });

  it("takes a level above a ladder that was shortened as its end", () => {
    const settings = analysisSettingsSchema.parse({ reminders: { ladder: [{ daysAfterDue: 10, tone: "firm" }] } });
    expect(climb(debt(40, { previous: reminded(3, 20) }), settings).step).toMatchObject({ kind: "collection", lastLevel: 3 });
  });

  it("visits every level once on the way from due to collection", () => {
    let previous: LadderFacts["previous"] = null;
    let collectionMade = false;
    const seen: string[] = [];
    for (let day = 1; day <= 120; day++) {
      const now = new Date(`${addDays(TODAY, day)}T09:00:00Z`);
      const { step: due } = step(debt(day, { previous, collectionMade, now }));
      if (due?.kind === "reminder") previous = { level: due.level, at: now.toISOString() };
      if (due?.kind === "collection") collectionMade = true;
      if (due !== null) seen.push(`${day}: ${due.kind === "reminder" ? due.level : due.kind}`);
    }
    expect(seen).toEqual(["7: 1", "21: 2", "45: 3", "52: collection"]);
  });
});

describe("what follows", () => {
  const levels = fc.option(fc.record({ level: fc.integer({ min: 1, max: 4 }), daysAgo: fc.integer({ min: 0, max: 60 }) }));

  it("is the step that the ladder takes on the day that it names, and none before", () => {
    const debts = fc.record({
      age: fc.integer({ min: 1, max: 90 }),
      last: levels,
      collectionMade: fc.boolean(),
      promiseBroken: fc.boolean(),
    });
    fc.assert(
      fc.property(debts, ({ age, last, collectionMade, promiseBroken }) => {
        const previous = last === null ? null : reminded(last.level, last.daysAgo);
        const facts = debt(age, { previous, collectionMade, promiseBroken });
        const next = followingStep(facts, DEFAULT_ANALYSIS_SETTINGS);
        const on = (day: string) => {
          const daysOverdue = daysBetween(facts.oldestDueDate, day);
          return step({ ...facts, daysOverdue, now: new Date(`${day}T23:59:00Z`) }).step;
        };
        const day = next?.earliest ?? addDays(TODAY, 365);
        const due = on(day);
        expect(due && { kind: due.kind, level: due.kind === "reminder" ? due.level : null }).toEqual(
          next && { kind: next.kind, level: next.level },
        );
        expect(on(addDays(day, -1))).toBeNull();
      }),
    );
  });
});

describe("escalation", () => {
  it.each([
    ["60 days", debt(60), null],
    ["61 days", debt(61), "age"],
    ["a large sum before the first level", debt(6, { totalCompany: 10_000 }), null],
    ["a large sum", debt(7, { totalCompany: 10_000 }), "amount"],
    ["just below the threshold", debt(7, { totalCompany: 9_999.99 }), null],
    ["made before", debt(90, { totalCompany: 50_000, escalationMade: true }), null],
    ["a large sum within the grace period", debt(3, { totalCompany: 50_000 }), null],
  ])("%s", (_name, facts, cause) => {
    expect(step(facts).escalation).toBe(cause);
  });

  it("may have no amount threshold", () => {
    const settings = analysisSettingsSchema.parse({ escalation: { amount: null } });
    expect(climb(debt(30, { totalCompany: 1_000_000 }), settings).escalation).toBeNull();
  });
});
