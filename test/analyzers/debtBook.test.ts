import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountFilters } from "#src/analyzers/accountTypes.ts";
import { EMPTY_MEMORY, type OutreachMemory } from "#src/analyzers/findings.ts";
import { readDebtBook } from "#src/analyzers/overdue/book.ts";
import { DebtBook, type CustomerDebt } from "#src/analyzers/overdue/consolidate.ts";
import { overdueLines } from "#src/analyzers/overdue/items.ts";
import { rememberInvoices } from "#src/analyzers/overdue/memory.ts";
import type { CompanyRun } from "#src/analyzers/run.ts";
import { readScopes } from "#src/analyzers/companies.ts";
import { analysisSettingsSchema } from "#src/analyzers/settings.ts";
import { roundMoney } from "#src/lib/money.ts";
import type { CustomerBuilder, InvoiceBuilder } from "#simulator/index.ts";
import { NOW, openLab, type Lab } from "./support.ts";

/** What Odoo adds up is the same as what reading every overdue item comes to, whatever happened to the invoices in between. */

const KINDS = [
  "invoice",
  "foreign",
  "small",
  "part",
  "pay",
  "repost",
  "credit",
  "cancel",
  "delete",
  "draft",
  "due",
  "dispute",
  "settle",
  "merge",
  "archive",
  "rate",
] as const;
type Kind = (typeof KINDS)[number];
/** Every kind once, in any order. */
const history = fc
  .tuple(
    fc.shuffledSubarray([...KINDS], { minLength: KINDS.length }),
    fc.infiniteStream(fc.nat({ max: 50 })),
    fc.infiniteStream(fc.integer({ min: -80, max: 20 })),
  )
  .map(([kinds, which, days]) => kinds.map((kind) => ({ kind, which: which.next().value as number, days: days.next().value as number })));

interface World {
  readonly customers: readonly CustomerBuilder[];
  invoices: InvoiceBuilder[];
}

const relative = (days: number): string => (days < 0 ? `${days}d` : `+${days}d`);

/** One thing that people do in Odoo. What Odoo refuses, such as cancelling what is paid, has not happened. */
function happen(
  { simulator: { company, inspect, release } }: Lab,
  world: World,
  { kind, which, days }: { kind: Kind; which: number; days: number },
): void {
  const customer = world.customers[which % world.customers.length]!;
  const invoice = world.invoices[which % Math.max(1, world.invoices.length)];
  const make = (amount: number, currency?: string): void => {
    const due = relative(days);
    const instalments =
      which % 3 === 0
        ? {
            instalments: [
              { due: relative(days - 10), share: 0.4 },
              { due, share: 0.6 },
            ],
          }
        : {};
    world.invoices.push(
      customer.invoice({
        amount,
        due,
        date: relative(Math.min(days, 0) - 30),
        ...(currency === undefined ? {} : { currency }),
        ...instalments,
      }),
    );
  };
  const lines = (): number[] =>
    invoice === undefined
      ? []
      : inspect
          .records("account.move.line", [
            ["move_id", "=", invoice.id],
            ["date_maturity", "!=", false],
          ])
          .map(({ id }) => id);
  if (kind === "invoice") return make(100.1 + which);
  if (kind === "foreign") return make(200.35 + which, "USD");
  if (kind === "small") return make(0.4);
  if (kind === "rate") return company.rate({ currency: "USD", perUnit: 1 + which / 100 });
  if (kind === "merge") {
    const other = world.customers[(which + 1) % world.customers.length]!;
    const isRoot = inspect.records("res.partner", [["parent_id", "=", customer.id]]).length === 0;
    if (isRoot) customer.write({ parent_id: other.id, is_company: false });
    return;
  }
  if (kind === "archive") return void customer.write({ active: which % 2 === 0 });
  if (invoice === undefined) return;
  if (kind === "part") return void invoice.pay({ amount: 10 });
  if (kind === "pay") return void invoice.pay();
  if (kind === "credit") return void invoice.customer.creditNote({ amount: 50, reconcileWith: invoice });
  if (kind === "dispute" || kind === "settle") return void invoice.dispute(kind === "dispute");
  if (kind === "due")
    return void company.call("account.move.line", "write", [lines().slice(0, 1), { date_maturity: company.day(relative(days)) }]);
  company.call("account.move", "button_draft", [[invoice.id]]);
  if (kind === "repost") company.call("account.move", "action_post", [[invoice.id]]);
  if (kind === "cancel") company.call("account.move", "button_cancel", [[invoice.id]]);
  if (kind === "delete") {
    if (release === 14) company.call("account.move", "write", [[invoice.id], { name: "/" }]);
    company.call("account.move", "unlink", [[invoice.id]]);
    world.invoices = world.invoices.filter((one) => one !== invoice);
  }
}

/** What was remembered of about a third of the invoices, by invoice and by customer. */
function remembered({ customers, invoices }: World): Partial<OutreachMemory> {
  const at = (day: number): string => new Date(NOW.getTime() - day * 86_400_000).toISOString();
  const some = invoices.filter(({ id }) => id % 3 === 0);
  const of = (partnerId: number, invoiceIds: readonly number[], level: number): OutreachMemory["reminders"][number] => ({
    partnerId,
    companyId: 1,
    currency: "EUR",
    level,
    at: at(level * 3),
    invoiceIds,
  });
  return {
    reminders: [...some.map(({ id, customer }) => of(customer.id, [id], 1 + (id % 2))), of(customers[0]!.id, [], 1)],
    handovers: some
      .slice(0, 1)
      .map(({ id, customer }) => ({ actionType: "create_collection_task", partnerId: customer.id, at: at(2), invoiceIds: [id] })),
  };
}

async function runOf(lab: Lab): Promise<CompanyRun> {
  const input = { reader: lab.reader, now: NOW, settings: analysisSettingsSchema.parse({}), memory: EMPTY_MEMORY };
  const [scope] = await readScopes(input);
  return { ...scope!, accounts: await accountFilters(lab.reader), transferAccountId: null };
}

/** To the cent, and without what only one of the two ways knows. */
function comparable(debts: readonly CustomerDebt[]): unknown {
  const tally = (one: CustomerDebt["askable"]): unknown =>
    one === null ? null : { ...one, lastInvoiceId: null, total: roundMoney(one.total, 2), totalCompany: roundMoney(one.totalCompany, 2) };
  return debts
    .map((debt) => ({
      ...debt,
      all: tally(debt.all),
      askable: tally(debt.askable),
      disputed: tally(debt.disputed),
      last: debt.disputed?.lastInvoiceId,
    }))
    .toSorted((a, b) => a.partnerId - b.partnerId || a.currencyId - b.currencyId);
}

describe.each([14, 19] as const)("what is overdue on release %i", (release) => {
  it("is the same added up by Odoo as read item by item, after every kind of change", async () => {
    const happened = new Set<Kind>();
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const world: World = { customers: [], invoices: [] };
        await using lab = await openLab(release, (company) => {
          for (const name of ["Alder", "Birch", "Cedar"]) (world.customers as CustomerBuilder[]).push(company.customer({ name }));
          for (const [index, customer] of world.customers.entries()) {
            for (const days of [-40, -20, -9, 5]) world.invoices.push(customer.invoice({ amount: 100 + index * 10, due: relative(days) }));
          }
        });
        const run = await runOf(lab);
        for (const one of steps) {
          try {
            happen(lab, world, one);
            happened.add(one.kind);
          } catch (error) {
            if (!(error instanceof Error) || error.name === "TypeError") throw error;
          }
          const memory = rememberInvoices({ ...EMPTY_MEMORY, ...remembered(world) });
          const whole = new DebtBook(memory, run.settings.reminders.tolerance);
          for await (const page of overdueLines(run)) for (const line of page) whole.add(line);
          const commercial = new Map(
            lab.simulator.inspect.records("res.partner").map(({ id, commercial_partner_id: entity }) => [id, entity]),
          );
          const entityOf = (id: number): { id: number; name: string } => {
            const entity = commercial.get(id);
            return { id: Array.isArray(entity) ? Number(entity[0]) : Number(entity ?? id), name: "any" };
          };
          expect(comparable((await readDebtBook(run, memory)).largestFirst(entityOf))).toEqual(comparable(whole.largestFirst(entityOf)));
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
    expect([...KINDS].filter((kind) => !happened.has(kind))).toEqual([]);
  });

  it("reads the items of no invoice that nothing was done about", async () => {
    await using lab = await openLab(release, (company) => {
      for (const name of ["Alder", "Birch"])
        for (const due of ["-40d", "-20d", "-9d"]) company.customer({ name }).invoice({ amount: 100, due });
    });
    const run = await runOf(lab);
    lab.simulator.calls.clear();
    const debts = (await readDebtBook(run, rememberInvoices(EMPTY_MEMORY))).largestFirst(() => undefined);
    expect(debts.map(({ partnerName, all }) => [partnerName, all.total, all.invoiceCount, all.oldestDueDate])).toEqual([
      ["Alder", 300, 3, "2026-05-06"],
      ["Birch", 300, 3, "2026-05-06"],
    ]);
    const read = lab.simulator.calls.all({ model: "account.move.line", method: "search_read" });
    // the disputed ones, of which there are none
    expect(read).toHaveLength(1);
  });
});
