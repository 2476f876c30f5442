import { describe, expect, test } from "vitest";
import { confirmationFacts, reminderFacts } from "#src/recommender/advice/draftFacts.ts";
import { checkDraft, type DraftFacts } from "#src/recommender/grounding/index.ts";
import { invoice, overdue, paid, paidInvoice } from "./findings.ts";

const isAccepted = (text: string, facts: DraftFacts): boolean => checkDraft({ opening: [text], closing: [] }, facts).ok;

describe("the facts of a draft say which of them belong together", () => {
  test("of a reminder", () => {
    const other = invoice({
      id: 18,
      number: "INV/2026/00018",
      paymentReference: null,
      residual: 80,
      dueDate: "2026-02-11",
      daysOverdue: 19,
    });
    const facts = reminderFacts(overdue({ invoices: [invoice(), other], total: 1_330 }))!;
    expect(isAccepted("Invoice INV/2026/00017 for €1,250.00 is open.", facts)).toBe(true);
    expect(isAccepted("Invoice INV/2026/00018 for €1,250.00 is open.", facts)).toBe(false);
    expect(isAccepted("Invoice INV/2026/00018 was due on February 11, 2026.", facts)).toBe(true);
    expect(isAccepted("Invoice INV/2026/00017 was due on February 11, 2026.", facts)).toBe(false);
    expect(isAccepted("Invoice INV/2026/00018 is 19 days overdue.", facts)).toBe(true);
    expect(isAccepted("Invoice INV/2026/00017 is 19 days overdue.", facts)).toBe(false);
    expect(isAccepted("The total is €1,330.00.", facts)).toBe(true);
    expect(isAccepted("The total is €80.00.", facts)).toBe(false);
  });

  test("of a payment", () => {
    const [first, second] = [paidInvoice(), paidInvoice({ id: 18, number: "INV/2026/00018", total: 80 })];
    const facts = confirmationFacts(paid({ invoices: [first, second], total: first.total + 80 }));
    expect(isAccepted("We received €80.00 for invoice INV/2026/00018.", facts)).toBe(true);
    expect(isAccepted(`We received €80.00 for invoice ${first.number}.`, facts)).toBe(false);
    expect(isAccepted("The total is €80.00.", facts)).toBe(false);
  });
});
