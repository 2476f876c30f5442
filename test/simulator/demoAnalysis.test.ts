import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withTransaction } from "#src/db/index.ts";
import { rememberedReminders } from "#src/db/access/outreachMemory.ts";
import { seedDemoHistory } from "#src/main/demoHistory.ts";
import { runAnalysis, type AnalysisRun } from "#src/scheduler/index.ts";
import { demoPastReminders } from "#simulator/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openDemo, type Demo } from "./demoOdoo.ts";

/** Days on which the demo may first be started: a month's end, a weekend, the first days of a year, an evening that is tomorrow in Ghent. */
const DAYS = ["2026-11-30T08:00:00Z", "2026-06-14T12:00:00Z", "2027-01-02T09:00:00Z", "2026-09-09T22:40:00Z"];

const REASONS = [
  "below_tolerance",
  "customer_wrote",
  "disputed",
  "next_level_not_due",
  "no_address",
  "open_credit",
  "promise",
  "recently_contacted",
  "suppressed",
  "within_grace",
];

describe.each([...DAYS.map((day) => ({ day, release: 19 as const })), { day: DAYS[0]!, release: 14 as const }])(
  "the demo's first analysis on $day, release $release",
  ({ day, release }) => {
    let demo: Demo;
    let database: TestDatabase;
    let ctx: TestContext;
    let run: AnalysisRun<"financial">;

    beforeAll(async () => {
      demo = await openDemo(release, () => new Date(day));
      database = await createTestDatabase();
      ctx = testContext(database.db, { now: day });
      await seedDemoHistory(ctx, demo.connection.reader);
      run = await runAnalysis("financial", { ctx, reader: demo.connection.reader });
    });
    afterAll(async () => {
      await database.drop();
      await demo[Symbol.asyncDispose]();
    });

    test("proposes all four kinds of action, each a few times, and nothing fails", () => {
      const counts = Object.groupBy(run.proposed, ({ action_type: type }) => type);
      expect(counts.send_invoice_reminder?.length).toBeGreaterThanOrEqual(12);
      expect(counts.create_collection_task?.length).toBe(3);
      expect(counts.escalate_overdue_invoice?.length).toBe(4);
      expect(counts.send_payment_confirmation?.length).toBe(3);
      expect(run.proposed.length).toBeGreaterThanOrEqual(18);
      expect(run.proposed.length).toBeLessThanOrEqual(30);
      expect(run.notProposed).toEqual([]);
    });

    test("reminds at every level of the ladder", () => {
      const levels = run.analysis.overdueCustomers.flatMap(({ reminder }) => (reminder === null ? [] : [reminder.level]));
      expect(new Set(levels)).toEqual(new Set([1, 2, 3]));
    });

    test("says of the others why they are left alone, for many different reasons", () => {
      const reasons = new Set(run.analysis.notChased.map(({ reason }) => reason));
      expect(reasons).toEqual(new Set([...REASONS, ...(release === 19 ? ["direct_debit"] : [])]));
    });

    test("shows the figures of a company that is well, with two things to look at", () => {
      const { metrics, alerts } = run.analysis;
      const [figures] = metrics;
      expect(figures!.bank.isStale).toBe(false);
      expect(figures!.runway.months).toBeGreaterThan(3);
      expect(figures!.workingCapital!.net).toBeGreaterThan(0);
      expect(figures!.receivables.overdue).toBeLessThan(figures!.receivables.total * 0.6);
      expect(alerts.map(({ kind }) => kind)).toEqual(["receivables_over_90", "payables_over_90"]);
    });

    test("greets people, never a department or a company where a person is known", () => {
      const mails = run.proposed.flatMap(({ operation }) => (operation.type === "send_email" ? [operation.inputs] : []));
      const languages = new Set(mails.map(({ language }) => language?.slice(0, 2)));
      // on release 14 a Spanish customer's reminder is due as well
      expect([...languages].filter((language) => language !== "es").toSorted()).toEqual(["de", "en", "fr"]);
      const greetings = { de: /^Guten Tag[^\n]*,\n/, en: /^Dear [^\n]+,\n/, es: /^Buenos días[^\n]*:\n/, fr: /^Bonjour[^\n]*,\n/ };
      for (const { language, body_text: text } of mails) expect(text).toMatch(greetings[language?.slice(0, 2) as keyof typeof greetings]);
      const french = mails.find(({ to }) => to[0] === "compta@atelier-mirabelle.example");
      expect(french?.body_text).toContain("Bonjour Lucie Fabre,");
      expect(french?.body_text).toContain("3\u202f095,50");
      expect(mails.map(({ body_text: text }) => text).join("\n")).not.toMatch(/undefined|NaN|null|—/);
    });

    test("remembers the past once", async () => {
      await seedDemoHistory(ctx, demo.connection.reader);
      const reminders = await withTransaction(ctx, (inner) => rememberedReminders(inner, { since: new Date("2020-01-01") }));
      expect(reminders).toHaveLength(demoPastReminders().length);
    });
  },
);
