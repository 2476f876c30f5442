import { describe, expect, test } from "vitest";
import { fingerprint, OPERATION_OF, validateActionProtocol } from "#src/protocol/index.ts";
import { DEFAULT_RECOMMENDER_SETTINGS, recommenderSettingsSchema, type PlaybookActionType } from "#src/recommender/index.ts";
import {
  actionOf,
  checkOf,
  customer,
  EUR,
  inputsOf,
  invoice,
  NOW,
  overdue,
  paid,
  paidInvoice,
  recipient,
  recommend,
  step,
} from "./findings.ts";

const collection = overdue({
  reminder: null,
  previousReminder: { level: 3, at: "2026-02-20T10:00:00Z" },
  collection: {
    lastLevel: 3,
    lastReminderAt: "2026-02-20T10:00:00Z",
    because: "The last reminder was sent 10 days ago and the debt is still there.",
  },
});
const escalation = overdue({
  reminder: null,
  escalation: { cause: "age", invoiceId: 18, because: "Overdue for more than 60 days." },
  invoices: [invoice({ daysOverdue: 75, dueDate: "2025-12-17" }), invoice({ id: 18, number: "INV/2026/00018" })],
});
const EXAMPLES = {
  send_invoice_reminder: { overdueCustomers: [overdue()] },
  create_collection_task: { overdueCustomers: [collection] },
  escalate_overdue_invoice: { overdueCustomers: [escalation] },
  send_payment_confirmation: { paidInvoices: [paid()] },
} as const satisfies Partial<Record<PlaybookActionType, Parameters<typeof recommend>[0]>>;

describe.each(Object.entries(EXAMPLES))("%s", (actionType, findings) => {
  const type = actionType as keyof typeof EXAMPLES;

  test("is a valid action of the protocol, the same for the same finding", () => {
    const action = actionOf(findings);
    expect(validateActionProtocol(JSON.parse(JSON.stringify(action)))).toEqual({ ok: true, action });
    expect(action).toMatchObject({
      action_type: type,
      safe_operation: OPERATION_OF[type],
      org_id: "org-1",
      created_by: "system:ai-coo",
      created_at: "2026-03-02T09:00:00.000Z",
      expires_at: "2026-03-03T09:00:00.000Z",
      approval: { required: true, channels: ["in_app", "email"], min_approvals: 1 },
    });
    expect(fingerprint(actionOf(findings))).toBe(fingerprint(action));
  });

  test("names the company, the customer and every invoice as evidence, each with its record", () => {
    const { evidence, affected_records } = actionOf(findings);
    expect(evidence[0]).toEqual({ label: "Company", value: "Meubles Duval", record: { model: "res.company", id: 1 } });
    expect(evidence[1]).toEqual({ label: "Customer", value: "Azure Interior", record: { model: "res.partner", id: 42 } });
    const invoices = evidence.flatMap(({ record }) => (record?.model === "account.move" ? [record.id] : []));
    expect(invoices).toEqual(affected_records.ids);
    expect(affected_records).toMatchObject({ model: "account.move", partner_id: 42, partner_name: "Azure Interior" });
  });

  test("blocks unless every invoice is as it was read", () => {
    const action = actionOf(findings);
    expect(action.revalidation_plan.checks.every(({ severity_on_fail }) => severity_on_fail === "block")).toBe(true);
    for (const id of action.affected_records.ids) {
      expect(checkOf(action, `invoice-${id}-exists`)).toEqual({ type: "odoo_record_exists", model: "account.move", id });
      const fields = ["state", "payment_state", "amount_residual", "invoice_date_due", "partner_id", "currency_id", "company_id"];
      for (const field of fields) expect(checkOf(action, `invoice-${id}-${field}`)).toMatchObject({ model: "account.move", id, field });
    }
  });
});

describe("a collection task", () => {
  test("tells a person everything needed to collect, by a working day", () => {
    const settings = recommenderSettingsSchema.parse({ collectionTask: { projectId: 5, dueInDays: 5 } });
    const inputs = inputsOf(actionOf({ overdueCustomers: [collection] }, { settings }), "create_odoo_task");
    expect(inputs).toEqual({
      name: "Collect 1,250.00 EUR from Azure Interior (1 invoice, 29 days overdue)",
      description: `The last reminder was sent 10 days ago and the debt is still there.

- INV/2026/00017: 1,250.00 EUR overdue, due 2026-02-01, 29 days overdue

Total overdue: 1,250.00 EUR
Phone: +1 555 0100
Salesperson: Marie Curie`,
      project_id: 5,
      user_ids: [7],
      // five days from Monday is a Saturday
      date_deadline: "2026-03-09",
      priority: "1",
      partner_id: 42,
    });
  });

  test("goes to the salesperson alone without a project, as Odoo shows it to its assignees only", () => {
    const inputs = inputsOf(actionOf({ overdueCustomers: [collection] }), "create_odoo_task");
    expect(inputs.user_ids).toEqual([7]);
    expect(inputs).not.toHaveProperty("project_id");
  });

  test("is not proposed where nobody would see it", () => {
    const { actions, notProposed } = recommend({ overdueCustomers: [{ ...collection, salesperson: null }] });
    expect(actions).toEqual([]);
    expect(notProposed).toMatchObject([
      { actionType: "create_collection_task", sentence: expect.stringContaining("nobody would see the task") as string },
    ]);
  });

  test("contacts nobody and counts what it does not list", () => {
    const action = actionOf({ overdueCustomers: [{ ...collection, omittedInvoices: 900, total: 1_000_000, totalCompany: 1_000_000 }] });
    expect(action.external_effects).toEqual([]);
    expect(action.affected_records.record_name).toBe("INV/2026/00017 and 900 more");
    expect(inputsOf(action, "create_odoo_task").name).toContain("(901 invoices,");
    expect(action.revalidation_plan.checks.some(({ predicate }) => predicate.type === "no_duplicate_action_in_window")).toBe(false);
    expect(action.idempotency_key).toBe("org-1:create_collection_task:partner-42:company-1:EUR:2026-03-02");
  });
});

test.each([
  ["a collection task", collection],
  ["an escalation", escalation],
])("%s asks whether the customer is still there", (_name, finding) => {
  expect(checkOf(actionOf({ overdueCustomers: [finding] }), "customer-exists")).toEqual({
    type: "odoo_record_exists",
    model: "res.partner",
    id: 42,
  });
});

test("an escalation plans a call for the salesperson on the invoice, the next working day", () => {
  const action = actionOf({ overdueCustomers: [escalation] }, { now: new Date("2026-03-06T09:00:00Z") });
  expect(inputsOf(action, "log_odoo_activity")).toEqual({
    res_model: "account.move",
    res_id: 18,
    activity_type: "mail.mail_activity_data_call",
    summary: "Call Azure Interior: 2,500.00 EUR overdue",
    note: `Overdue for more than 60 days.
- INV/2026/00017: 1,250.00 EUR overdue, due 2025-12-17, 75 days overdue
- INV/2026/00018: 1,250.00 EUR overdue, due 2026-02-01, 29 days overdue
Phone: +1 555 0100`,
    date_deadline: "2026-03-09",
    user_id: 7,
  });
  expect(action.risk_level).toBe("high");
});

describe("a payment confirmation", () => {
  test("needs the invoices to be paid still, and is counted apart from reminders", () => {
    const action = actionOf({ paidInvoices: [paid({ invoices: [paidInvoice(), paidInvoice({ id: 9, number: "INV/2026/00009" })] })] });
    expect(checkOf(action, "invoice-9-payment_state")).toMatchObject({ allowed: ["paid"] });
    expect(checkOf(action, "invoice-9-amount_total")).toMatchObject({ type: "odoo_field_equals", expected: paidInvoice().total });
    expect(checkOf(action, "no-duplicate")).toMatchObject({ scope_key: "email:partner:42:customer", window_minutes: 240 });
    expect(action.idempotency_key).toBe("org-1:send_payment_confirmation:partner-42:company-1:EUR:invoice-9:2026-03-02");
    expect(action.risk_level).toBe("low");
  });
});

test("the risk is the type's own, and what is at stake is handed on in the company's currency, for policy to raise it", () => {
  const { actions, amountsAtStake } = recommend({ overdueCustomers: [overdue({ total: 1_000_000, totalCompany: 6_400 })] });
  expect(actions.map(({ action_id, risk_level }) => [risk_level, amountsAtStake.get(action_id)])).toEqual([["medium", 6_400]]);
});

describe("one bad candidate never stops the others", () => {
  const other = overdue({ customer: { ...customer, partnerId: 50 } });

  test("an address that is none, a currency that is none, an invoice that is not there", () => {
    const { actions, notProposed } = recommend({
      overdueCustomers: [
        overdue({ reminder: step({ recipient: { ...recipient, email: "nobody" } }) }),
        overdue({ customer: { ...customer, partnerId: 43 }, currency: { ...EUR, code: "euros!" } }),
        overdue({ customer: { ...customer, partnerId: 44 }, reminder: null, escalation: { cause: "age", invoiceId: 99, because: "Old." } }),
        other,
      ],
    });
    expect(actions.map(({ affected_records }) => affected_records.partner_id)).toEqual([50]);
    expect(notProposed).toEqual([
      {
        actionType: "send_invoice_reminder",
        companyId: 1,
        currency: "EUR",
        partnerId: 42,
        partnerName: "Azure Interior",
        reason: "invalid",
        sentence: expect.stringContaining("operation.inputs.to.0") as unknown,
      },
      {
        actionType: "send_invoice_reminder",
        companyId: 1,
        currency: "euros!",
        partnerId: 43,
        partnerName: "Azure Interior",
        reason: "failed",
        sentence: expect.stringContaining("could not be composed") as unknown,
      },
      {
        actionType: "escalate_overdue_invoice",
        companyId: 1,
        currency: "EUR",
        partnerId: 44,
        partnerName: "Azure Interior",
        reason: "failed",
        sentence: expect.stringContaining("is not among the overdue ones") as unknown,
      },
    ]);
  });

  test("the same action twice in a run", () => {
    const { actions, notProposed } = recommend({ overdueCustomers: [other, other] });
    expect(actions).toHaveLength(1);
    expect(notProposed).toMatchObject([{ partnerId: 50, reason: "duplicate" }]);
  });
});

test("a customer can get a call beside a reminder; the more urgent comes first, and what is alike keeps the analysis' order", () => {
  const both = overdue({ escalation: { cause: "amount", invoiceId: 17, because: "A large sum." } });
  const second = overdue({ customer: { ...customer, partnerId: 50 } });
  const { actions } = recommend({ overdueCustomers: [both, second], paidInvoices: [paid()] });
  expect(actions.map(({ action_type, affected_records }) => [action_type, affected_records.partner_id])).toEqual([
    ["escalate_overdue_invoice", 42],
    ["send_invoice_reminder", 42],
    ["send_invoice_reminder", 50],
    ["send_payment_confirmation", 42],
  ]);
});

test("settings decide life, hours and window", () => {
  const settings = recommenderSettingsSchema.parse({
    expiryHours: 48,
    businessHours: { start: "08:00", end: "20:00", days: [1, 6] },
    emailWindowMinutes: 60,
    daysBetweenReminders: 0,
  });
  const action = actionOf({ overdueCustomers: [overdue()] }, { settings, analysisId: "financial-1" });
  expect(action).toMatchObject({ expires_at: new Date(NOW.getTime() + 48 * 3_600_000).toISOString(), analysis_id: "financial-1" });
  expect(checkOf(action, "quiet-hours")).toMatchObject({ business_hours_start: "08:00", business_hours_end: "20:00", days: [1, 6] });
  expect(checkOf(action, "no-duplicate")).toMatchObject({ window_minutes: 60 });
  expect(recommenderSettingsSchema.parse({})).toEqual(DEFAULT_RECOMMENDER_SETTINGS);
});

test("a hundred invoices fit one message, and five hundred one action", () => {
  const many = Array.from({ length: 500 }, (_, index) =>
    invoice({ id: index + 1, number: `INV/2026/${String(index + 1).padStart(5, "0")}`, residual: 0.1 }),
  );
  const action = actionOf({ overdueCustomers: [overdue({ invoices: many, total: 50, totalCompany: 50 })] });
  expect(action.affected_records.ids).toHaveLength(500);
  expect(inputsOf(action, "send_email").body_text.match(/^- Invoice/gm)).toHaveLength(500);
  expect(inputsOf(action, "send_email").body_text).toContain("Total overdue: €50.00");
});
