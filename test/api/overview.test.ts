import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CompanyMetrics, PipelineMetrics, WorkMetrics } from "#src/analyzers/findings.ts";
import { rejectAction } from "#src/actions/index.ts";
import { FIGURES, metricsSchema } from "#src/api/schemas/metrics.ts";
import { overviewSchema } from "#src/api/schemas/overview.ts";
import { failAnalysisResult, finishAnalysisResult, startAnalysisResult } from "#src/db/access/analysisResults.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { Json } from "#src/db/schema/base.ts";
import type { AnalysisKind } from "#src/db/schema/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { createTestApi, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const read = async (query = "") =>
  overviewSchema.parse(await (await api.app.request(`/api/ai-coo/overview${query}`, { headers: { cookie } })).json());
const daysAgo = (days: number): Date => new Date(api.clock.now().getTime() - days * 86_400_000);
const at = (when: Date, orgId = "org-acme"): Context => ({
  db: api.database.db,
  clock: new ManualClock(when),
  orgId,
  actor: "system:ai-coo",
});

const figures = (code: string, today: string, cash: number) => ({
  company: { id: 1, name: "Acme", currency: { id: 1, code, decimals: 2 } },
  today,
  receivables: { total: 100, overdue: 40, buckets: { not_due: 60, "1_30": 40 }, itemCount: 2 },
  payables: { total: 10, overdue: 0, buckets: {}, itemCount: 1 },
  cash: { total: cash, accounts: [] },
  runway: { averageMonthlyOutflow: 10, monthsMeasured: 3, months: 5.5 },
  overdueCustomers: 1,
  bank: { newestEntry: null, isStale: false },
});

async function analysed(id: string, kind: "financial" | "sales", when: Date, metrics: unknown, orgId?: string): Promise<void> {
  await withTransaction(at(when, orgId), async (ctx) => {
    await startAnalysisResult(ctx, { id, kind });
    await finishAnalysisResult(ctx, { id, findings: [], metrics: JSON.parse(JSON.stringify(metrics)) as Json, notChased: [] });
  });
}

test("before anything happened there is nothing, and no error", async () => {
  expect(await read()).toMatchObject({ runs: [], history: [], pipeline: [], pipelineAsOf: null, work: [] });
});

describe("after some days", () => {
  test("the history has the last measurement of each day, by company and currency, and nobody else's", async () => {
    const day = (days: number): string => daysAgo(days).toISOString().slice(0, 10);
    await analysed("f1", "financial", new Date(`${day(3)}T08:00:00Z`), [figures("EUR", day(3), 1)]);
    await analysed("f2", "financial", new Date(`${day(3)}T09:00:00Z`), [figures("EUR", day(3), 2)]);
    await analysed("f3", "financial", new Date(`${day(2)}T09:00:00Z`), [figures("EUR", day(2), 3)]);
    await analysed("f4", "financial", new Date(`${day(1)}T09:00:00Z`), [figures("CHF", day(1), 4)]);
    await analysed("old", "financial", daysAgo(200), [figures("EUR", day(200), 9)]);
    await analysed("other", "financial", daysAgo(1), [figures("EUR", day(1), 7)], "org-other");
    const { history } = await read();
    expect(history.map(({ currency, days }) => [currency, days.map(({ day: on, cash }) => [on, cash])])).toEqual([
      [
        "EUR",
        [
          [day(3), 2],
          [day(2), 3],
        ],
      ],
      ["CHF", [[day(1), 4]]],
    ]);
    expect((await read("?days=365")).history[0]?.days).toHaveLength(3);
  });

  test("the pipeline is what the analyzer of sales wrote", async () => {
    const pipeline: PipelineMetrics = {
      company: {
        id: 1,
        name: "Acme",
        currency: { id: 1, code: "EUR", decimals: 2 },
        timezone: "UTC",
        country: "FR",
        partnerId: 1,
        email: null,
        phone: null,
      },
      today: "2026-03-02",
      openDeals: 3,
      expectedRevenue: 900,
      weightedRevenue: 300,
      stages: [{ stageId: 1, name: "New", deals: 3, expectedRevenue: 900 }],
      wonLast30Days: { deals: 1, expectedRevenue: 50 },
      staleDeals: 2,
    };
    await analysed("s1", "sales", daysAgo(1), [pipeline]);
    const { pipeline: shown, pipelineAsOf } = await read();
    expect(pipelineAsOf).not.toBeNull();
    expect(shown).toEqual([
      {
        company: { id: 1, name: "Acme" },
        openDeals: 3,
        staleDeals: 2,
        expected: { amount: 900, currency: "EUR" },
        weighted: { amount: 300, currency: "EUR" },
        stages: [{ name: "New", deals: 3, expected: 900 }],
        wonLast30Days: { deals: 1, expected: { amount: 50, currency: "EUR" } },
      },
    ]);
  });

  test("the newest run of each analysis is there, under way or failed too", async () => {
    await withTransaction(at(new Date(api.clock.now().getTime() + 1000)), async (ctx) => {
      await startAnalysisResult(ctx, { id: "s2", kind: "sales" });
      await startAnalysisResult(ctx, { id: "o1", kind: "operations" });
      await failAnalysisResult(ctx, { id: "o1", error: "Odoo does not answer." });
    });
    const { runs } = await read();
    expect(runs.map(({ id, finishedAt, error }) => [id, finishedAt === null, error])).toEqual([
      ["f4", false, null],
      ["s2", true, null],
      ["o1", false, "Odoo does not answer."],
    ]);
  });

  test("the work of a day is what was proposed and what came to its end", async () => {
    const [first] = [await propose(api), await propose(api, { parts: { partnerId: 811 } })];
    const { userId } = await api.accounts.ensureOwner({ orgId: "org-acme", orgName: "Acme" });
    const ctx: Context = { db: api.database.db, clock: api.clock, orgId: "org-acme", actor: `user:${userId}` };
    await rejectAction({ ctx, input: { actionId: first.actionId, fingerprint: first.fingerprint, reason: "No.", channel: "in_app" } });
    expect((await read()).work).toEqual([{ day: api.clock.now().toISOString().slice(0, 10), proposed: 2, done: 0, notDone: 1 }]);
  });
});

describe("the figures", () => {
  test("are all that the analyses of a company keep, by day, each in its unit", async () => {
    await using own = await createTestApi();
    const headers = { cookie: await signIn(own) };
    const nowhere = { timezone: "UTC", country: null, partnerId: 1, email: null, phone: null };
    const company = { id: 1, name: "Acme", currency: { id: 1, code: "EUR", decimals: 2 }, ...nowhere };
    const buckets = { not_due: 60, "1_30": 40, "31_60": 3, "61_90": 2, over_90: 1 };
    const ageing = { total: 100, overdue: 40, buckets, itemCount: 2 };
    const kept = (today: string): Record<AnalysisKind, CompanyMetrics | PipelineMetrics | WorkMetrics> => ({
      financial: {
        company,
        today,
        receivables: ageing,
        payables: ageing,
        cash: { total: 500, accounts: [] },
        runway: { averageMonthlyOutflow: 100, monthsMeasured: 3, months: 5 },
        workingCapital: { currentAssets: 30, currentLiabilities: 20, net: 10 },
        largestCustomers: [{ partnerId: 7, name: "Largest", amount: 50, share: 0.5 }],
        bank: { newestEntry: today, businessDaysOld: 1, isStale: false },
        overdueCustomers: 4,
        overdueTotal: 40,
      },
      sales: {
        company,
        today,
        openDeals: 6,
        expectedRevenue: 900,
        weightedRevenue: 450,
        stages: [],
        wonLast30Days: { deals: 1, expectedRevenue: 70 },
        staleDeals: 2,
      },
      operations: {
        company,
        today,
        openProjects: 3,
        openTasks: 12,
        overdueTasks: 5,
        unassignedTasks: 2,
        people: [{ userId: 9, name: "Busy Bee", openTasks: 8, overdueTasks: 4 }],
      },
    });
    for (const days of [2, 1]) {
      const when = new Date(own.clock.now().getTime() - days * 86_400_000);
      const ctx: Context = { db: own.database.db, clock: new ManualClock(when), orgId: "org-acme", actor: "system:ai-coo" };
      for (const [kind, metrics] of Object.entries(kept(when.toISOString().slice(0, 10)))) {
        await withTransaction(ctx, async (inner) => {
          await startAnalysisResult(inner, { id: `${kind}-${days}`, kind: kind as AnalysisKind });
          const asJson = JSON.parse(JSON.stringify([metrics])) as Json;
          await finishAnalysisResult(inner, { id: `${kind}-${days}`, findings: [], metrics: asJson, notChased: [] });
        });
      }
    }
    const { companies } = metricsSchema.parse(await (await own.app.request("/api/ai-coo/metrics", { headers })).json());
    expect(companies).toHaveLength(1);
    expect(companies[0]!.series.map(({ figure }) => figure)).toEqual(FIGURES);
    expect(companies[0]!.series.every(({ points }) => points.length === 2)).toBe(true);
    expect(companies[0]!.series.find(({ figure }) => figure === "largest_customer")).toMatchObject({
      unit: "share",
      points: [{ value: 0.5 }, { value: 0.5 }],
    });
    expect(companies[0]).toMatchObject({ currency: "EUR", people: [{ name: "Busy Bee", openTasks: 8, overdueTasks: 4 }] });
  });
});
