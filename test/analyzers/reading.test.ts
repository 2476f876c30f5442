import { describe, expect, it } from "vitest";
import { DEFAULT_ANALYSIS_SETTINGS, ANALYZERS, EMPTY_MEMORY } from "#src/analyzers/index.ts";
import { addresseeOf } from "#src/analyzers/overdue/recipient.ts";
import { readFamilies } from "#src/analyzers/overdue/families.ts";
import { invoiceAddressOf } from "#src/analyzers/overdue/invoiceAddress.ts";
import type { CompanyBuilder } from "#simulator/index.ts";
import { NOW, openLab, outcome } from "./support.ts";

/** What the analysis asks of Odoo: the same as Odoo's own methods would answer, in few calls, and nothing but reading. */

function create(company: CompanyBuilder, model: string, values: Record<string, unknown>): number {
  const created = company.call(model, "create", [values]);
  return Array.isArray(created) ? Number(created[0]) : Number(created);
}

describe.each([14, 19] as const)("reading on release %i", (release) => {
  it("finds the partner that address_get names, for every shape of family", async () => {
    const roots: number[] = [];
    await using lab = await openLab(release, (company) => {
      const family = (name: string, build: (root: number) => void, values: Record<string, unknown> = {}): void => {
        const id = create(company, "res.partner", { name, is_company: true, ...values });
        roots.push(id);
        build(id);
      };
      const add = (parent_id: number, name: string, type: string, values: Record<string, unknown> = {}): number =>
        create(company, "res.partner", { name, parent_id, type, ...values });
      family("Alone", () => {});
      family("Delivery first", (root) => [add(root, "Adam", "delivery"), add(root, "Zoe", "invoice"), add(root, "Bea", "invoice")]);
      family("Deep", (root) => {
        const boss = add(root, "Abel", "contact");
        add(root, "Bob", "invoice");
        add(boss, "Yan", "invoice");
      });
      family("Archived", (root) => [add(root, "Ann", "invoice", { active: false }), add(root, "Ben", "contact")]);
      family("Not a plain contact", (root) => [add(root, "Cid", "contact"), add(root, "Dan", "other")], { type: "delivery" });
      family("Subsidiary", (root) => add(root, "Sub", "invoice", { is_company: true }));
      create(company, "res.partner", { name: "Person", is_company: false });
    });
    const families = await readFamilies(lab.reader, roots);
    const node = (row: { id: number; parent_id: { id: number } | null; type: string | null; is_company: boolean }) => ({
      id: row.id,
      parentId: row.parent_id?.id ?? null,
      type: row.type,
      isCompany: row.is_company,
    });
    for (const id of roots) {
      const family = families.get(id)!;
      const answer = lab.simulator.company.call("res.partner", "address_get", [[id], ["invoice"]]) as { invoice: number };
      expect([family.root.name, invoiceAddressOf(node(family.root), family.contacts.map(node))]).toEqual([
        family.root.name,
        answer.invoice,
      ]);
      expect(
        addresseeOf(
          family,
          () => false,
          () => null,
        ).kind,
      ).toBe("none");
    }
  });

  it("never changes anything, and asks only what the restricted user may see", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-20d" });
    });
    lab.simulator.calls.clear();
    expect(outcome(await lab.analyse())).toEqual({ "Alder EUR": "level 1" });
    expect(lab.simulator.calls.effects()).toEqual([]);
    expect(lab.simulator.calls.all().filter(({ outcome: result }) => result !== "ok")).toEqual([]);
    const users = new Set(lab.simulator.calls.all().map(({ login }) => login));
    expect(users).toEqual(new Set([lab.simulator.login]));
  });

  it("needs no more calls for forty customers than for four", async () => {
    const callsFor = async (customers: number): Promise<number> => {
      await using lab = await openLab(release, (company) => {
        company.bankEntry({ amount: 1, date: "today" });
        for (let index = 0; index < customers; index++) {
          const customer = company.customer({ name: `Customer ${index}`, country: "FR" });
          for (const due of ["-20d", "-12d", "-9d"]) customer.invoice({ amount: 100 + index, due });
        }
      });
      lab.simulator.calls.clear();
      const analysis = await lab.analyse();
      expect(analysis.overdueCustomers).toHaveLength(customers);
      return lab.simulator.calls.count();
    };
    expect(await callsFor(40)).toBe(await callsFor(4));
  });

  it("proposes for no more customers than the run allows, largest first", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      for (const amount of [10, 40, 20, 30]) company.customer({ name: `Owes ${amount}` }).invoice({ amount, due: "-20d" });
    });
    expect(outcome(await lab.analyse({ settings: { reminders: { maxCustomersPerRun: 2 } } }))).toEqual({
      "Owes 40 EUR": "level 1",
      "Owes 30 EUR": "level 1",
      "Owes 20 EUR": "over_run_limit",
      "Owes 10 EUR": "over_run_limit",
    });
  });

  it("hands customers with more invoices than a message lists to people, with the whole sum", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      const many = company.customer({ name: "Many" });
      for (let index = 0; index < 6; index++) many.invoice({ amount: 100, due: "-20d" });
      const old = company.customer({ name: "Old" });
      for (const days of [65, 90, 70, 85, 75, 80]) old.invoice({ amount: 10, due: `-${days}d` });
    });
    const analysis = await lab.analyse({ settings: { reminders: { maxInvoicesPerMessage: 3 } } });
    expect(outcome(analysis)).toEqual({ "Many EUR": "too_many_invoices", "Old EUR": "escalate: age" });
    expect(analysis.overdueCustomers[0]).toMatchObject({
      total: 60,
      omittedInvoices: 2,
      daysOverdue: 90,
      invoices: [{ daysOverdue: 90 }, { daysOverdue: 85 }, { daysOverdue: 80 }, { daysOverdue: 75 }],
      reminder: null,
      reminderHeld: { reason: "too_many_invoices" },
    });
  });

  it("does not ask for what is paid while it reads", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-20d" });
      company.customer({ name: "Birch" }).invoice({ amount: 100, due: "-20d" });
    });
    const { faults, company } = lab.simulator;
    // The freshness of the bank is read once all else about the company is, and right before the overdue items.
    const freshness = faults.hold({ model: "account.bank.statement.line", method: "search_read", when: "before_commit" });
    const running = lab.analyse();
    await freshness.reached;
    const invoices = faults.hold({ model: "account.move", method: "search_read", when: "before_commit" });
    freshness.release();
    await invoices.reached;
    const [invoice] = lab.simulator.inspect.records("account.move", [["partner_id.name", "=", "Alder"]]);
    const context = { active_model: "account.move", active_ids: [invoice!.id] };
    const wizard = company.call("account.payment.register", "create", [{}], { context });
    company.call("account.payment.register", "action_create_payments", [[wizard].flat()], { context });
    invoices.release();
    expect(outcome(await running)).toEqual({ "Birch EUR": "level 1" });
  });

  it("leaves archived customers alone, and says so", async () => {
    await using lab = await openLab(release, (company) => {
      company.bankEntry({ amount: 1, date: "today" });
      company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-20d" }).customer.write({ active: false });
    });
    expect(outcome(await lab.analyse())).toEqual({ "Alder EUR": "customer_archived" });
  });

  it("refuses to analyse a company that the user cannot see", async () => {
    await using lab = await openLab(release, () => {});
    await expect(lab.analyse({ settings: { companyIds: [1, 77] } })).rejects.toMatchObject({
      code: "invalid_input",
      details: { companyIds: [77] },
    });
  });

  it("runs from the registry by kind", async () => {
    await using lab = await openLab(release, () => {});
    for (const [kind, analyze] of Object.entries(ANALYZERS)) {
      const result = await analyze({ reader: lab.reader, now: NOW, settings: DEFAULT_ANALYSIS_SETTINGS, memory: EMPTY_MEMORY });
      expect(result.kind).toBe(kind);
    }
  });
});
