import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoPastReminders, type OdooRow, type Simulator } from "#simulator/index.ts";
import { openDemo, type Demo } from "./demoOdoo.ts";

const textOf = (row: OdooRow, field: string): string => {
  const value = row[field];
  return typeof value === "string" ? value : "";
};
/** Days as ISO dates and numbers of documents sort as text. */
const inOrder = (values: readonly string[]): string[] => values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

describe.each([19, 14] as const)("the demo's company on release %i", (release) => {
  let demo: Demo;
  const records = (model: string, domain: readonly unknown[] = []): OdooRow[] => demo.simulator.inspect.records(model, domain);
  const refsOf = (rows: readonly OdooRow[], field: string): unknown[] => [...new Set(rows.map((row) => (row[field] as unknown[])[1]))];

  beforeAll(async () => {
    demo = await openDemo(release, () => new Date("2026-11-30T08:00:00Z"));
  });
  afterAll(() => demo[Symbol.asyncDispose]());

  test("sells to many customers, in several countries, currencies and languages, with people who look after them", () => {
    const customers = records("res.partner", [["customer_rank", ">", 0]]);
    expect(customers.length).toBeGreaterThanOrEqual(42);
    expect(refsOf(customers, "country_id").length).toBeGreaterThanOrEqual(10);
    expect([...new Set(customers.map(({ lang }) => lang))]).toEqual(expect.arrayContaining(["en_US", "en_GB", "fr_FR", "de_DE", "nl_NL"]));
    expect(customers.filter(({ is_company }) => is_company === false).length).toBeGreaterThanOrEqual(3);
    const invoices = records("account.move", [["move_type", "=", "out_invoice"]]);
    expect(new Set(refsOf(invoices, "currency_id"))).toEqual(new Set(["EUR", "GBP", "USD"]));
    expect(refsOf(invoices, "invoice_user_id").length).toBeGreaterThanOrEqual(4);
    expect(records("res.partner", [["type", "=", "invoice"]]).length).toBeGreaterThanOrEqual(4);
  });

  test("writes to addresses that nobody has", () => {
    const addresses = records("res.partner").flatMap(({ email }) => (typeof email === "string" && email !== "" ? [email] : []));
    expect(addresses.length).toBeGreaterThan(60);
    expect(addresses.filter((address) => !address.endsWith(".example"))).toEqual([]);
  });

  test("has a year of books in which every entry balances", () => {
    const balances = new Map<string, number>();
    for (const line of records("account.move.line")) {
      const [move] = line["move_id"] as unknown[];
      balances.set(String(move), (balances.get(String(move)) ?? 0) + Number(line["debit"]) - Number(line["credit"]));
    }
    expect(balances.size).toBeGreaterThan(1000);
    expect([...balances].filter(([, balance]) => Math.abs(balance) > 0.004)).toEqual([]);
    const days = inOrder(records("account.move").map((move) => textOf(move, "date")));
    expect(days.at(0)! < "2025-12-05").toBe(true);
    expect(days.at(-1)! <= "2026-11-30").toBe(true);
  });

  test("numbers its invoices in the order of their days", () => {
    const posted = records("account.move", [
      ["move_type", "=", "out_invoice"],
      ["state", "=", "posted"],
    ]);
    const days = posted.toSorted((a, b) => (textOf(a, "name") < textOf(b, "name") ? -1 : 1)).map((row) => textOf(row, "invoice_date"));
    expect(days).toEqual(inOrder(days));
  });

  test("has known its customers for as long as it has sold to them", () => {
    for (const customer of records("res.partner", [["customer_rank", ">", 0]])) {
      const days = records("account.move", [
        ["move_type", "=", "out_invoice"],
        ["partner_id", "=", customer.id],
      ]).map((row) => textOf(row, "invoice_date"));
      // A day that falls on a weekend is moved to the Friday before.
      const since = textOf(customer, "create_date").slice(0, 10);
      expect(Date.parse(since) - Date.parse(inOrder(days)[0]!)).toBeLessThanOrEqual(2 * 86_400_000);
    }
  });

  test("asks for believable amounts", () => {
    const amounts = records("account.move", [["move_type", "=", "out_invoice"]]).map((row) => Number(row["amount_total"]));
    expect(Math.min(...amounts)).toBeGreaterThanOrEqual(180);
    expect(Math.max(...amounts)).toBeLessThanOrEqual(28_000);
  });

  test("has everything that happens to invoices", () => {
    const states = (type: string): unknown[] => [
      ...new Set(records("account.move", [["move_type", "=", type]]).map((row) => row["payment_state"])),
    ];
    expect(states("out_invoice")).toEqual(expect.arrayContaining(["paid", "partial", "not_paid"]));
    expect(states("out_refund").length).toBe(2);
    expect(states("in_invoice")).toEqual(expect.arrayContaining(["paid", "not_paid"]));
    expect(new Set(records("account.move").map(({ state }) => state))).toEqual(new Set(["cancel", "draft", "posted"]));
    const disputed = release === 14 ? "blocked" : "no_followup";
    expect(records("account.move.line", [[disputed, "=", true]]).length).toBeGreaterThanOrEqual(2);
  });

  test("has deals and projects in every condition", () => {
    const stages = refsOf(records("crm.lead"), "stage_id");
    expect(stages).toEqual(expect.arrayContaining(["New", "Qualified", "Proposition", "Won"]));
    expect(records("sale.order", [["state", "=", "sale"]]).length).toBeGreaterThanOrEqual(2);
    expect(records("project.project").length).toBeGreaterThanOrEqual(4);
    expect(records("project.task").length).toBeGreaterThanOrEqual(15);
  });

  test.runIf(release === 19)("has a project that missed its milestone", () => {
    expect(records("project.project", [["is_milestone_exceeded", "=", true]]).length).toBeGreaterThanOrEqual(1);
  });

  test("keeps every reminder of the past as a note on the invoices that it listed", () => {
    for (const { references, level } of demoPastReminders()) {
      for (const reference of references) {
        const invoices = records("account.move", [["ref", "=", reference]]);
        expect(invoices).toHaveLength(1);
        const notes = demo.simulator.inspect.messages("account.move", invoices[0]!.id).map((message) => textOf(message, "body"));
        expect(notes.join(" ")).toContain(`level ${level}`);
      }
    }
  });

  test("is the same whenever it is built on the same day", async () => {
    await using again = await openDemo(release, () => new Date("2026-11-30T18:00:00Z"));
    for (const model of ["account.move", "res.partner", "account.bank.statement.line", "crm.lead", "project.task"]) {
      const strip = (rows: readonly OdooRow[]) => rows.map(({ create_date: _c, write_date: _w, __last_update: _l, ...row }) => row);
      expect(strip(again.simulator.inspect.records(model))).toEqual(strip(records(model)));
    }
  });

  test("goes on after its first day: the bank works every business day, also after a pause", async () => {
    const dir = await mkdtemp(join(tmpdir(), "ai-coo-demo-"));
    try {
      let now = new Date("2026-11-27T08:00:00Z");
      const file = join(dir, "odoo.jsonl");
      const newest = (simulator: Simulator) =>
        inOrder(simulator.inspect.records("account.bank.statement.line").map((line) => textOf(line, "date"))).at(-1);
      let count = 0;
      {
        await using first = await openDemo(release, () => now, file);
        expect(newest(first.simulator)).toBe("2026-11-27");
        first.simulator.company.customer({ name: "Blaue Werkstatt GmbH" }).invoice({ due: "+30d", amount: 4321 });
        count = first.simulator.inspect.count("account.move");
      }
      now = new Date("2026-12-02T08:00:00Z");
      await using second = await openDemo(release, () => now, file);
      expect(newest(second.simulator)).toBe("2026-12-02");
      expect(second.simulator.baseDate).toBe("2026-11-27");
      expect(second.simulator.inspect.count("account.move", [["amount_total", "=", 4321]])).toBe(1);
      // Card payments of three days, and the rent of the first.
      expect(second.simulator.inspect.count("account.move")).toBe(count + 4);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
