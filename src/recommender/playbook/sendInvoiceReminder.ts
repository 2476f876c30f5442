import type { OverdueCustomerFinding, ReminderStep } from "#src/analyzers/findings.ts";
import { outreachScopeKey } from "#src/protocol/index.ts";
import { contactChecks, exclusionChecks, invoiceChecks, recipientChecks } from "../checks.ts";
import type { Play } from "../draft.ts";
import { debtScope, invoiceCount, overdueEvidence, overdueReasoning, invoiceRecords, totalSentence } from "../facts.ts";
import { addresseesOf, customerName, emailEffects, replyToOf } from "../recipients.ts";
import { reminderMessage } from "./reminderMessage.ts";

const OPEN = ["not_paid", "partial"];

function stepOf(finding: OverdueCustomerFinding): ReminderStep {
  if (finding.reminder === null) throw new TypeError("No reminder is due for this customer.");
  return finding.reminder;
}

/** One mail to a customer about all its overdue invoices in one company and currency, one level up the ladder. */
export const sendInvoiceReminder: Play<"send_invoice_reminder"> = {
  candidates: (analysis) => (analysis.kind === "financial" ? analysis.overdueCustomers.filter(({ reminder }) => reminder !== null) : []),

  // The level is ours and not Odoo's: no record holds it, so no check could read it again, and `before` is null as for
  // anything that Odoo does not have. What guards it is the look for another reminder inside the window.
  changes: (finding) => {
    const { level } = stepOf(finding);
    return [
      {
        path: "ai_coo.outreach.reminder_level",
        before: null,
        after: level,
        change_type: "set",
        human_label: `Reminder level: ${finding.previousReminder?.level ?? "none"} → ${level}`,
      },
    ];
  },

  checks: (finding, settings) => {
    const { recipient } = stepOf(finding);
    const { customer, company } = finding;
    return [
      ...finding.invoices.flatMap((invoice) => [
        ...invoiceChecks(invoice, OPEN, finding),
        ...exclusionChecks(invoice.number, invoice.exclusion),
      ]),
      ...recipientChecks(recipient, customer.partnerId),
      ...contactChecks(
        {
          scopeKey: outreachScopeKey({ channel: "email", partnerId: customer.partnerId, contextType: "invoice" }),
          windowMinutes: Math.max(settings.emailWindowMinutes, settings.daysBetweenReminders * 1_440),
          timezone: recipient.timezone ?? company.timezone,
        },
        settings,
      ),
    ];
  },

  compose: (finding, { advice }) => {
    const step = stepOf(finding);
    const { customer, company, currency, invoices, total, totalCompany, salesperson } = finding;
    const message = reminderMessage(finding, step, advice.words);
    const addressees = addresseesOf(step.recipient, step.cc);
    const replyTo = replyToOf(salesperson, company);
    const cc = addressees.cc.map(({ email }) => email);
    return {
      operation: {
        type: "send_email",
        inputs: {
          to: [step.recipient.email],
          cc,
          subject: message.subject,
          body_text: message.text,
          body_html: message.html,
          ...(replyTo === undefined ? {} : { reply_to: replyTo }),
          language: message.language,
          record: { model: "account.move", id: invoices[0]!.id },
          attach_invoice_ids: [],
        },
      },
      affected_records: invoiceRecords(customer, invoices, finding.omittedInvoices),
      evidence: overdueEvidence(finding),
      reasoning: [...overdueReasoning(finding), `Level ${step.level} of the reminder ladder (${step.tone}) is due.`].join(" "),
      expected_effect: `${customerName(customer)} gets one mail at ${[step.recipient.email, ...cc].join(", ")} that lists ${invoiceCount(finding)}, and pays ${totalSentence(finding)} or answers. Each invoice gets a note in Odoo.`,
      external_effects: emailEffects(addressees, message.subject, message.text),
      estimated_impact: { cash_in: { amount: total, currency: currency.code }, time_saved_minutes: 10 },
      rollback_strategy: "send_correction_email",
      scope: `${debtScope(finding)}:level-${step.level}`,
      amountAtStake: totalCompany,
    };
  },
};
