import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOLD_REASONS, type FinancialAnalysis } from "#src/analyzers/index.ts";
import { findingOf, notChasedOf, openLab, outcome, type Lab } from "./support.ts";

/**
 * A mini company whose right answer is written beside each customer. Its books are in euros, one euro is
 * 1.25 dollars, and the bank is up to date.
 */
describe.each([14, 19] as const)("the financial analysis on release %i", (release) => {
  let lab: Lab;
  let analysis: FinancialAnalysis;

  beforeAll(async () => {
    lab = await openLab(release, (company) => {
      company.rate({ currency: "USD", perUnit: 1.25, date: "-400d" });
      company.bankEntry({ amount: 9000, date: "-100d", label: "Opening" });
      company.bankEntry({ amount: -700, date: "2026-02-28", label: "Before the three months" });
      company.bankEntry({ amount: -400, date: "2026-03-01", label: "Rent" });
      company.bankEntry({ amount: -600, date: "2026-05-31", label: "Rent" });
      company.bankEntry({ amount: -300, date: "2026-06-01", label: "This month" });
      company.bankEntry({ amount: 500, date: "today" });

      // Reminded of both, although only one is past the first level's days.
      company.customer({ name: "Alder" }).invoice({ amount: 50.5, due: "-2d" }).customer.invoice({ amount: 100, due: "-10d" });
      // A French invoice contact: written to in French.
      company
        .customer({
          name: "Birch",
          lang: "fr_FR",
          country: "FR",
          email: "info@birch.example",
          invoiceContact: { name: "Compta", email: "compta@birch.example", lang: "fr_FR" },
        })
        .invoice({ amount: 500, due: "-30d", currency: "USD" });
      company.customer({ name: "Cedar", email: null }).invoice({ amount: 70, due: "-15d" });
      company.customer({ name: "Dogwood" }).invoice({ amount: 80, due: "-20d", disputed: true });
      // The disputed one is left out, the other is asked for.
      company.customer({ name: "Ebony" }).invoice({ amount: 81, due: "-40d", disputed: true }).customer.invoice({ amount: 19, due: "-9d" });
      company
        .customer({ name: "Fir" })
        .invoice({ amount: 90, due: "-20d" })
        .customer.promise({ until: "+3d", summary: "Pays on Thursday" });
      company.customer({ name: "Gum" }).invoice({ amount: 110, due: "-20d" }).customer.unappliedPayment({ amount: 110, date: "-1d" });
      company.customer({ name: "Hazel" }).invoice({ amount: 120, due: "-20d" }).customer.creditNote({ amount: 20, date: "-5d" });
      company.customer({ name: "Ivy" }).invoice({ amount: 130, due: "-20d" }).customer.mailed({ date: "-1d" });
      company.customer({ name: "Juniper", optedOut: true }).invoice({ amount: 140, due: "-20d" });
      // Two currencies: one message now, the larger debt first.
      company
        .customer({ name: "Kapok" })
        .invoice({ amount: 150, due: "-20d" })
        .customer.invoice({ amount: 250, due: "-20d", currency: "USD" });
      // Thirds due 40 days ago, 10 days ago and in 20 days.
      company.customer({ name: "Larch" }).invoice({
        amount: 900,
        due: "+20d",
        instalments: [
          { due: "-40d", share: 1 / 3 },
          { due: "-10d", share: 1 / 3 },
          { due: "+20d", share: 1 / 3 },
        ],
      });
      company.customer({ name: "Maple" }).invoice({ amount: 0.9, due: "-20d" });
      company.customer({ name: "Nutmeg" }).invoice({ amount: 300, due: "-25d", paid: 120, paidOn: "-20d" });
      company.customer({ name: "Oak" }).invoice({ amount: 60, due: "-3d" });
      company.customer({ name: "Pine" }).invoice({ amount: 61, due: "-5d" });
      company.customer({ name: "Quince" }).invoice({ amount: 500, due: "-75d" });
      company.customer({ name: "Rowan" }).invoice({ amount: 12_000, due: "-8d" });
      // None of these is overdue.
      const sound = company.customer({ name: "Sound" });
      sound.invoice({ amount: 1, due: "today" });
      sound.invoice({ amount: 2, due: "-50d", paid: "all", paidOn: "-3d" });
      sound.invoice({ amount: 3, due: "-50d", draft: true });
      sound.invoice({ amount: 4, due: "-50d" }).cancel();
      company.vendor({ name: "Timber" }).bill({ amount: 250, due: "-95d" });
      company.vendor({ name: "Tools" }).bill({ amount: 40, due: "+5d" });
      company.vendor({ name: "Tools" }).bill({ amount: 41, due: "-5d", paid: "all", paidOn: "-1d" });
    });
    analysis = await lab.analyse();
  });

  afterAll(async () => {
    await lab?.[Symbol.asyncDispose]();
  });

  it("finds the right step, or the right reason, for every overdue customer", () => {
    expect(outcome(analysis)).toEqual({
      "Alder EUR": "level 1",
      "Birch USD": "level 1",
      "Cedar EUR": "no_address",
      "Dogwood EUR": "disputed",
      "Ebony EUR": "level 1",
      "Fir EUR": "promise",
      "Gum EUR": "open_credit",
      "Hazel EUR": "level 1",
      "Ivy EUR": "recently_contacted",
      "Juniper EUR": "suppressed",
      "Kapok USD": "level 1",
      "Kapok EUR": "recently_contacted",
      "Larch EUR": "level 1",
      "Maple EUR": "below_tolerance",
      "Nutmeg EUR": "level 1",
      "Oak EUR": "within_grace",
      "Pine EUR": "next_level_not_due",
      "Quince EUR": "level 1, escalate: age",
      "Rowan EUR": "level 1, escalate: amount",
    });
  });

  it("lists everything that the customer owes, oldest first, with exact sums", () => {
    expect(findingOf(analysis, "Alder")).toMatchObject({
      total: 150.5,
      totalCompany: 150.5,
      daysOverdue: 10,
      currency: { code: "EUR", decimals: 2 },
      invoices: [
        { residual: 100, residualTotal: 100, daysOverdue: 10, dueDate: "2026-06-05", hasInstalments: false, paymentState: "not_paid" },
        { residual: 50.5, daysOverdue: 2, dueDate: "2026-06-13" },
      ],
    });
  });

  it("says exactly what it read, for the check before anything is sent", () => {
    const [invoice] = findingOf(analysis, "Alder")!.invoices;
    expect(invoice!.asRead).toEqual({
      state: "posted",
      payment_state: "not_paid",
      amount_residual: 100,
      invoice_date_due: "2026-06-05",
      partner_id: findingOf(analysis, "Alder")!.customer.partnerId,
    });
    expect(invoice!.exclusion).toEqual({
      model: "account.move.line",
      ids: [invoice!.items[0]!.lineId],
      field: release === 19 ? "no_followup" : "blocked",
    });
  });

  it("writes to the invoice contact, in its language, about the foreign currency", () => {
    expect(findingOf(analysis, "Birch")).toMatchObject({
      customer: { name: "Birch", country: "FR" },
      currency: { code: "USD" },
      total: 500,
      totalCompany: 400,
      reminder: {
        recipient: { email: "compta@birch.example", emailAsRead: "compta@birch.example", lang: "fr_FR", name: "Compta" },
        cc: [],
      },
    });
  });

  it("leaves a disputed invoice out and asks for the others", () => {
    expect(findingOf(analysis, "Ebony")).toMatchObject({
      total: 19,
      daysOverdue: 9,
      invoices: [{ residual: 19 }],
      leftOut: [{ residual: 81, hold: { reason: "disputed" } }],
    });
  });

  it("may hold the whole customer for one dispute instead", async () => {
    const strict = await lab.analyse({ settings: { reminders: { disputeHolds: "customer" } } });
    expect(notChasedOf(strict, "Ebony")).toMatchObject([{ reason: "disputed", total: 100, invoiceCount: 2 }]);
  });

  it("goes on when an open credit is too small to be a payment, and says so", () => {
    expect(findingOf(analysis, "Hazel")).toMatchObject({ total: 120, openCreditCompany: 20 });
  });

  it("asks for the overdue instalments only", () => {
    expect(findingOf(analysis, "Larch")).toMatchObject({
      total: 600,
      daysOverdue: 40,
      invoices: [
        {
          residual: 600,
          residualTotal: 900,
          total: 900,
          hasInstalments: true,
          dueDate: "2026-05-06",
          asRead: { invoice_date_due: "2026-07-05" },
          items: [
            { residual: 300, daysOverdue: 40 },
            { residual: 300, daysOverdue: 10 },
          ],
        },
      ],
    });
  });

  it("asks for what is left of a partly paid invoice", () => {
    expect(findingOf(analysis, "Nutmeg")).toMatchObject({ total: 180, invoices: [{ total: 300, residual: 180, paymentState: "partial" }] });
  });

  it("gives every reason with a sentence and the customer's debt", () => {
    expect(notChasedOf(analysis, "Gum")).toMatchObject([
      {
        total: 110,
        daysOverdue: 20,
        invoiceCount: 1,
        sentence: expect.stringMatching(/^Payments or credit notes of 110\.00 EUR .* could cover INV/),
      },
    ]);
    expect(notChasedOf(analysis, "Fir")[0]!.sentence).toContain('"Pays on Thursday" is planned in Odoo for 2026-06-18');
    expect(notChasedOf(analysis, "Cedar")[0]!.sentence).toBe("Cedar has no e-mail address in Odoo.");
    expect(notChasedOf(analysis, "Kapok")).toMatchObject([{ currency: { code: "EUR" }, total: 150 }]);
    for (const entry of analysis.notChased) expect(HOLD_REASONS).toContain(entry.reason);
    for (const entry of analysis.notChased) expect(entry.sentence).toMatch(/^\S.{10,}\.$/);
  });

  it("puts the largest debts first, by value in the company's currency", () => {
    const left = analysis.notChased.map(({ totalCompany }) => totalCompany);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    const values = analysis.overdueCustomers.map(({ totalCompany }) => totalCompany);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(analysis.overdueCustomers.slice(0, 2).map(({ customer }) => customer.name)).toEqual(["Rowan", "Larch"]);
  });

  it("adds up the figures", () => {
    const [figures] = analysis.metrics;
    expect(figures!.receivables.buckets).toEqual({
      // Sound 1, Larch 300.
      not_due: 301,
      // Alder 150.50, Birch 400, Cedar 70, Dogwood 80, Ebony 19, Fir 90, Hazel 120 - 20, Ivy 130, Juniper 140, Kapok 150 + 200,
      // Larch 300, Maple 0.90, Nutmeg 180, Oak 60, Pine 61, Rowan 12,000; Gum's invoice and payment cancel out but for the bucket.
      "1_30": 14_131.4,
      // Ebony 81, Larch 300.
      "31_60": 381,
      "61_90": 500,
      over_90: 0,
    });
    expect(figures!.payables).toMatchObject({ buckets: { not_due: 40, over_90: 250 }, total: 290, overdue: 250, itemCount: 2 });
    expect(figures!.workingCapital).toMatchObject({ currentLiabilities: 290 });
    expect(figures!.largestCustomers.map(({ name, amount }) => [name, amount])).toEqual([
      ["Rowan", 12_000],
      ["Larch", 900],
      ["Quince", 500],
      ["Birch", 400],
      ["Kapok", 350],
    ]);
    expect(figures!.bank).toEqual({ newestEntry: "2026-06-15", businessDaysOld: 0, isStale: false });
    expect(figures!.overdueCustomers).toBe(18);
  });

  it("measures how long the cash lasts", () => {
    const [figures] = analysis.metrics;
    expect(figures!.cash.total).toBe(figures!.cash.accounts.reduce((sum, { balance }) => sum + balance, 0));
    // 1,000 in March, April and May.
    expect(figures!.runway).toMatchObject({ averageMonthlyOutflow: 333.33, monthsMeasured: 3 });
  });

  it("answers the same to the same question", async () => {
    expect(await lab.analyse()).toEqual(analysis);
  });
});
