import { describe, expect, test } from "vitest";
import { bodySha256 } from "#src/protocol/index.ts";
import { generateProposedChanges, generateRevalidationPlan, recommenderSettingsSchema } from "#src/recommender/index.ts";
import { actionOf, checkOf, company, inputsOf, invoice, overdue, recipient, salesperson, step, USD } from "./findings.ts";

describe("a reminder", () => {
  const finding = overdue({
    previousReminder: { level: 1, at: "2026-02-12T10:00:00Z" },
    reminder: step({
      level: 2,
      tone: "firm",
      cc: [
        { ...recipient, email: "boss@azure.example" },
        { ...recipient, email: "BILLING@azure.example" },
      ],
    }),
  });

  test("goes to the invoice address, copies stay copies, nobody twice, and answers reach a person", () => {
    const action = actionOf({ overdueCustomers: [finding] });
    const inputs = inputsOf(action, "send_email");
    expect(inputs).toMatchObject({
      to: ["billing@azure.example"],
      cc: ["boss@azure.example"],
      reply_to: "marie@duval.example",
      attach_invoice_ids: [],
    });
    expect(
      action.external_effects.map(({ recipient_role, recipient: address, recipient_partner_id }) => [
        recipient_role,
        address,
        recipient_partner_id,
      ]),
    ).toEqual([
      ["to", "billing@azure.example", 43],
      ["cc", "boss@azure.example", 43],
    ]);
    for (const effect of action.external_effects) {
      expect(effect).toMatchObject({ subject: inputs.subject, body_sha256: bodySha256(inputs.body_text) });
      expect(inputs.body_text.startsWith(effect.preview)).toBe(true);
    }
  });

  test("moves the level by one, which no record of Odoo holds", () => {
    expect(generateProposedChanges("send_invoice_reminder", finding)).toEqual([
      { path: "ai_coo.outreach.reminder_level", before: null, after: 2, change_type: "set", human_label: "Reminder level: 1 → 2" },
    ]);
    expect(generateProposedChanges("send_invoice_reminder", overdue())[0]?.human_label).toBe("Reminder level: none → 1");
  });

  test("is guarded by dispute, recipient, window and hours", () => {
    const { checks } = generateRevalidationPlan("send_invoice_reminder", { finding });
    expect(Object.fromEntries(checks.slice(8).map(({ check_id, predicate }) => [check_id, predicate]))).toEqual({
      "invoice-17-no_followup": { type: "odoo_field_equals", model: "account.move", id: 17, field: "no_followup", expected: false },
      "recipient-43-exists": { type: "odoo_record_exists", model: "res.partner", id: 43 },
      "recipient-43-email": { type: "odoo_field_equals", model: "res.partner", id: 43, field: "email", expected: "Billing@azure.example" },
      "recipient-43-lang": { type: "odoo_field_in", model: "res.partner", id: 43, field: "lang", allowed: [recipient.lang, null] },
      "recipient-43-is_blacklisted": { type: "odoo_field_equals", model: "res.partner", id: 43, field: "is_blacklisted", expected: false },
      "recipient-43-commercial_partner_id": {
        type: "odoo_field_equals",
        model: "res.partner",
        id: 43,
        field: "commercial_partner_id",
        expected: 42,
      },
      "no-duplicate": { type: "no_duplicate_action_in_window", scope_key: "email:partner:42:invoice", window_minutes: 5 * 1_440 },
      "quiet-hours": {
        type: "quiet_hours_ok",
        timezone: "America/New_York",
        business_hours_start: "09:00",
        business_hours_end: "17:00",
        days: [1, 2, 3, 4, 5],
      },
    });
  });

  test("expects of each invoice what was read of it", () => {
    const action = actionOf({
      overdueCustomers: [
        overdue({
          invoices: [
            invoice({
              residual: 99.5,
              residualTotal: 300,
              asRead: { state: "posted", payment_state: "partial", amount_residual: 300, invoice_date_due: "2026-05-01", partner_id: 44 },
            }),
          ],
        }),
      ],
    });
    expect(checkOf(action, "invoice-17-payment_state")).toMatchObject({ type: "odoo_field_in", allowed: ["not_paid", "partial"] });
    expect(checkOf(action, "invoice-17-amount_residual")).toMatchObject({ type: "odoo_field_equals", expected: 300 });
    expect(checkOf(action, "invoice-17-invoice_date_due")).toMatchObject({ expected: "2026-05-01" });
    expect(checkOf(action, `recipient-${recipient.partnerId}-lang`)).toMatchObject({
      type: "odoo_field_in",
      allowed: [recipient.lang, null],
    });
    expect(checkOf(action, "invoice-17-partner_id")).toMatchObject({ expected: 44 });
  });

  test("looks for a dispute where the server keeps it, and nowhere when it has no such field", () => {
    const onLines = invoice({ exclusion: { model: "account.move.line", ids: [170, 171], field: "blocked" } });
    const nowhere = invoice({ id: 18, number: "INV/2026/00018", exclusion: null });
    const { checks } = generateRevalidationPlan("send_invoice_reminder", { finding: overdue({ invoices: [onLines, nowhere] }) });
    expect(checks.filter(({ description }) => description.includes("disputed")).map(({ check_id }) => check_id)).toEqual([
      "line-170-blocked",
      "line-171-blocked",
    ]);
  });

  test("keeps to the company's hours when the recipient's zone is unknown", () => {
    const plan = generateRevalidationPlan("send_invoice_reminder", {
      finding: overdue({ reminder: step({ recipient: { ...recipient, timezone: null } }) }),
    });
    expect(plan.checks.at(-1)?.predicate).toMatchObject({ timezone: "Europe/Brussels" });
  });

  test("has a key of customer, company, currency and level on the company's day", () => {
    const late = new Date("2026-03-02T23:30:00Z"); // past midnight in Brussels
    expect(actionOf({ overdueCustomers: [finding] }, { now: late }).idempotency_key).toBe(
      "org-1:send_invoice_reminder:partner-42:company-1:EUR:level-2:2026-03-03",
    );
  });

  test("speaks of a total only where invoices are added up, and of working days only where some are none", () => {
    const two = actionOf({ overdueCustomers: [overdue({ invoices: [invoice(), invoice({ id: 18, number: "INV/2026/00018" })] })] });
    expect(two.reasoning).toMatch(
      /^Azure Interior has 2 overdue invoices, 2,500.00 EUR in total. The oldest, INV\/2026\/00017, was due on/,
    );
    const hours = (days: readonly number[]) => {
      const settings = recommenderSettingsSchema.parse({ businessHours: { days } });
      const { checks } = generateRevalidationPlan("send_invoice_reminder", { finding: overdue(), settings });
      return checks.find(({ check_id: id }) => id === "quiet-hours")?.description;
    };
    expect(hours([1, 2, 3, 4, 5])).toBe("It is between 09:00 and 17:00 on a working day in America/New_York");
    expect(hours([1, 2, 3, 4, 5, 6, 7])).toBe("It is between 09:00 and 17:00 in America/New_York");
  });

  test("says in numbers why, and what it would bring", () => {
    const left = {
      id: 20,
      number: "INV/2026/00020",
      residual: 10,
      hold: { reason: "disputed", sentence: "Marked as disputed.", until: null, record: null },
    } as const;
    const action = actionOf({
      overdueCustomers: [
        overdue({ previousReminder: finding.previousReminder, reminder: finding.reminder, leftOut: [left], openCreditCompany: 5 }),
      ],
    });
    expect(action.reasoning).toBe(
      "Azure Interior has 1 overdue invoice of 1,250.00 EUR. INV/2026/00017 was due on 2026-02-01, 29 days ago. The last reminder, level 1, was sent on 2026-02-12. 1 more invoice is left out: INV/2026/00020. Level 2 of the reminder ladder (firm) is due.",
    );
    expect(action.estimated_impact?.cash_in).toEqual({ amount: 1250, currency: "EUR" });
    expect(action.evidence.slice(2)).toEqual([
      { label: "Total overdue", value: "1,250.00 EUR" },
      {
        label: "Invoice INV/2026/00017",
        value: "1,250.00 EUR overdue, due 2026-02-01, 29 days overdue",
        record: { model: "account.move", id: 17 },
      },
      { label: "Left out: invoice INV/2026/00020", value: "10.00 EUR: Marked as disputed.", record: { model: "account.move", id: 20 } },
      { label: "Last reminder", value: "level 1, 2026-02-12" },
      { label: "Open payments and credit notes", value: "5.00 EUR" },
      { label: "Salesperson", value: "Marie Curie", record: { model: "res.users", id: 7 } },
    ]);
  });

  test("names a foreign total in the company's currency too", () => {
    const action = actionOf({ overdueCustomers: [overdue({ currency: USD, totalCompany: 1_150 })] });
    expect(action.evidence[2]).toEqual({ label: "Total overdue", value: "1,250.00 USD (1,150.00 EUR)" });
    expect(action.estimated_impact?.cash_in).toEqual({ amount: 1250, currency: "USD" });
  });

  test("answers to the company when no salesperson can be written to, and to nobody rather than to a wrong address", () => {
    const silent = { ...salesperson, email: null };
    expect(inputsOf(actionOf({ overdueCustomers: [overdue({ salesperson: silent })] }), "send_email").reply_to).toBe(
      "office@duval.example",
    );
    const nobody = overdue({ salesperson: null, company: { ...company, email: "office at duval" } });
    expect(inputsOf(actionOf({ overdueCustomers: [nobody] }), "send_email")).not.toHaveProperty("reply_to");
  });
});
