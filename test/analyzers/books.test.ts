import { describe, expect, it } from "vitest";
import type { CompanyBuilder } from "#simulator/index.ts";
import { openLab } from "./support.ts";

/** Figures that come from the whole ledger, over books of a few entries. */

function create(company: CompanyBuilder, model: string, values: Record<string, unknown>): number {
  const created = company.call(model, "create", [values]);
  return Number(Array.isArray(created) ? created[0] : created);
}

function idOf(company: CompanyBuilder, model: string, domain: readonly unknown[]): number {
  return (company.call(model, "search", [domain]) as number[])[0]!;
}

function post(company: CompanyBuilder, entry: { date: string; journal: string; debit: number; credit: number; amount: number }): void {
  const { date, journal, amount } = entry;
  const line = (account_id: number, debit: number, credit: number) => [0, 0, { account_id, debit, credit, name: "Entry" }];
  const move = create(company, "account.move", {
    move_type: "entry",
    date: company.day(date),
    journal_id: idOf(company, "account.journal", [["type", "=", journal]]),
    line_ids: [line(entry.debit, amount, 0), line(entry.credit, 0, amount)],
  });
  company.call("account.move", "action_post", [[move]]);
}

const account = (company: CompanyBuilder, name: string): number => idOf(company, "account.account", [["name", "=", name]]);

describe.each([14, 19] as const)("the books on release %i", (release) => {
  it("give working capital without what is not current, and cash per account", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1000, date: "-40d" });
      company.customer({ name: "Alder" }).invoice({ amount: 90, due: "+20d", paid: 30, paidOn: "-1d" });
      company.vendor({ name: "Timber" }).bill({ amount: 50, due: "-5d", paid: 20, paidOn: "-1d" });
      const bank = account(company, "Bank");
      post(company, { date: "-3d", journal: "general", debit: account(company, "Cash"), credit: bank, amount: 60 });
      // A machine: money becomes an asset that is not current.
      post(company, { date: "-3d", journal: "general", debit: account(company, "Fixed Asset"), credit: bank, amount: 300 });
      // Not in the books of today.
      post(company, { date: "+3d", journal: "general", debit: account(company, "Fixed Asset"), credit: bank, amount: 7 });
    });
    const [figures] = (await lab.analyse()).metrics;
    // 1,000 + 30 - 20 - 60 - 300 in the bank, 60 in cash.
    expect(figures!.cash).toMatchObject({
      total: 710,
      accounts: [{ balance: 650 }, { name: expect.stringMatching(/Cash$/), balance: 60 }],
    });
    expect(figures!.workingCapital).toEqual({ currentAssets: 770, currentLiabilities: 30, net: 740 });
  });

  it("do not take a transfer between own accounts for money spent", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 5000, date: "-200d" });
      company.bankEntry({ amount: -900, date: "2026-04-10" });
      const transfers = account(company, "Current Assets");
      company.call("res.company", "write", [[1], { transfer_account_id: transfers }]);
      const [bank, cash] = [account(company, "Bank"), account(company, "Cash")];
      post(company, { date: "2026-04-11", journal: "bank", debit: transfers, credit: bank, amount: 600 });
      post(company, { date: "2026-04-12", journal: "cash", debit: cash, credit: transfers, amount: 600 });
    });
    const [figures] = (await lab.analyse()).metrics;
    expect(figures!.cash.total).toBe(4100);
    expect(figures!.runway).toEqual({ averageMonthlyOutflow: 300, monthsMeasured: 3, months: 13.7 });
  });

  it("know a company's timezone: its contact's, else its calendar's, and the settings' before both", async () => {
    await using lab = await openLab(release, (company) => {
      company.call("res.partner", "write", [[1], { tz: false }]);
      company.call("resource.calendar", "write", [[1], { tz: "Asia/Tokyo" }]);
    });
    expect((await lab.analyse()).timezone).toBe("Asia/Tokyo");
    lab.simulator.company.call("res.partner", "write", [[1], { tz: "America/New_York" }]);
    expect((await lab.analyse()).timezone).toBe("America/New_York");
    const chosen = await lab.analyse({ settings: { timezone: "Europe/Paris" } });
    expect(chosen.metrics.map(({ company }) => company.timezone)).toEqual(["Europe/Paris"]);
  });
});
