import { type Env, existing, linked, today } from "../engine/env.ts";
import { ref, round, type Row, text } from "../engine/values.ts";
import { isReceivableOrPayable } from "./account.ts";
import { rateOf } from "./base.ts";

/** +1 where the document makes others owe us (its receivable is a debit), -1 where we owe. */
export const directionOf = (moveType: string): 1 | -1 =>
  moveType === "out_invoice" || moveType === "in_refund" || moveType === "out_receipt" ? 1 : -1;

export const isInvoiceType = (moveType: string): boolean => moveType !== "entry";

/** An amount of the move's currency in the company's, at the rate of the move's day. */
export function companyAmount(env: Env, move: Row, amount: number): number {
  return convert(env, amount, ref(move, "currency_id"), text(move, "invoice_date") || text(move, "date") || today(env));
}

/** Rates are units of the currency for one unit of the company's. */
export function convert(env: Env, amount: number, currency: number, day: string): number {
  const company = existing(env, "res.company", 1);
  if (!currency || currency === ref(company, "currency_id")) return round(amount);
  return round(amount / rateOf(env, currency, day));
}

export function fromCompany(env: Env, amount: number, currency: number, day: string): number {
  const company = existing(env, "res.company", 1);
  if (!currency || currency === ref(company, "currency_id")) return round(amount);
  return round(amount * rateOf(env, currency, day));
}

export const linesOf = (env: Env, move: number): Row[] => linked(env, "account.move.line", "move_id", move);

/** The items that are to be paid: receivable for customers, payable for vendors. */
export const termLines = (env: Env, move: number): Row[] => linesOf(env, move).filter((line) => isReceivableOrPayable(env, line));

/** The lines that a person typed, without the receivable that Odoo adds. */
export const invoiceLines = (env: Env, move: Row): Row[] =>
  isInvoiceType(text(move, "move_type"))
    ? linesOf(env, move.id).filter((line) => line["exclude_from_invoice_tab"] !== true && line["display_type"] !== "payment_term")
    : [];

/** On 19 a bill is booked at the end of its month once that has passed. */
export function accountingDate(env: Env, moveType: string, invoiceDate: string): string {
  if (env.release === 14 || !moveType.startsWith("in_")) return invoiceDate;
  const now = today(env);
  if (invoiceDate.slice(0, 7) >= now.slice(0, 7)) return invoiceDate > now ? invoiceDate : now;
  const [year = 0, month = 1] = invoiceDate.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
