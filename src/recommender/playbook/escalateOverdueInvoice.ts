import type { EscalationStep, OverdueCustomerFinding, OverdueInvoice } from "#src/analyzers/findings.ts";
import { cleanLine } from "../clean.ts";
import { customerChecks, exclusionChecks, invoiceChecks } from "../checks.ts";
import type { Play } from "../draft.ts";
import {
  debtScope,
  invoiceCount,
  invoiceNumber,
  invoiceLines,
  overdueEvidence,
  overdueReasoning,
  phoneLines,
  invoiceRecords,
  totalSentence,
  workingDayIn,
} from "../facts.ts";
import { customerName } from "../recipients.ts";

const OPEN = ["not_paid", "partial"];
/** By external id: the database ids of activity types differ between servers. */
const CALL = "mail.mail_activity_data_call";
/** Invoices written out in the note; the others are counted. */
const LISTED = 20;

function stepOf(finding: OverdueCustomerFinding): EscalationStep {
  if (finding.escalation === null) throw new TypeError("No escalation is due for this customer.");
  return finding.escalation;
}

/** The invoice that the call is planned on. */
function invoiceOf(finding: OverdueCustomerFinding): OverdueInvoice {
  const invoice = finding.invoices.find(({ id }) => id === stepOf(finding).invoiceId);
  if (invoice === undefined) throw new TypeError("The invoice to escalate is not among the overdue ones.");
  return invoice;
}

function summary(finding: OverdueCustomerFinding): string {
  return `Call ${customerName(finding.customer, 80)}: ${totalSentence(finding)} overdue`;
}

/** A call for the responsible salesperson, planned on the invoice. */
export const escalateOverdueInvoice: Play<"escalate_overdue_invoice"> = {
  candidates: (analysis) =>
    analysis.kind === "financial" ? analysis.overdueCustomers.filter(({ escalation }) => escalation !== null) : [],

  changes: (finding) => [
    {
      path: "mail.activity.summary",
      before: null,
      after: summary(finding),
      change_type: "add",
      human_label: `New call on invoice ${invoiceNumber(invoiceOf(finding))}: ${summary(finding)}`,
    },
  ],

  checks: (finding) => [
    ...customerChecks(finding.customer.partnerId),
    ...finding.invoices.flatMap((invoice) => [
      ...invoiceChecks(invoice, OPEN, finding),
      ...exclusionChecks(invoice.number, invoice.exclusion),
    ]),
  ],

  compose: (finding, { now, settings }) => {
    const { because } = stepOf(finding);
    const { customer, company, currency, invoices, total, totalCompany, salesperson } = finding;
    const invoice = invoiceOf(finding);
    const deadline = workingDayIn(settings.escalationDueInDays, company, now, settings.businessHours.days);
    const note = [cleanLine(because, 500), ...invoiceLines(finding, LISTED), ...phoneLines(customer)].join("\n");
    const caller = salesperson === null ? "the responsible person" : cleanLine(salesperson.name, 120) || `user ${salesperson.userId}`;
    return {
      operation: {
        type: "log_odoo_activity",
        inputs: {
          res_model: "account.move",
          res_id: invoice.id,
          activity_type: CALL,
          summary: summary(finding),
          note,
          date_deadline: deadline,
          ...(salesperson === null ? {} : { user_id: salesperson.userId }),
        },
      },
      affected_records: invoiceRecords(customer, invoices, finding.omittedInvoices),
      evidence: overdueEvidence(finding),
      reasoning: [...overdueReasoning(finding), cleanLine(because, 500)].join(" "),
      expected_effect: `A call to ${customerName(customer)} is planned for ${caller} by ${deadline}, on invoice ${invoiceNumber(invoice)}, about ${invoiceCount(finding)}. Nobody outside is contacted.`,
      external_effects: [],
      estimated_impact: { cash_in: { amount: total, currency: currency.code }, time_saved_minutes: 5 },
      rollback_strategy: "manual",
      scope: debtScope(finding),
      amountAtStake: totalCompany,
    };
  },
};
