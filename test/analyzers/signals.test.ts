import { describe, expect, it } from "vitest";
import type { CompanyBuilder } from "#simulator/index.ts";
import { findingOf, notChasedOf, openLab, outcome } from "./support.ts";

/** Signs in Odoo, beyond the ledger of receivables, that a customer must not be asked; and companies beside each other. */

function idsOf(company: CompanyBuilder, model: string, domain: readonly unknown[]): number[] {
  return company.call(model, "search", [domain]) as number[];
}

function create(company: CompanyBuilder, model: string, values: Record<string, unknown>): number {
  const created = company.call(model, "create", [values]);
  return Number(Array.isArray(created) ? created[0] : created);
}

describe.each([14, 19] as const)("money that has come in on release %i", (release) => {
  it("counts bank lines that name the customer and are not matched yet", async () => {
    await using lab = await openLab(release, (company) => {
      const [bank] = idsOf(company, "account.journal", [["type", "=", "bank"]]);
      const line = (customerId: number, amount: number) =>
        create(company, "account.bank.statement.line", {
          journal_id: bank,
          date: company.day("-1d"),
          payment_ref: "Transfer",
          amount,
          partner_id: customerId,
        });
      const old = line(company.customer({ name: "Dogwood" }).invoice({ amount: 90, due: "-20d" }).customer.id, 95);
      company.call("account.bank.statement.line", "write", [[old], { is_reconciled: true }]);
      for (const [name, received] of [
        ["Alder", 90],
        ["Birch", 40],
        ["Cedar", -90],
      ] as const) {
        const customer = company.customer({ name });
        customer.invoice({ amount: 90, due: "-20d" });
        line(customer.id, received);
      }
    });
    const analysis = await lab.analyse();
    expect(outcome(analysis)).toEqual({
      "Alder EUR": "open_credit",
      "Birch EUR": "level 1",
      "Cedar EUR": "level 1",
      "Dogwood EUR": "level 1",
    });
    expect(findingOf(analysis, "Birch")?.openCreditCompany).toBe(40);
    expect(findingOf(analysis, "Cedar")?.openCreditCompany).toBe(0);
  });

  it("counts payments of a customer's contacts", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const alder = company.customer({ name: "Alder", invoiceContact: { name: "Compta", email: "compta@alder.example" } });
      alder.invoice({ amount: 90, due: "-20d" });
      const [contact] = idsOf(company, "res.partner", [["parent_id", "=", alder.id]]);
      const payment = create(company, "account.payment", {
        payment_type: "inbound",
        partner_type: "customer",
        partner_id: contact,
        amount: 95,
        date: company.day("-1d"),
      });
      company.call("account.payment", "action_post", [[payment]]);
    });
    expect(notChasedOf(await lab.analyse(), "Alder")).toMatchObject([
      { reason: "open_credit", sentence: expect.stringContaining("95.00 EUR") },
    ]);
  });
});

describe("payment methods on release 19", () => {
  it("leave out invoices that the company collects itself", async () => {
    await using lab = await openLab(19, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const [bank] = idsOf(company, "account.journal", [["type", "=", "bank"]]);
      const method = (code: string): number => create(company, "account.payment.method.line", { name: code, code, journal_id: bank });
      const sepa = method("sepa_direct_debit");
      const manual = method("manual");
      const collectedBy = (invoiceId: number, line: number) =>
        company.call("account.move", "write", [[invoiceId], { preferred_payment_method_line_id: line }]);
      const alder = company.customer({ name: "Alder" });
      collectedBy(alder.invoice({ amount: 90, due: "-20d" }).id, sepa);
      const birch = company.customer({ name: "Birch" });
      collectedBy(birch.invoice({ amount: 90, due: "-20d" }).id, sepa);
      collectedBy(birch.invoice({ amount: 30, due: "-10d" }).id, manual);
    });
    const analysis = await lab.analyse();
    expect(outcome(analysis)).toEqual({ "Alder EUR": "direct_debit", "Birch EUR": "level 1" });
    expect(findingOf(analysis, "Birch")).toMatchObject({ total: 30, leftOut: [{ residual: 90, hold: { reason: "direct_debit" } }] });
  });

  it("count payments that wait for the bank without an entry of their own", async () => {
    await using lab = await openLab(19, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const waiting = (partner_id: number, invoice_ids: readonly number[]): void => {
        const values = { payment_type: "inbound", partner_type: "customer", partner_id, amount: 90, invoice_ids };
        company.call("account.payment", "write", [[create(company, "account.payment", values)], { state: "in_process" }]);
      };
      waiting(company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d" }).customer.id, []);
      // A payment that names its invoice has put that one in payment, and says nothing about the other.
      const birch = company.customer({ name: "Birch" });
      const paying = birch.invoice({ amount: 90, due: "-20d" });
      birch.invoice({ amount: 30, due: "-20d" });
      waiting(birch.id, [paying.id]);
      company.call("account.move", "write", [[paying.id], { payment_state: "in_payment" }]);
    });
    expect(outcome(await lab.analyse())).toEqual({ "Alder EUR": "open_credit", "Birch EUR": "level 1" });
  });
});

describe.each([14, 19] as const)("companies beside each other on release %i", (release) => {
  it("have their own debts, bank and reminders; a customer of both gets one message in a run", async () => {
    await using lab = await openLab(release, (company) => {
      const currency = Number(idsOf(company, "res.currency", [["name", "=", "EUR"]])[0]);
      const partner = create(company, "res.partner", { name: "Branch" });
      const branch = create(company, "res.company", { name: "Branch", partner_id: partner, currency_id: currency });
      company.call("res.users", "write", [idsOf(company, "res.users", [["login", "=", "aicoo"]]), { company_ids: [[4, branch]] }]);
      const toBranch = (moveId: number): void => {
        company.call("account.move", "write", [[moveId], { company_id: branch }]);
        const lines = idsOf(company, "account.move.line", [["move_id", "=", moveId]]);
        company.call("account.move.line", "write", [lines, { company_id: branch }]);
      };
      company.bankEntry({ amount: 1, date: "today" });
      const alder = company.customer({ name: "Alder" });
      alder.invoice({ amount: 90, due: "-20d" });
      toBranch(alder.invoice({ amount: 70, due: "-30d" }).id);
      toBranch(company.customer({ name: "Birch" }).invoice({ amount: 50, due: "-15d" }).id);
      // The branch itself is a customer of the first company.
      const between = create(company, "account.move", {
        move_type: "out_invoice",
        partner_id: partner,
        invoice_date: company.day("-60d"),
        invoice_date_due: company.day("-30d"),
        invoice_line_ids: [[0, 0, { name: "Services", quantity: 1, price_unit: 20, tax_ids: [[6, 0, []]] }]],
      });
      company.call("account.move", "action_post", [[between]]);
    });

    const stale = await lab.analyse();
    expect(stale.companyIds).toEqual([1, 2]);
    expect(stale.metrics.map(({ company, receivables, overdueCustomers }) => [company.name, receivables.total, overdueCustomers])).toEqual([
      ["My Company", 110, 2],
      ["Branch", 120, 2],
    ]);
    expect(stale.overdueCustomers.map(({ company, customer, total }) => [company.name, customer.name, total])).toEqual([
      ["My Company", "Alder", 90],
    ]);
    expect(stale.notChased.map(({ companyName, partnerName, reason }) => [companyName, partnerName, reason])).toEqual([
      ["My Company", "Branch", "own_company"],
      ["Branch", "Alder", "stale_bank"],
      ["Branch", "Birch", "stale_bank"],
    ]);

    const trusting = await lab.analyse({ settings: { freshness: { enabled: false } } });
    expect(trusting.overdueCustomers.map(({ company, customer }) => [company.name, customer.name])).toEqual([
      ["My Company", "Alder"],
      ["Branch", "Birch"],
    ]);
    expect(notChasedOf(trusting, "Alder")).toMatchObject([{ companyName: "Branch", reason: "recently_contacted", total: 70 }]);

    const one = await lab.analyse({ settings: { companyIds: [2], freshness: { enabled: false } } });
    expect(one.metrics.map(({ company }) => company.id)).toEqual([2]);
    expect(outcome(one)).toEqual({ "Alder EUR": "level 1", "Birch EUR": "level 1" });
  });
});

describe.each([14, 19] as const)("what is not an overdue invoice on release %i", (release) => {
  it("is nowhere: neither found nor among those left alone", async () => {
    await using lab = await openLab(release, (company) => {
      const state = (id: number, payment_state: string) => company.call("account.move", "write", [[id], { payment_state }]);
      for (const due of ["-2d", "-20d"]) {
        state(company.customer({ name: "In payment" }).invoice({ amount: 90, due }).id, "in_payment");
        state(company.customer({ name: "Blocked" }).invoice({ amount: 90, due }).id, release === 19 ? "blocked" : "invoicing_legacy");
      }
      const { id: partner_id } = company.customer({ name: "Opening balance" });
      const account = (code: unknown[]): number => Number(idsOf(company, "account.account", [code])[0]);
      const receivable = account(release === 19 ? ["account_type", "=", "asset_receivable"] : ["internal_type", "=", "receivable"]);
      const income = account(["internal_group", "=", "income"]);
      const entry = create(company, "account.move", {
        move_type: "entry",
        date: company.day("-40d"),
        line_ids: [
          [0, 0, { account_id: receivable, partner_id, debit: 500, credit: 0, date_maturity: company.day("-30d"), name: "Opening" }],
          [0, 0, { account_id: income, partner_id, debit: 0, credit: 500, name: "Opening" }],
        ],
      });
      company.call("account.move", "action_post", [[entry]]);
    });
    for (const enabled of [true, false]) {
      const analysis = await lab.analyse({ settings: { freshness: { enabled } } });
      expect(outcome(analysis)).toEqual({});
      expect(analysis.metrics[0]!.overdueCustomers).toBe(0);
      // The ledger counts them all the same.
      expect(analysis.metrics[0]!.receivables.total).toBe(4 * 90 + 500);
    }
  });
});
