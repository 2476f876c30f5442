import type { Tone } from "#src/analyzers/findings.ts";

/** A promise to pay, its days written out for the reader's locale. */
export interface PromiseWords {
  readonly saidOn: string;
  readonly until: string;
  /** The numbers of the invoices that it was about, where that is not all that the message lists. */
  readonly invoices: readonly string[] | null;
}

/** What the words of a reminder depend on. Amounts and dates are written out for the reader's locale. */
export interface ReminderWords {
  readonly tone: Tone;
  readonly invoiceCount: number;
  /** The number of the only invoice; null when there are several. */
  readonly onlyInvoice: string | null;
  /** When the last reminder was sent; null when this is the first. */
  readonly remindedOn: string | null;
  /** What the customer promised and did not keep; null where nothing was. */
  readonly promise: PromiseWords | null;
  /** Whether an invoice has a payment reference that is not its number. */
  readonly hasPaymentReferences: boolean;
}

export interface OverdueLine {
  readonly number: string;
  readonly date: string | null;
  readonly dueDate: string;
  readonly daysOverdue: number;
  readonly residual: string;
  /** All that is open, when the overdue instalments are not all of it. */
  readonly openInAll: string | null;
  readonly paymentReference: string | null;
  readonly customerReference: string | null;
}

interface PaidLine {
  readonly number: string;
  readonly date: string | null;
  readonly paidOn: string;
  readonly total: string;
}

export interface CheckInWords {
  /** The person addressed; null when no name can be trusted. */
  readonly name: string | null;
  /** Who writes: the salesperson, where one is known, and the company. */
  readonly from: string;
  readonly deal: string;
  /** The company's phone number, as it writes it. */
  readonly phone: string | null;
}

/** The words of one language. Functions get facts that are cleaned and written out; they only put words around them. */
export interface Texts {
  readonly greeting: (name: string | null) => string;
  readonly regards: string;
  readonly contact: string;
  readonly reminder: {
    readonly subject: (words: ReminderWords) => string;
    /** One paragraph each. */
    readonly opening: (words: ReminderWords) => readonly string[];
    readonly line: (line: OverdueLine) => string;
    readonly headings: readonly [invoice: string, date: string, due: string, overdue: string, amount: string];
    readonly daysOverdue: (days: number) => string;
    /** What else is to be said of an invoice, in brackets; empty when nothing is. */
    readonly remarks: (line: OverdueLine) => string;
    readonly total: (total: string) => string;
    readonly howToPay: (words: ReminderWords) => string;
    readonly ignoreIfPaid: string;
  };
  readonly dealFollowUp: {
    /** What stands in the place of a deal's name that may not be repeated. */
    readonly unnamed: string;
    readonly subject: (deal: string) => string;
    /** `again`: it was asked before, without an answer. */
    readonly opening: (deal: string, again: boolean) => string;
    readonly closing: string;
  };
  /** An SMS without its ending. Names are cut to what fits. */
  readonly dealCheckIn: (words: CheckInWords) => string;
  /** Who writes an SMS: a person of the company. */
  readonly sellerOf: (seller: string, company: string) => string;
  /** `code`: by which the message is found again at the provider. */
  readonly smsEnding: (code: string) => string;
  readonly confirmation: {
    readonly subject: (invoiceCount: number, onlyInvoice: string | null) => string;
    readonly opening: (invoiceCount: number) => string;
    readonly line: (line: PaidLine) => string;
    readonly headings: readonly [invoice: string, date: string, paid: string, amount: string];
    readonly total: (total: string) => string;
  };
}
