import { describe, expect, it } from "vitest";
import { analysisSettingsSchema, analyzeSales, EMPTY_MEMORY, type OutreachMemory, type SalesAnalysis } from "#src/analyzers/index.ts";
import type { CompanyBuilder, DealInput, Release } from "#simulator/index.ts";
import { NOW, openLab } from "./support.ts";

/** Each rule about deals and customers by what it proposes in a mini company, and what it leaves alone and why. */

const RELEASES: readonly Release[] = [19, 14];

interface Options {
  readonly settings?: unknown;
  readonly memory?: Partial<OutreachMemory>;
}

/** Builds a company, analyses its sales, and says what became of each record, by its name. */
async function salesOf(release: Release, build: (company: CompanyBuilder) => void, options: Options | (() => Options) = {}) {
  await using lab = await openLab(release, build);
  const { settings = {}, memory = {} } = typeof options === "function" ? options() : options;
  const analysis = await analyzeSales({
    reader: lab.reader,
    now: NOW,
    settings: analysisSettingsSchema.parse(settings),
    memory: { ...EMPTY_MEMORY, ...memory },
  });
  return { analysis, outcome: outcomeOf(analysis) };
}

function outcomeOf({ staleDeals, closingDeals, stageDrifts, wonDeals, quietCustomers, held }: SalesAnalysis): Record<string, string> {
  return Object.fromEntries([
    ...staleDeals.map(({ deal }) => [deal.name, "follow up"]),
    ...closingDeals.map(({ deal }) => [deal.name, "check in"]),
    ...stageDrifts.map(({ deal, wonStage }) => [deal.name, `to ${wonStage.name}`]),
    ...wonDeals.map(({ deal }) => [deal.name, "task"]),
    ...quietCustomers.map(({ customer }) => [customer.name, "schedule"]),
    ...held.map(({ record, reason }) => [record.name, reason]),
  ]) as Record<string, string>;
}

/** A deal that nobody has touched for three weeks. */
const quiet = (company: CompanyBuilder, name: string, over: Partial<DealInput> = {}) =>
  company.deal({
    name,
    customer: company.customer({ name: `${name} Ltd`, country: "FR", mobile: "06 12 34 56 78" }),
    revenue: 1_000,
    stage: "Qualified",
    created: "-60d",
    lastStageChange: "-21d",
    ...over,
  });

describe.each(RELEASES)("stale deals on %i", (release) => {
  it("are those without a stage change, a message or a finished activity, and with nothing planned", async () => {
    const { outcome, analysis } = await salesOf(release, (company) => {
      quiet(company, "Quiet");
      quiet(company, "Just quiet", { lastStageChange: "-15d" });
      quiet(company, "Moved", { lastStageChange: "-13d" });
      quiet(company, "New", { created: "-10d", lastStageChange: "-10d" });
      quiet(company, "Written about").message({ date: "-13d", body: "<p>They answer next week.</p>" });
      quiet(company, "Written about long ago").message({ date: "-15d", body: "<p>They answer next week.</p>" });
      quiet(company, "Planned").plan({ date: "today", summary: "Call them" });
      quiet(company, "Planned too late").plan({ date: "-1d", summary: "Call them" });
      quiet(company, "Won").won({ date: "-1d" });
      const lost = quiet(company, "Lost");
      company.call("crm.lead", "action_set_lost", [[lost.id]]);
    });
    expect(outcome).toEqual({
      Quiet: "follow up",
      "Just quiet": "follow up",
      "Written about long ago": "follow up",
      "Planned too late": "follow up",
      Planned: "activity_planned",
      Won: "task",
    });
    expect(analysis.metrics[0]).toMatchObject({ openDeals: 8, expectedRevenue: 8_000, staleDeals: 5 });
  });

  it("a finished activity is work on the deal, whatever the release does with it", async () => {
    const { outcome } = await salesOf(release, (company) => {
      const deal = quiet(company, "Called").plan({ date: "-4d", summary: "Call them" });
      const [activity] = company.call("mail.activity", "search", [[["res_id", "=", deal.id]]]) as number[];
      company.on("-3d", () => company.call("mail.activity", "action_feedback", [[activity]]));
    });
    expect(outcome).toEqual({});
  });

  it("are left alone where nobody can or should be written to, and it is said why", async () => {
    const { outcome } = await salesOf(
      release,
      (company) => {
        quiet(company, "Worthless", { revenue: 0 });
        quiet(company, "Forgotten", { created: "-500d", lastStageChange: "-400d" });
        company.deal({ name: "Nobody's", revenue: 10, created: "-60d", contact: { name: "Sofie", email: "sofie@x.example" } });
        quiet(company, "Silent", { customer: company.customer({ name: "No address", email: null }) });
        quiet(company, "Opted out", { customer: company.customer({ name: "Opted out", optedOut: true }) });
        quiet(company, "Bounced", { customer: company.customer({ name: "Bounced", email: "gone@bounced.example" }) });
        const disputing = company.customer({ name: "Disputing" });
        disputing.invoice({ amount: 100, due: "-20d", disputed: true });
        quiet(company, "Disputed", { customer: disputing });
        const archived = company.customer({ name: "Archived" });
        quiet(company, "Archived contact", { customer: archived.write({ active: false }) });
        const answering = company.customer({ name: "Answering" });
        answering.wrote({ date: "-1d", body: "<p>Wait for our board.</p>" });
        quiet(company, "Answered", { customer: answering });
        const written = company.customer({ name: "Written" });
        written.mailed({ date: "-2d" });
        quiet(company, "Contacted", { customer: written });
      },
      { memory: { suppressed: [{ channel: "email", address: "gone@bounced.example" }] } },
    );
    expect(outcome).toMatchObject({
      Worthless: "no_revenue",
      Forgotten: "too_old",
      "Nobody's": "no_customer",
      Silent: "no_address",
      "Opted out": "suppressed",
      Bounced: "suppressed",
      Disputed: "customer_disputed",
      "Archived contact": "customer_archived",
      Answered: "customer_wrote",
      Contacted: "recently_contacted",
    });
  });

  it("and quiet customers are left alone while a dispute is recorded here, of this company", async () => {
    const ids: Record<string, number> = {};
    const disputed = (name: string, over: Partial<OutreachMemory["commitments"][number]> = {}): OutreachMemory["commitments"][number] => ({
      id: name,
      kind: "dispute",
      partnerId: ids[name]!,
      companyId: null,
      currency: null,
      amount: null,
      invoiceIds: [],
      until: null,
      note: "Wrong goods",
      recordedAt: "2026-06-10T08:00:00Z",
      brokenAt: null,
      ...over,
    });
    const { outcome, analysis } = await salesOf(
      release,
      (company) => {
        for (const name of ["Disputing", "Promising", "Elsewhere"]) {
          const customer = company.customer({ name });
          ids[name] = customer.id;
          quiet(company, `Deal of ${name}`, { customer });
        }
        for (let index = 0; index < 3; index++)
          company.customer({ name: `Small ${index}` }).invoice({ amount: 10, date: "-200d", due: "-190d", paid: "all", paidOn: "-195d" });
        const silent = company.customer({ name: "Silent" });
        ids["Silent"] = silent.id;
        silent.invoice({ amount: 5_000, date: "-200d", due: "-190d", paid: "all", paidOn: "-195d" });
      },
      () => ({
        memory: {
          commitments: [
            disputed("Disputing"),
            disputed("Promising", { kind: "promise", until: "2026-06-30" }),
            disputed("Elsewhere", { companyId: 99 }),
            disputed("Silent"),
          ],
        },
      }),
    );
    expect(outcome).toMatchObject({
      "Deal of Disputing": "customer_disputed",
      "Deal of Promising": "follow up",
      "Deal of Elsewhere": "follow up",
      Silent: "customer_disputed",
    });
    expect(analysis.held.find(({ record }) => record.name === "Deal of Disputing")?.sentence).toBe(
      "The customer disputes what is owed since 2026-06-10: Wrong goods",
    );
  });

  it("are followed up on a limited number of times, and not while the same waits or was rejected", async () => {
    const ids: Record<string, number> = {};
    const about = (name: string) => ({ partnerId: 1, model: "crm.lead", recordIds: [ids[name]!], actionType: "follow_up_on_stale_deal" });
    const days = (count: number): string => new Date(NOW.getTime() - count * 86_400_000).toISOString();
    const { outcome, analysis } = await salesOf(
      release,
      (company) => {
        for (const name of ["Asked once", "Asked twice", "Asked before it moved", "Waiting", "Rejected", "Rejected long ago"])
          ids[name] = quiet(company, name).id;
      },
      () => ({
        memory: {
          acted: [
            { ...about("Asked once"), at: days(20) },
            { ...about("Asked twice"), at: days(20) },
            { ...about("Asked twice"), at: days(16) },
            { ...about("Asked before it moved"), at: days(30) },
            { ...about("Asked before it moved"), at: days(25) },
          ],
          pending: [{ ...about("Waiting"), scopeKey: "email:partner:1:deal" }],
          rejected: [
            { ...about("Rejected"), at: days(6), level: null },
            { ...about("Rejected long ago"), at: days(8), level: null },
          ],
        },
      }),
    );
    expect(outcome).toEqual({
      "Asked once": "follow up",
      "Asked twice": "unanswered",
      "Asked before it moved": "follow up",
      Waiting: "pending_action",
      Rejected: "rejected",
      "Rejected long ago": "follow up",
    });
    expect(analysis.staleDeals.find(({ deal }) => deal.name === "Asked once")?.earlierFollowUps).toBe(1);
  });

  it("write to a customer once in a run, about the deal that is worth most, and propose no more than the limit", async () => {
    const { outcome } = await salesOf(
      release,
      (company) => {
        const customer = company.customer({ name: "Two deals" });
        quiet(company, "Small", { customer, revenue: 10 });
        quiet(company, "Large", { customer, revenue: 900 });
        quiet(company, "Largest", { revenue: 2_000 });
        quiet(company, "Too many", { revenue: 5 });
      },
      { settings: { deals: { maxPerRun: 2 } } },
    );
    expect(outcome).toEqual({ Largest: "follow up", Large: "follow up", Small: "over_run_limit", "Too many": "over_run_limit" });
    const { outcome: unlimited } = await salesOf(release, (company) => {
      const customer = company.customer({ name: "Two deals" });
      quiet(company, "Small", { customer, revenue: 10 });
      quiet(company, "Large", { customer, revenue: 900 });
    });
    expect(unlimited).toEqual({ Large: "follow up", Small: "recently_contacted" });
  });
});

describe.each(RELEASES)("deals about to close on %i", (release) => {
  const closing = (company: CompanyBuilder, name: string, over: Partial<DealInput> = {}) =>
    quiet(company, name, { lastStageChange: "-2d", closing: "+5d", ...over });

  it("get a check-in at a mobile number that is valid where the contact is", async () => {
    const { outcome, analysis } = await salesOf(release, (company) => {
      closing(company, "National");
      closing(company, "International", { customer: company.customer({ name: "Intl", mobile: "+32 470 12 34 56" }) });
      closing(company, "In seven days", { closing: "+7d" });
      closing(company, "In eight days", { closing: "+8d" });
      closing(company, "Today", { closing: "today" });
      closing(company, "Yesterday", { closing: "-1d" });
      closing(company, "Landline", { customer: company.customer({ name: "Landline", country: "FR", mobile: "01 42 68 53 00" }) });
      closing(company, "Wrong", { customer: company.customer({ name: "Wrong", country: "FR", mobile: "06 12 34" }) });
      closing(company, "Nowhere", { customer: company.customer({ name: "Nowhere", mobile: "06 12 34 56 78" }) });
      closing(company, "Opted out", { customer: company.customer({ name: "Opted", mobile: "+32470123457", optedOutOfSms: true }) });
      closing(company, "Planned").plan({ date: "+1d", summary: "Meet" });
    });
    expect(outcome).toEqual({
      National: "check in",
      International: "check in",
      "In seven days": "check in",
      Today: "check in",
      Landline: "no_mobile",
      Wrong: "no_mobile",
      Nowhere: "no_mobile",
      "Opted out": "suppressed",
      Planned: "activity_planned",
    });
    expect(analysis.closingDeals.find(({ deal }) => deal.name === "National")?.recipient.number).toBe("+33612345678");
  });

  it("go before a follow-up to the same customer, and not to a number that said STOP", async () => {
    const { outcome } = await salesOf(
      release,
      (company) => {
        const customer = company.customer({ name: "Both", mobile: "+32470123456" });
        closing(company, "Closes", { customer });
        quiet(company, "Stale", { customer });
        closing(company, "Stopped", { customer: company.customer({ name: "Stopped", mobile: "+32470123458" }) });
      },
      { memory: { suppressed: [{ channel: "sms", address: "+32470123458" }] } },
    );
    expect(outcome).toEqual({ Closes: "check in", Stale: "recently_contacted", Stopped: "suppressed" });
  });
});

describe.each(RELEASES)("what was ordered and won on %i", (release) => {
  it("an ordered deal goes to the stage that counts as won, once", async () => {
    const ids: Record<string, number> = {};
    const { outcome, analysis } = await salesOf(
      release,
      (company) => {
        quiet(company, "Ordered").order({ amount: 950, date: "-3d" });
        quiet(company, "Ordered and won").order({ amount: 950, date: "-3d" }).won({ date: "-2d" });
        ids["Moved back"] = quiet(company, "Moved back").order({ amount: 1, date: "-3d" }).id;
      },
      () => ({
        memory: {
          acted: [
            { partnerId: 1, model: "crm.lead", recordIds: [ids["Moved back"]!], actionType: "update_deal_stage", at: NOW.toISOString() },
          ],
        },
      }),
    );
    expect(outcome).toMatchObject({ Ordered: "to Won", "Ordered and won": "task", "Moved back": "already_done" });
    expect(analysis.stageDrifts[0]?.order).toMatchObject({ total: 950, state: "sale", date: "2026-06-12" });
  });

  it("a won deal gets a task unless somebody has begun", async () => {
    const { outcome } = await salesOf(release, (company) => {
      quiet(company, "Won").won({ date: "-7d" });
      quiet(company, "Won long ago").won({ date: "-8d" });
      quiet(company, "Planned").won({ date: "-1d" }).plan({ date: "+1d", summary: "Kick-off" });
      const begun = company.customer({ name: "Begun" });
      quiet(company, "Has a project", { customer: begun }).won({ date: "-1d" });
      company.project({ name: "Begun project", customer: begun, start: "-1d" });
      const old = company.customer({ name: "Old" });
      company.project({ name: "Old project", customer: old, start: "-90d" });
      quiet(company, "Had a project before", { customer: old }).won({ date: "-1d" });
    });
    expect(outcome).toMatchObject({
      Won: "task",
      Planned: "activity_planned",
      "Has a project": "work_exists",
      "Had a project before": "task",
    });
    expect(outcome).not.toHaveProperty("Won long ago");
  });
});

describe.each(RELEASES)("customers on %i", (release) => {
  it("with revenue above the median and no contact for ninety days are checked in with", async () => {
    const ids: Record<string, number> = {};
    const { outcome, analysis } = await salesOf(
      release,
      (company) => {
        const customer = (name: string, amount: number, date = "-200d") => {
          const made = company.customer({ name });
          ids[name] = made.id;
          made.invoice({ amount, date, due: "-170d", paid: "all", paidOn: "-165d" });
          return made;
        };
        for (let index = 0; index < 15; index++) customer(`Small ${index}`, 10);
        customer("Quiet", 5_000);
        customer("Credited", 5_000).creditNote({ amount: 5_000, date: "-150d" });
        customer("Invoiced lately", 5_000).invoice({ amount: 10, date: "-20d", due: "+10d" });
        customer("Years ago", 5_000, "-400d");
        customer("Wrote", 5_000).wrote({ date: "-89d", body: "<p>Hello</p>" });
        customer("Wrote long ago", 5_000).wrote({ date: "-91d", body: "<p>Hello</p>" });
        customer("Was mailed", 5_000).mailed({ date: "-30d" });
        customer("Mailed by us", 5_000);
        quiet(company, "Fresh deal", { created: "-5d", lastStageChange: "-5d", customer: customer("Asked for an offer", 5_000) });
        customer("Promised", 5_000).promise({ until: "+5d" });
        customer("Disputing", 5_000).invoice({ amount: 70, date: "-150d", due: "-120d", disputed: true });
        customer("Checked in", 5_000);
      },
      () => ({
        memory: {
          lastContacts: [{ partnerId: ids["Mailed by us"]!, channel: "email", at: "2026-06-01T00:00:00Z" }],
          acted: [
            {
              partnerId: ids["Checked in"]!,
              model: "res.partner",
              recordIds: [ids["Checked in"]!],
              actionType: "schedule_customer_check_in",
              at: "2026-05-01T00:00:00Z",
            },
          ],
        },
      }),
    );
    expect(outcome).toEqual({
      Quiet: "schedule",
      "Wrote long ago": "schedule",
      Promised: "activity_planned",
      Disputing: "customer_disputed",
      "Checked in": "already_done",
    });
    expect(analysis.quietCustomers[0]).toMatchObject({ revenue: 5_000, lastContact: null });
  });
});
