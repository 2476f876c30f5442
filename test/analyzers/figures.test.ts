import { describe, expect, it } from "vitest";
import { findAlerts, money } from "#src/analyzers/alerts.ts";
import { daysBetween } from "#src/analyzers/calendar.ts";
import { bucketRanges } from "#src/analyzers/figures/ageing.ts";
import { bankFreshness } from "#src/analyzers/figures/bank.ts";
import { runway } from "#src/analyzers/figures/cash.ts";
import { AGEING_BUCKETS, FIGURE_ALERT_KINDS, type Ageing, type CompanyMetrics } from "#src/analyzers/findings.ts";
import { analysisSettingsSchema, DEFAULT_ANALYSIS_SETTINGS } from "#src/analyzers/settings.ts";

describe("ageing buckets", () => {
  it("put each due date into exactly one", () => {
    const today = "2026-03-01";
    const ranges = bucketRanges(today);
    const bucketOf = (day: string): string[] =>
      AGEING_BUCKETS.filter((bucket) => (ranges[bucket].from ?? "") <= day && day <= (ranges[bucket].to ?? "9"));
    const expected = (late: number): string =>
      late <= 0 ? "not_due" : late <= 30 ? "1_30" : late <= 60 ? "31_60" : late <= 90 ? "61_90" : "over_90";
    for (let time = Date.UTC(2025, 9, 1); time < Date.UTC(2026, 3, 1); time += 86_400_000) {
      const day = new Date(time).toISOString().slice(0, 10);
      expect([day, bucketOf(day)]).toEqual([day, [expected(daysBetween(day, today))]]);
    }
  });
});

describe("runway", () => {
  it("is the balance over the average that leaves per month", () => {
    expect(runway(30_000, 45_000, 3, 2)).toEqual({ averageMonthlyOutflow: 15_000, monthsMeasured: 3, months: 2 });
    expect(runway(10_000, 9_000, 3, 2).months).toBe(3.3);
  });

  it("is unknown without outflow, and none on an overdrawn account", () => {
    expect(runway(30_000, 0, 3, 2).months).toBeNull();
    expect(runway(-500, 3_000, 3, 2).months).toBe(0);
  });
});

describe("the freshness of the bank", () => {
  const monday = "2026-03-02";
  it.each([
    ["2026-03-02", 0, false],
    ["2026-02-25", 3, false],
    ["2026-02-24", 4, true],
  ])("newest entry %s", (newest, businessDaysOld, isStale) => {
    expect(bankFreshness(newest, monday, DEFAULT_ANALYSIS_SETTINGS)).toEqual({ newestEntry: newest, businessDaysOld, isStale });
  });

  it("is stale when the bank was never entered, unless the organisation keeps none in Odoo", () => {
    expect(bankFreshness(null, monday, DEFAULT_ANALYSIS_SETTINGS).isStale).toBe(true);
    const off = analysisSettingsSchema.parse({ freshness: { enabled: false } });
    expect(bankFreshness(null, monday, off).isStale).toBe(false);
    expect(bankFreshness("2020-01-01", monday, off).isStale).toBe(false);
  });
});

const ageing = (buckets: Partial<Ageing["buckets"]>): Ageing => {
  const all = { not_due: 0, "1_30": 0, "31_60": 0, "61_90": 0, over_90: 0, ...buckets };
  const total = Object.values(all).reduce((sum, amount) => sum + amount, 0);
  return { buckets: all, total, overdue: total - all.not_due, itemCount: 1 };
};

function metrics(values: Partial<CompanyMetrics> = {}): CompanyMetrics {
  const company = {
    id: 1,
    name: "Forge",
    currency: { id: 1, code: "EUR", decimals: 2 },
    timezone: "Europe/Paris",
    country: "FR",
    partnerId: 1,
    email: null,
    phone: null,
  };
  return {
    company,
    today: "2026-03-02",
    receivables: ageing({ not_due: 1000 }),
    payables: ageing({}),
    cash: { total: 50_000, accounts: [] },
    runway: { averageMonthlyOutflow: 10_000, monthsMeasured: 3, months: 5 },
    workingCapital: { currentAssets: 100, currentLiabilities: 100, net: 0 },
    largestCustomers: [{ partnerId: 7, name: "Alder", amount: 300, share: 0.3 }],
    bank: { newestEntry: "2026-03-02", businessDaysOld: 0, isStale: false },
    overdueCustomers: 0,
    overdueTotal: 0,
    ...values,
  };
}

const kinds = (values: Partial<CompanyMetrics>, settings = DEFAULT_ANALYSIS_SETTINGS): string[] =>
  findAlerts(metrics(values), settings).map(({ kind }) => kind);

/** For each kind: figures at which it is just not raised, and just raised. */
const EDGES: Record<(typeof FIGURE_ALERT_KINDS)[number], [quiet: Partial<CompanyMetrics>, raised: Partial<CompanyMetrics>]> = {
  cash_runway_short: [
    { runway: { averageMonthlyOutflow: 10_000, monthsMeasured: 3, months: 3 } },
    { runway: { averageMonthlyOutflow: 10_000, monthsMeasured: 3, months: 2.9 } },
  ],
  receivables_over_60_share: [
    { receivables: ageing({ not_due: 75, "61_90": 25 }) },
    { receivables: ageing({ not_due: 74, "61_90": 20, over_90: 6 }) },
  ],
  receivables_over_90: [
    { receivables: ageing({ not_due: 1_000_000, over_90: 5_000 }) },
    { receivables: ageing({ not_due: 1_000_000, over_90: 5_000.01 }) },
  ],
  payables_over_90: [{ payables: ageing({ over_90: 5_000 }) }, { payables: ageing({ over_90: 5_001 }) }],
  working_capital_negative: [
    { workingCapital: { currentAssets: 5, currentLiabilities: 5, net: 0 } },
    { workingCapital: { currentAssets: 5, currentLiabilities: 6, net: -1 } },
  ],
  customer_concentration: [
    { largestCustomers: [{ partnerId: 7, name: "Alder", amount: 300, share: 0.3 }] },
    { largestCustomers: [{ partnerId: 7, name: "Alder", amount: 310, share: 0.31 }] },
  ],
  bank_not_reconciled: [
    { bank: { newestEntry: "2026-02-25", businessDaysOld: 3, isStale: false } },
    { bank: { newestEntry: "2026-02-20", businessDaysOld: 6, isStale: true } },
  ],
};

describe("alerts", () => {
  it.each(FIGURE_ALERT_KINDS)("%s is raised beyond its threshold and not at it", (kind) => {
    const [quiet, raised] = EDGES[kind];
    expect(kinds(quiet)).toEqual([]);
    expect(kinds(raised)).toEqual([kind]);
  });

  it("can each be turned off", () => {
    const off = { runwayMonthsBelow: null, receivablesOver60Share: null, receivablesOver90: null };
    const also = { payablesOver90: null, workingCapitalBelow: null, customerShareAbove: null };
    const settings = analysisSettingsSchema.parse({ alerts: { ...off, ...also } });
    for (const kind of FIGURE_ALERT_KINDS.filter((one) => one !== "bank_not_reconciled"))
      expect(kinds(EDGES[kind][1], settings)).toEqual([]);
  });

  it("have the same key for the same fact, and another for another", () => {
    const raised = (share: number, partnerId: number): string =>
      findAlerts(metrics({ largestCustomers: [{ partnerId, name: "A", amount: 1, share }] }), DEFAULT_ANALYSIS_SETTINGS)[0]!.factKey;
    expect(raised(0.4, 7)).toBe("customer_concentration:company:1:partner:7");
    expect(raised(0.5, 7)).toBe(raised(0.4, 7));
    expect(raised(0.4, 8)).not.toBe(raised(0.4, 7));
  });

  it("say what was measured, in words and numbers", () => {
    const [alert] = findAlerts(metrics(EDGES.cash_runway_short[1]), DEFAULT_ANALYSIS_SETTINGS);
    expect(alert).toMatchObject({ measured: 2.9, threshold: 3, unit: "months", severity: "warning", title: "Cash lasts 2.9 months" });
    expect(alert!.evidence).toContainEqual({ label: "Bank and cash", value: "50,000.00 EUR" });
  });

  it("write amounts with the currency's own decimals", () => {
    expect(money(1234.5, { currency: { code: "EUR", decimals: 2 } })).toBe("1,234.50 EUR");
    expect(money(1234, { currency: { code: "JPY", decimals: 0 } })).toBe("1,234 JPY");
    expect(money(1.2345, { currency: { code: "KWD", decimals: 3 } })).toBe("1.235 KWD");
  });
});

describe("settings", () => {
  it("have a default for everything", () => {
    expect(DEFAULT_ANALYSIS_SETTINGS.reminders.ladder.map(({ daysAfterDue }) => daysAfterDue)).toEqual([7, 21, 45]);
    expect(DEFAULT_ANALYSIS_SETTINGS).toMatchObject({
      escalation: { afterDays: 60 },
      freshness: { enabled: true, businessDays: 3 },
      reminders: { minDaysBetweenContacts: 5 },
    });
  });

  it.each([
    { timezone: "Mars/Olympus" },
    { unknown: 1 },
    { reminders: { ladder: [] } },
    {
      reminders: {
        ladder: [
          { daysAfterDue: 20, tone: "firm" },
          { daysAfterDue: 10, tone: "final" },
        ],
      },
    },
    { reminders: { tolerance: -1 } },
    { holidays: ["1 May"] },
  ])("refuse %j", (settings) => {
    expect(analysisSettingsSchema.safeParse(settings).success).toBe(false);
  });
});
