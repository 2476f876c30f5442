import type { Salesperson } from "./parties.ts";

/** One receivable item of an invoice whose due date has passed. */
export interface OverdueItem {
  /** `account.move.line` id. */
  readonly lineId: number;
  readonly dueDate: string;
  /** Whole days after the due date; 1 on the day after it. */
  readonly daysOverdue: number;
  /** Open amount in the invoice's currency. */
  readonly residual: number;
  /** Open amount in the company's currency. */
  readonly residualCompany: number;
}

export type PaymentState = "not_paid" | "in_payment" | "paid" | "partial" | "reversed" | "blocked" | "invoicing_legacy";

/** Which field of Odoo takes an invoice out of reminders on this server, and where it is. */
export interface ExclusionField {
  readonly model: "account.move" | "account.move.line";
  readonly ids: readonly number[];
  /** `no_followup` from release 19, `blocked` up to 17; a release without one gives no exclusion field. */
  readonly field: "no_followup" | "blocked";
}

/** Values exactly as Odoo gave them; the action's revalidation plan expects these again. */
export interface InvoiceAsRead {
  readonly state: string;
  readonly payment_state: string;
  readonly amount_residual: number;
  /** The due date of the last instalment. */
  readonly invoice_date_due: string | null;
  readonly partner_id: number;
}

/** An invoice of which something is overdue. Without instalments the overdue part is all that is open. */
export interface OverdueInvoice {
  readonly id: number;
  readonly number: string;
  /** The customer's own reference, if any. */
  readonly reference: string | null;
  /** Payment reference to quote in a transfer, if any. */
  readonly paymentReference: string | null;
  readonly date: string | null;
  /** The oldest due date that has passed. */
  readonly dueDate: string;
  readonly daysOverdue: number;
  /** The overdue part of what is open, in the invoice's currency. Reminders ask for this. */
  readonly residual: number;
  /** The same in the company's currency. */
  readonly residualCompany: number;
  /** All that is open, also what is not due yet. */
  readonly residualTotal: number;
  /** The invoice's total. */
  readonly total: number;
  /** The contact on the invoice. */
  readonly partnerId: number;
  readonly paymentState: PaymentState;
  readonly hasInstalments: boolean;
  /** Oldest first. */
  readonly items: readonly OverdueItem[];
  readonly salesperson: Salesperson | null;
  /** Null where the server has no such field. Revalidation expects `false` on all ids. */
  readonly exclusion: ExclusionField | null;
  readonly asRead: InvoiceAsRead;
}
