import type { PaidInvoiceFinding } from "#src/analyzers/findings.ts";
import { outreachScopeKey, type Evidence } from "#src/protocol/index.ts";
import { outwardName, outwardNumber } from "../outward.ts";
import { contactChecks, invoiceChecks, totalChecks, recipientChecks } from "../checks.ts";
import type { Play } from "../draft.ts";
import { companyEvidence, customerEvidence, debtScope, invoiceNumber, invoiceNumbers, invoiceRecords } from "../facts.ts";
import { count, longDate, messageLocale, money, plainMoney } from "../format.ts";
import type { Draft } from "../grounding/index.ts";
import { renderHtml, renderText, type Block } from "../message.ts";
import { addresseesOf, customerName, emailEffects, replyToOf, signatureOf } from "../recipients.ts";
import { TEXTS } from "../texts/index.ts";
import { mailOf, paragraph, type Message } from "./reminderMessage.ts";

/** The thanks for a payment in the recipient's language. */
function confirmationMessage(
  { invoices, currency, company, recipient, salesperson, total }: PaidInvoiceFinding,
  drafted: Draft | undefined,
): Message {
  const { language, tag } = messageLocale(recipient.lang);
  const texts = TEXTS[language];
  const { confirmation } = texts;
  const mail = mailOf(drafted);
  const lines = invoices.map((invoice) => ({
    number: outwardNumber(invoice),
    date: invoice.date === null ? null : longDate(invoice.date, tag),
    paidOn: longDate(invoice.paidOn, tag),
    total: money(invoice.total, currency, tag),
  }));
  const blocks: Block[] = [
    { kind: "paragraph", lines: [texts.greeting(outwardName(recipient.name))] },
    ...(mail?.opening ?? [confirmation.opening(lines.length)]).map(paragraph),
    {
      kind: "table",
      headings: confirmation.headings,
      rows: lines.map((line) => ({ line: confirmation.line(line), cells: [line.number, line.date ?? "", line.paidOn, line.total] })),
    },
    ...(lines.length > 1 ? [{ kind: "strong", text: confirmation.total(money(total, currency, tag)) } as const] : []),
    ...(mail?.closing ?? []).map(paragraph),
    { kind: "paragraph", lines: [texts.contact] },
    { kind: "paragraph", lines: [texts.regards, ...signatureOf(salesperson, company)] },
  ];
  const onlyInvoice = lines.length === 1 ? lines[0]!.number : null;
  return {
    subject: mail?.subject ?? confirmation.subject(lines.length, onlyInvoice),
    text: renderText(blocks),
    html: renderHtml(blocks, tag),
    language: tag,
  };
}

function evidenceOf({ company, customer, currency, invoices }: PaidInvoiceFinding): Evidence[] {
  return [
    companyEvidence(company),
    customerEvidence(customer),
    ...invoices.map((invoice): Evidence => ({
      label: `Invoice ${invoiceNumber(invoice)}`,
      value: `${plainMoney(invoice.total, currency)}, reminded, paid and reconciled on ${invoice.paidOn}`,
      record: { model: "account.move", id: invoice.id },
    })),
  ];
}

/** Thanks to a customer that was reminded and has paid, once. */
export const sendPaymentConfirmation: Play<"send_payment_confirmation"> = {
  candidates: (analysis) => (analysis.kind === "financial" ? analysis.paidInvoices : []),

  changes: ({ invoices }) => [
    {
      path: "ai_coo.outreach.payment_confirmed",
      before: null,
      after: true,
      change_type: "set",
      human_label: `Payment confirmed to the customer: no → yes (${invoiceNumbers(invoices)})`,
    },
  ],

  checks: (finding, settings) => [
    ...finding.invoices.flatMap((invoice) => [
      ...invoiceChecks(invoice, [invoice.asRead.payment_state], finding),
      ...totalChecks(invoice, finding.currency),
    ]),
    ...recipientChecks(finding.recipient, finding.customer.partnerId),
    ...contactChecks(
      {
        // apart from reminders, which may not keep a thank-you back for days
        scopeKey: outreachScopeKey({ channel: "email", partnerId: finding.customer.partnerId, contextType: "customer" }),
        windowMinutes: settings.emailWindowMinutes,
        timezone: finding.recipient.timezone ?? finding.company.timezone,
      },
      settings,
    ),
  ],

  compose: (finding, { advice }) => {
    const { customer, company, currency, invoices, total, totalCompany, salesperson, recipient } = finding;
    const message = confirmationMessage(finding, advice.words);
    const addressees = addresseesOf(recipient, finding.cc);
    const replyTo = replyToOf(salesperson, company);
    const paid = `${count(invoices.length, "reminded invoice", "reminded invoices")} (${invoiceNumbers(invoices)}), ${plainMoney(total, currency)}${invoices.length === 1 ? "" : " in total"}`;
    return {
      operation: {
        type: "send_email",
        inputs: {
          to: [recipient.email],
          cc: addressees.cc.map(({ email }) => email),
          subject: message.subject,
          body_text: message.text,
          body_html: message.html,
          ...(replyTo === undefined ? {} : { reply_to: replyTo }),
          language: message.language,
          record: { model: "account.move", id: invoices[0]!.id },
          attach_invoice_ids: [],
        },
      },
      affected_records: invoiceRecords(customer, invoices),
      evidence: evidenceOf(finding),
      reasoning: `${customerName(customer)} paid ${paid}. The payment is reconciled in Odoo and was not confirmed to the customer yet.`,
      expected_effect: `${customerName(customer)} gets one mail at ${[recipient.email, ...addressees.cc.map(({ email }) => email)].join(", ")} that thanks for the payment, so that nobody has to ask whether it arrived.`,
      external_effects: emailEffects(addressees, message.subject, message.text),
      estimated_impact: { time_saved_minutes: 5 },
      rollback_strategy: "send_correction_email",
      scope: `${debtScope(finding)}:invoice-${Math.min(...invoices.map(({ id }) => id))}`,
      amountAtStake: totalCompany,
    };
  },
};
