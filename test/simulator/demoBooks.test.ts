import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoCompany, type OdooRow, type Simulator, startSimulator } from "#simulator/index.ts";
import { NOW, RELEASES, sum } from "./support.ts";

const open = (release: 14 | 19) => startSimulator({ release, company: demoCompany(), now: () => NOW });

describe.each(RELEASES)("the books of the demo company on %i", (release) => {
  let simulator: Simulator;
  let invoices: OdooRow[];
  beforeAll(async () => {
    simulator = await open(release);
    invoices = simulator.inspect.records("account.move", [
      ["move_type", "=", "out_invoice"],
      ["state", "=", "posted"],
    ]);
  });
  afterAll(() => simulator.stop());

  test("has more than forty customers in many countries, languages and currencies", () => {
    const customers = simulator.inspect.records("res.partner", [
      ["customer_rank", ">", 0],
      ["parent_id", "=", false],
    ]);
    expect(customers.length).toBeGreaterThan(40);
    const distinct = (rows: readonly OdooRow[], field: string) => new Set(rows.map((row) => JSON.stringify(row[field]))).size;
    expect(distinct(customers, "country_id")).toBeGreaterThan(10);
    expect(distinct(customers, "lang")).toBeGreaterThan(4);
    expect(distinct(invoices, "currency_id")).toBe(3);
    expect(customers.some((one) => one["is_company"] === false)).toBe(true);
  });

  test("writes to nobody outside the example domain", () => {
    for (const row of simulator.inspect.records("res.partner", [["email", "!=", false]])) expect(row["email"]).toMatch(/\.example$/);
  });

  test("keeps books that balance, entry by entry", () => {
    const totals = new Map<string, number>();
    for (const line of simulator.inspect.records("account.move.line")) {
      const key = JSON.stringify(line["move_id"]);
      totals.set(key, (totals.get(key) ?? 0) + Number(line["debit"]) - Number(line["credit"]));
    }
    for (const [move, total] of totals) expect([move, Math.round(total * 100)]).toEqual([move, 0]);
  });

  test("leaves on every invoice what was neither paid nor credited", () => {
    for (const invoice of invoices) {
      const items = simulator.inspect.records("account.move.line", [
        ["move_id", "=", invoice.id],
        ["date_maturity", "!=", false],
      ]);
      expect(sum(items, "amount_residual_currency")).toBe(invoice["amount_residual"]);
      expect(sum(items, "amount_residual")).toBe(invoice["amount_residual_signed"]);
      expect(sum(items, "amount_currency")).toBe(invoice["amount_total"]);
      const isSettled = invoice["payment_state"] === "paid" || invoice["payment_state"] === "reversed";
      expect([invoice["name"], invoice["amount_residual"] === 0]).toEqual([invoice["name"], isSettled]);
    }
  });

  test("numbers its invoices, each once", () => {
    const numbers = invoices.map((invoice) => invoice["name"]);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((number) => typeof number === "string" && number.startsWith("INV/20"))).toBe(true);
  });

  test("values foreign invoices at the rate of their day", () => {
    const foreign = invoices.filter((invoice) => JSON.stringify(invoice["currency_id"]) !== JSON.stringify(invoice["company_currency_id"]));
    expect(foreign.length).toBeGreaterThan(0);
    for (const invoice of foreign) expect(invoice["amount_total_signed"]).not.toBe(invoice["amount_total"]);
  });

  test("is the same for the same seed and day", async () => {
    const again = await open(release);
    try {
      for (const model of ["res.partner", "account.move", "account.move.line", "crm.lead"])
        expect(again.inspect.records(model)).toEqual(simulator.inspect.records(model));
    } finally {
      await again.stop();
    }
  });
});
