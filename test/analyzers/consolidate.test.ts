import { describe, expect, it } from "vitest";
import { EMPTY_MEMORY, type OutreachMemory } from "#src/analyzers/findings.ts";
import { DebtBook, type StreamedItem } from "#src/analyzers/overdue/consolidate.ts";
import { rememberCustomers, rememberInvoices } from "#src/analyzers/overdue/memory.ts";

const EUR = 1;
const USD = 2;

function item(values: Partial<StreamedItem>): StreamedItem {
  const base = {
    invoiceId: 1,
    partner: { id: 10, name: "Alder" },
    currencyId: EUR,
    dueDate: "2026-01-10",
    residual: 100,
    residualCompany: 100,
  };
  return { ...base, disputed: false, ...values };
}

function book(items: readonly Partial<StreamedItem>[], memory: Partial<OutreachMemory> = {}): DebtBook {
  const debts = new DebtBook(rememberInvoices({ ...EMPTY_MEMORY, ...memory }), 1);
  for (const one of items) debts.add(item(one));
  return debts;
}

const same = (): undefined => undefined;

describe("the debts of customers", () => {
  it("adds up per customer and never across currencies, largest value in the company's currency first", () => {
    const debts = book([
      { invoiceId: 1, residual: 100 },
      { invoiceId: 2, residual: 50, residualCompany: 50, dueDate: "2025-12-24" },
      { invoiceId: 3, currencyId: USD, residual: 1000, residualCompany: 900 },
      { invoiceId: 4, partner: { id: 11, name: "Birch" }, residual: 200, residualCompany: 200 },
    ]).largestFirst(same);
    expect(debts.map(({ partnerName, currencyId, all }) => [partnerName, currencyId, all.total, all.totalCompany])).toEqual([
      ["Alder", USD, 1000, 900],
      ["Birch", EUR, 200, 200],
      ["Alder", EUR, 150, 150],
    ]);
    expect(debts[2]!.all).toMatchObject({ invoiceCount: 2, oldestDueDate: "2025-12-24" });
  });

  it("counts the instalments of an invoice as one invoice", () => {
    const [debt] = book([{ invoiceId: 1 }, { invoiceId: 1 }, { invoiceId: 2 }]).largestFirst(same);
    expect(debt!.all).toMatchObject({ total: 300, invoiceCount: 2 });
  });

  it("keeps disputed and small items apart from what may be asked for", () => {
    const [debt] = book([
      { invoiceId: 1, residual: 1, residualCompany: 1, dueDate: "2024-01-01" },
      { invoiceId: 2, disputed: true, residual: 500, residualCompany: 500, dueDate: "2024-06-01" },
      { invoiceId: 3, residual: 80, residualCompany: 80, dueDate: "2026-01-05" },
    ]).largestFirst(same);
    expect(debt!.all).toMatchObject({ total: 581, oldestDueDate: "2024-01-01" });
    expect(debt!.askable).toMatchObject({ total: 80, oldestDueDate: "2026-01-05", invoiceCount: 1 });
    expect(debt!.disputed).toMatchObject({ total: 500, lastInvoiceId: 2 });
  });

  it("has nothing to ask for when everything is disputed", () => {
    const [debt] = book([{ disputed: true }]).largestFirst(same);
    expect(debt!.askable).toBeNull();
  });

  it("joins a contact's debt with that of the company it came under", () => {
    const debts = book([
      { invoiceId: 1, partner: { id: 20, name: "Jo" } },
      { invoiceId: 2, partner: { id: 10, name: "Alder" } },
    ]).largestFirst((id) => (id === 20 ? { id: 10, name: "Alder" } : undefined));
    expect(debts).toHaveLength(1);
    expect(debts[0]).toMatchObject({ partnerId: 10, partnerName: "Alder", all: { total: 200, invoiceCount: 2 } });
  });

  it("stays as small as the customers are few", () => {
    const debts = new DebtBook(rememberInvoices(EMPTY_MEMORY), 0);
    for (let index = 0; index < 100_000; index++) debts.add(item({ invoiceId: index, partner: { id: index % 7, name: "Any" } }));
    const list = debts.largestFirst(same);
    expect(list).toHaveLength(7);
    expect(JSON.stringify(list).length).toBeLessThan(7 * 1000);
    expect(list.reduce((sum, { all }) => sum + all.invoiceCount, 0)).toBe(100_000);
  });
});

describe("what is remembered", () => {
  const reminder = (level: number, at: string, invoiceIds: number[]): OutreachMemory["reminders"][number] => ({
    partnerId: 10,
    companyId: 1,
    currency: "EUR",
    level,
    at,
    invoiceIds,
  });

  it("is the highest level of an invoice that is still overdue, and the last reminder of any", () => {
    const reminders = [
      reminder(1, "2026-01-01T00:00:00.000Z", [1, 2]),
      reminder(2, "2026-01-20T00:00:00.000Z", [1]),
      reminder(1, "2026-02-01T00:00:00.000Z", [3]),
      reminder(3, "2026-03-01T00:00:00.000Z", [99]),
    ];
    const [debt] = book([{ invoiceId: 1 }, { invoiceId: 3 }], { reminders }).largestFirst(same);
    expect(debt!.all.previous).toEqual({ level: 2, at: "2026-02-01T00:00:00.000Z" });
  });

  it("begins anew when the reminded invoices have been paid", () => {
    const [debt] = book([{ invoiceId: 5 }], { reminders: [reminder(3, "2026-01-01T00:00:00.000Z", [1])] }).largestFirst(same);
    expect(debt!.all.previous).toBeNull();
  });

  it("counts a reminder whose invoices nobody wrote down for all of the customer, and of nobody else", () => {
    const reminders = [reminder(2, "2026-01-01T00:00:00.000Z", [])];
    const debts = book([{ invoiceId: 5 }, { invoiceId: 6, partner: { id: 11, name: "Birch" } }], { reminders }).largestFirst(same);
    expect(debts.map(({ all }) => all.previous?.level)).toEqual([2, undefined]);
  });

  it("knows which invoices people already have", () => {
    const at = "2026-01-01T00:00:00.000Z";
    const handovers = [
      { actionType: "create_collection_task", partnerId: 10, at, invoiceIds: [1] },
      { actionType: "escalate_overdue_invoice", partnerId: 10, at, invoiceIds: [2] },
    ] as const;
    const memory = rememberInvoices({ ...EMPTY_MEMORY, handovers });
    expect(memory.about(1, 10)).toEqual({ previous: null, collectionMade: true, escalationMade: false });
    expect(memory.about(2, 10)).toEqual({ previous: null, collectionMade: false, escalationMade: true });
    expect(memory.about(3, 10)).toEqual({ previous: null, collectionMade: false, escalationMade: false });
  });

  it("finds the latest contact, promise and waiting actions of a customer and its contacts", () => {
    const said = {
      id: "1",
      kind: "promise",
      partnerId: 10,
      companyId: null,
      currency: null,
      amount: null,
      invoiceIds: [],
      until: "2026-02-01",
      note: null,
      recordedAt: "2026-01-01T00:00:00.000Z",
      brokenAt: null,
    } as const;
    const memories = rememberCustomers({
      ...EMPTY_MEMORY,
      lastContacts: [
        { partnerId: 10, channel: "email", at: "2026-01-01T00:00:00.000Z" },
        { partnerId: 10, channel: "sms", at: "2026-01-03T00:00:00.000Z" },
        { partnerId: 12, channel: "email", at: "2026-01-02T00:00:00.000Z" },
      ],
      commitments: [said],
      resumes: [{ partnerId: 12, companyId: null, currency: null, at: "2026-01-04T00:00:00.000Z" }],
      pending: [
        { scopeKey: "email:partner:12:invoice", partnerId: 12, actionType: "send_invoice_reminder", model: "account.move", recordIds: [1] },
      ],
      suppressed: [
        { channel: "email", address: "Gone@client.example" },
        { channel: "sms", address: "+33612345678" },
      ],
    });
    expect(memories.of([10, 12])).toEqual({
      lastContactAt: "2026-01-03T00:00:00.000Z",
      recorded: { commitments: [said], resumes: [{ partnerId: 12, companyId: null, currency: null, at: "2026-01-04T00:00:00.000Z" }] },
      pending: new Set(["send_invoice_reminder"]),
      rejected: [],
    });
    expect(memories.of([99])).toEqual({
      lastContactAt: null,
      recorded: { commitments: [], resumes: [] },
      pending: new Set(),
      rejected: [],
    });
    expect(memories.isSuppressed("gone@CLIENT.example")).toBe(true);
    expect(memories.isSuppressed("+33612345678")).toBe(false);
  });
});
