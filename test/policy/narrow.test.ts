import fc from "fast-check";
import { expect, test } from "vitest";
import { earnedRules, type RecordEntry } from "#src/policy/narrow.ts";
import { objectionsToKind, objectionsToMoment } from "#src/policy/rules.ts";
import { guardrailSettingsSchema } from "#src/policy/settings.ts";
import type { Verdict } from "#src/policy/record.ts";
import type { RuleSubject } from "#src/policy/types.ts";

const TIMEZONE = "Europe/Paris";
/** Few approvals, so that small records earn something. */
const { earnedAutonomy } = guardrailSettingsSchema.parse({ earnedAutonomy: { approvals: 5, amountBands: [100, 300] } });

const amounts = fc.oneof(
  fc.integer({ min: 1, max: 60_000 }).map((cents) => cents / 100),
  fc.constantFrom(99.99, 100, 100.01, 300),
);

const subjects = fc
  .record({
    actionType: fc.constantFrom("send_invoice_reminder" as const, "create_collection_task" as const),
    riskLevel: fc.constantFrom("low" as const, "medium" as const, "medium" as const, "medium" as const, "high" as const),
    createdBy: fc.constantFrom("system:ai-coo" as const, "system:ai-coo" as const, "system:ai-coo" as const, "agent:robot" as const),
    partnerId: fc.constantFrom(null, 1, 2, 3),
    amount: fc.option(amounts, { freq: 8 }),
    money: fc.boolean(),
    firstContact: fc.constantFrom(false, false, false, true, null),
    modelWords: fc.constantFrom(false, false, false, true),
  })
  .map(({ money, ...subject }): RuleSubject => ({
    ...subject,
    contacts: subject.actionType === "send_invoice_reminder",
    hasMoney: subject.amount !== null || money,
  }));

const moments = fc.integer({ min: 0, max: 90 * 24 * 60 }).map((minutes) => new Date(Date.UTC(2026, 0, 20) + minutes * 60_000));

/** Mostly one kind of action, as an inbox is, with others among them; one in `rarity` of them was refused or changed. */
const records = fc.record({ usual: subjects, rarity: fc.integer({ min: 2, max: 60 }) }).chain(({ usual, rarity }) =>
  fc
    .array(
      fc.record({
        other: fc.option(subjects, { freq: 3 }),
        amount: amounts,
        firstContact: fc.constantFrom(usual.firstContact, usual.firstContact, usual.firstContact, false, true),
        at: moments,
        says: fc.integer({ min: 0, max: rarity }),
      }),
      { minLength: 5, maxLength: 60 },
    )
    .map((list) =>
      list.map(({ other, amount, firstContact, at, says }, index): RecordEntry => {
        const alike = { ...usual, firstContact, amount: usual.amount === null ? null : amount };
        const verdict: Verdict =
          says === 0
            ? { is: "against", because: index % 2 === 0 ? "rejected" : "edited", at }
            : says === 1
              ? { is: "open" }
              : { is: "for", decidedAt: at };
        return { actionId: `action-${index}`, subject: index % 4 === 0 ? (other ?? alike) : alike, verdict, proposedAt: at };
      }),
    ),
);

let earned = 0;

test("an earned rule lets through nothing that people said no to, and nothing larger than they said yes to", () => {
  fc.assert(
    fc.property(records, (record) => {
      for (const { rule, evidence } of earnedRules(record, { settings: earnedAutonomy, timezone: TIMEZONE, usedUntil: new Map() })) {
        earned += 1;
        const covered = record.filter(({ subject }) => objectionsToKind(rule, subject).length === 0);
        expect(covered.filter(({ verdict }) => verdict.is === "against")).toEqual([]);

        const behind = record.filter(({ actionId }) => evidence.actionIds.includes(actionId));
        expect(behind.length).toBeGreaterThanOrEqual(earnedAutonomy.approvals);
        const largest = Math.max(...behind.map(({ subject }) => subject.amount ?? 0));
        for (const { subject } of covered) expect(subject.amount ?? 0).toBeLessThanOrEqual(largest);
        // and it is about what they said yes to: each of these is of its kind, at its hours
        for (const { subject, verdict } of behind) {
          expect(objectionsToKind(rule, { ...subject, firstContact: subject.firstContact ?? false })).toEqual([]);
          if (verdict.is !== "for") throw new Error("an entry behind it was no approval");
          const moment = { now: verdict.decidedAt, timezone: TIMEZONE, stopped: false, approvedToday: new Map(), pauses: new Map() };
          const lastMinute = rule.hours?.to === "23:59";
          expect(objectionsToMoment(rule, moment).length === 0 || lastMinute).toBe(true);
        }
        expect(rule.firstContacts).toBe(behind.some(({ subject }) => subject.contacts && subject.firstContact === true));
        expect(rule.maxPerDay).toBeLessThanOrEqual(behind.length);
        expect(["low", "medium"]).toContain(rule.maxRisk);
      }
    }),
    { numRuns: 2_000 },
  );
  // the property is about something: many of these records earned a rule
  expect(earned).toBeGreaterThan(200);
});
