import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CompanyMetrics, NotChased } from "#src/analyzers/findings.ts";
import { alertListSchema, latestAnalysisSchema, heldListSchema, notChasedListSchema } from "#src/api/schemas/monitoring.ts";
import { raiseAlert } from "#src/db/access/alerts.ts";
import { failAnalysisResult, finishAnalysisResult, startAnalysisResult } from "#src/db/access/analysisResults.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import type { Json } from "#src/db/schema/base.ts";
import { createTestApi, fromPage, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const read = async (path: string): Promise<unknown> => (await api.app.request(`/api/ai-coo${path}`, { headers: { cookie } })).json();
const inTransaction = <T>(run: (ctx: TxContext) => Promise<T>, orgId = "org-acme"): Promise<T> => {
  const ctx: Context = { db: api.database.db, clock: api.clock, orgId, actor: "system:ai-coo" };
  return withTransaction(ctx, run);
};

const EUR = { id: 1, code: "EUR", decimals: 2 };
const ageing = { buckets: { not_due: 10, "1_30": 20, "31_60": 0, "61_90": 0, over_90: 5 }, total: 35, overdue: 25, itemCount: 3 };
const METRICS: CompanyMetrics = {
  company: { id: 1, name: "Acme", currency: EUR, timezone: "Europe/Paris", country: "FR", partnerId: 1, email: null, phone: null },
  today: "2026-03-02",
  receivables: ageing,
  payables: ageing,
  cash: { total: 1_000.5, accounts: [] },
  runway: { averageMonthlyOutflow: 400.2, monthsMeasured: 3, months: 2.5 },
  workingCapital: null,
  largestCustomers: [],
  bank: { newestEntry: "2026-03-01", businessDaysOld: 1, isStale: false },
  overdueCustomers: 2,
  overdueTotal: 25,
};
const LEFT_OUT: NotChased = {
  companyId: 1,
  companyName: "Acme",
  partnerId: 42,
  partnerName: "Azure Interior",
  currency: EUR,
  total: 25,
  totalCompany: 25,
  invoiceCount: 1,
  daysOverdue: 12,
  previousReminder: null,
  next: { kind: "reminder", level: 1, earliest: "2026-03-01" },
  reason: "promise",
  sentence: "They promised to pay.",
  holds: [{ reason: "promise", sentence: "They promised to pay.", until: "2026-03-06", record: null }],
};
/** As the job stores them. */
const stored = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

describe("before the first analysis", () => {
  test("the lists are empty and say that there was none", async () => {
    expect(notChasedListSchema.parse(await read("/not-chased"))).toEqual({ analysis: null, customers: [] });
    expect(latestAnalysisSchema.parse(await read("/analyses/latest"))).toEqual({ analysis: null, newest: null, companies: [] });
    expect(alertListSchema.parse(await read("/alerts"))).toEqual({ alerts: [], nextCursor: null });
    expect(heldListSchema.parse(await read("/not-proposed"))).toEqual({ sales: null, operations: null, candidates: [] });
  });
});

describe("after an analysis", () => {
  test("shows what the analyzers wrote, from the latest that came to an end", async () => {
    await inTransaction((ctx) => startAnalysisResult(ctx, { id: "a1", kind: "financial" }));
    await inTransaction((ctx) =>
      finishAnalysisResult(ctx, { id: "a1", findings: stored([]), metrics: stored([METRICS]), notChased: stored([LEFT_OUT]) }),
    );
    await inTransaction((ctx) => startAnalysisResult(ctx, { id: "a2", kind: "financial" }));
    await inTransaction((ctx) => failAnalysisResult(ctx, { id: "a2", error: "Odoo does not answer." }));

    const figures = latestAnalysisSchema.parse(await read("/analyses/latest"));
    expect(figures.analysis?.id).toBe("a1");
    expect(figures.newest).toMatchObject({ id: "a2", error: "Odoo does not answer." });
    expect(figures.companies).toEqual([
      expect.objectContaining({ cash: { amount: 1_000.5, currency: "EUR" }, runwayMonths: 2.5, overdueCustomers: 2 }),
    ]);
    const list = notChasedListSchema.parse(await read("/not-chased"));
    expect(list.customers).toEqual([
      expect.objectContaining({
        customer: "Azure Interior",
        total: { amount: 25, currency: "EUR" },
        holds: [{ reason: "promise", sentence: "They promised to pay.", until: "2026-03-06" }],
      }),
    ]);
  });

  test("shows what deals and projects asked for and nobody proposed, of both analyses", async () => {
    const held = (name: string, model: string) => ({
      actionType: "follow_up_on_stale_deal",
      companyId: 1,
      companyName: "Duval",
      record: { model, id: 7, name },
      partnerId: null,
      partnerName: null,
      reason: "no_customer",
      sentence: "The deal names no customer in Odoo.",
      until: null,
      seen: null,
    });
    for (const [kind, one] of [
      ["sales", held("Hall", "crm.lead")],
      ["operations", held("Roof", "project.project")],
    ] as const) {
      await inTransaction((ctx) => startAnalysisResult(ctx, { id: `${kind}-1`, kind }));
      await inTransaction((ctx) =>
        finishAnalysisResult(ctx, { id: `${kind}-1`, findings: stored([]), metrics: stored([]), notChased: stored([one]) }),
      );
    }
    const list = heldListSchema.parse(await read("/not-proposed"));
    expect(list).toMatchObject({ sales: { id: "sales-1" }, operations: { id: "operations-1" } });
    expect(list.candidates.map(({ record, reason }) => [record.name, reason])).toEqual([
      ["Hall", "no_customer"],
      ["Roof", "no_customer"],
    ]);
  });

  test("alerts come with their sentence and evidence; those of others do not", async () => {
    const fact = { kind: "cash_runway_short", severity: "critical" as const, analysisId: "a1" };
    const detail = { sentence: "Cash lasts 2.5 months.", evidence: [{ label: "Bank", value: "1,000.50 EUR" }], measured: 2.5 };
    await inTransaction((ctx) => raiseAlert(ctx, { ...fact, factKey: "ours", title: "Short of cash", detail }));
    await inTransaction((ctx) => raiseAlert(ctx, { ...fact, factKey: "plain", title: "Something else", detail: { evidence: "?" } }));
    await inTransaction((ctx) => raiseAlert(ctx, { ...fact, factKey: "theirs", title: "Not ours", detail }), "org-other");
    const { alerts } = alertListSchema.parse(await read("/alerts"));
    expect(alerts.map(({ title }) => title).toSorted()).toEqual(["Short of cash", "Something else"]);
    expect(alerts.find(({ title }) => title === "Short of cash")).toMatchObject({
      sentence: "Cash lasts 2.5 months.",
      evidence: [{ label: "Bank", value: "1,000.50 EUR" }],
    });
  });
});

describe("analyse now", () => {
  test("puts one job for this organisation in the queue", async () => {
    const answer = await api.app.request("/api/ai-coo/analyses", fromPage(cookie, {}));
    expect([answer.status, await answer.json()]).toEqual([202, { queued: true }]);
    const jobs = await asOwner(api.database.ownerConnectionString, (client) =>
      client.query("select name, data from ai_coo_jobs.job where name like 'financial-analysis%'"),
    );
    expect(jobs.rows).toEqual([{ name: "financial-analysis/org-acme", data: { orgId: "org-acme" } }]);
  });
});
