import type { InvoiceAsRead } from "./overdueInvoice.ts";
import type { CompanyRef, CurrencyRef, CustomerRef, Recipient, Salesperson } from "./parties.ts";

export interface PaidInvoice {
  readonly id: number;
  readonly number: string;
  readonly date: string | null;
  readonly total: number;
  /** The day of the last reconciled payment. */
  readonly paidOn: string;
  readonly partnerId: number;
  readonly salesperson: Salesperson | null;
  readonly asRead: InvoiceAsRead;
}

/** Invoices that were reminded and are now paid and reconciled, of one customer, company and currency. */
export interface PaidInvoiceFinding {
  readonly kind: "paid_invoices";
  readonly company: CompanyRef;
  readonly customer: CustomerRef;
  readonly currency: CurrencyRef;
  readonly invoices: readonly PaidInvoice[];
  /** Sum of the invoices' totals. */
  readonly total: number;
  readonly totalCompany: number;
  readonly recipient: Recipient;
  readonly cc: readonly Recipient[];
  readonly salesperson: Salesperson | null;
}
