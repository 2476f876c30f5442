import { dayIn } from "#src/analyzers/calendar.ts";
import type { OverdueCustomerFinding, OverdueInvoice, ReminderStep } from "#src/analyzers/findings.ts";
import { outwardName, outwardNumber, outwardReference } from "../outward.ts";
import { longDate, messageLocale, money } from "../format.ts";
import type { Draft, MailDraft } from "../grounding/index.ts";
import { renderHtml, renderText, type Block } from "../message.ts";
import { signatureOf } from "../recipients.ts";
import { TEXTS, type OverdueLine, type PromiseWords, type ReminderWords } from "../texts/index.ts";

/** A message, ready to be sent. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47 tag of the language it is written in. */
  readonly language: string;
}

/**
 * The reminder in the recipient's language: for each invoice number, date, due date, days overdue and what is due; the
 * total; how to pay; and what to do when it has just been paid.
 */
export function reminderMessage(finding: OverdueCustomerFinding, { recipient, tone }: ReminderStep, drafted?: Draft): Message {
  const { invoices, currency, company, previousReminder } = finding;
  const { language, tag } = messageLocale(recipient.lang);
  const texts = TEXTS[language];
  const lineOf = (invoice: OverdueInvoice): OverdueLine => ({
    number: outwardNumber(invoice),
    date: invoice.date === null ? null : longDate(invoice.date, tag),
    dueDate: longDate(invoice.dueDate, tag),
    daysOverdue: invoice.daysOverdue,
    residual: money(invoice.residual, currency, tag),
    openInAll: invoice.residualTotal === invoice.residual ? null : money(invoice.residualTotal, currency, tag),
    paymentReference: referenceOf(invoice.paymentReference, invoice),
    customerReference: referenceOf(invoice.reference, invoice),
  });
  const lines = invoices.map(lineOf);
  const words: ReminderWords = {
    tone,
    invoiceCount: lines.length,
    onlyInvoice: lines.length === 1 ? lines[0]!.number : null,
    remindedOn: previousReminder === null ? null : longDate(dayIn(company.timezone, new Date(previousReminder.at)), tag),
    promise: promiseWords(finding, tag),
    hasPaymentReferences: lines.some(({ paymentReference }) => paymentReference !== null),
  };
  const { reminder } = texts;
  const mail = mailOf(drafted);
  const blocks: Block[] = [
    { kind: "paragraph", lines: [texts.greeting(outwardName(recipient.name))] },
    ...(mail?.opening ?? reminder.opening(words)).map(paragraph),
    {
      kind: "table",
      headings: reminder.headings,
      rows: lines.map((line) => ({
        line: reminder.line(line),
        cells: [
          `${line.number} ${reminder.remarks(line)}`.trim(),
          line.date ?? "",
          line.dueDate,
          reminder.daysOverdue(line.daysOverdue),
          line.residual,
        ],
      })),
    },
    { kind: "strong", text: reminder.total(money(finding.total, currency, tag)) },
    ...(mail?.closing ?? []).map(paragraph),
    { kind: "paragraph", lines: [reminder.howToPay(words)] },
    { kind: "paragraph", lines: [reminder.ignoreIfPaid, texts.contact] },
    { kind: "paragraph", lines: [texts.regards, ...signatureOf(finding.salesperson, company)] },
  ];
  return { subject: mail?.subject ?? reminder.subject(words), text: renderText(blocks), html: renderHtml(blocks, tag), language: tag };
}

/** The words for a mail, where such were drafted. */
export function mailOf(drafted: Draft | undefined): MailDraft | undefined {
  return drafted === undefined || "body" in drafted ? undefined : drafted;
}

export const paragraph = (line: string): Block => ({ kind: "paragraph", lines: [line] });

/** The broken promise in the reader's words; its invoices are named where the message lists others too. */
function promiseWords({ brokenPromise, invoices }: OverdueCustomerFinding, locale: string): PromiseWords | null {
  if (brokenPromise === null) return null;
  const { promisedOn, until, invoiceIds } = brokenPromise;
  const about = invoices.filter(({ id }) => invoiceIds.includes(id));
  const numbers = about.length === 0 || about.length === invoices.length ? null : about.map(outwardNumber);
  return { saidOn: longDate(promisedOn, locale), until: longDate(until, locale), invoices: numbers };
}

/** A reference worth showing: one that is not the invoice's own number, and carries nothing but itself. */
function referenceOf(reference: string | null, invoice: OverdueInvoice): string | null {
  const clean = outwardReference(reference);
  return clean === outwardNumber(invoice) ? null : clean;
}
