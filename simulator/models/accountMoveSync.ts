import { type Env, existing, rowOf } from "../engine/env.ts";
import { flag, num, ref, round, type Row, text } from "../engine/values.ts";
import { accountOfType } from "./account.ts";
import { companyAmount, directionOf, invoiceLines, isInvoiceType, linesOf, termLines } from "./accountMoveAmounts.ts";
import { instalments } from "./accountTerms.ts";

/** Rebuilds a draft invoice's receivable or payable items from its lines and terms, then its totals. */
export function syncMove(env: Env, id: number): void {
  const move = existing(env, "account.move", id);
  if (isInvoiceType(text(move, "move_type")) && text(move, "state") === "draft") syncTerms(env, move);
  syncTotals(env, id);
}

function syncTerms(env: Env, move: Row): void {
  const type = text(move, "move_type");
  const total = round(invoiceLines(env, move).reduce((sum, line) => sum + num(line, "price_total"), 0));
  const from = text(move, "invoice_date") || text(move, "date");
  const term = ref(move, "invoice_payment_term_id");
  const parts = term ? instalments(env, term, from, total) : [{ due: text(move, "invoice_date_due") || from, amount: total }];
  for (const old of termLines(env, move.id)) env.store.remove("account.move.line", old.id);
  if (invoiceLines(env, move).length > 0) for (const part of parts) insertTermLine(env, move, part.due, directionOf(type) * part.amount);
  const last =
    parts
      .map((part) => part.due)
      .toSorted()
      .at(-1) ?? from;
  env.store.update("account.move", move.id, { invoice_date_due: last });
}

function insertTermLine(env: Env, move: Row, due: string, amount: number): void {
  const balance = companyAmount(env, move, amount);
  const isSale = text(move, "move_type").startsWith("out_");
  const common = {
    move_id: move.id,
    account_id: accountOfType(env, isSale ? "asset_receivable" : "liability_payable"),
    partner_id: ref(move, "commercial_partner_id") || false,
    currency_id: ref(move, "currency_id"),
    date_maturity: due,
    balance,
    debit: Math.max(balance, 0),
    credit: Math.max(-balance, 0),
    amount_currency: amount,
    amount_residual: balance,
    amount_residual_currency: amount,
    reconciled: balance === 0,
    name:
      text(move, "payment_reference") ||
      (text(move, "move_type") === "in_invoice" && env.release === 19 ? text(move, "ref") : "") ||
      (env.release === 14 ? "" : false),
    sequence: 10,
  };
  env.store.insert(
    "account.move.line",
    env.release === 14
      ? { ...common, quantity: 1, price_unit: -Math.abs(amount), price_subtotal: -Math.abs(amount), exclude_from_invoice_tab: true }
      : { ...common, quantity: 0, display_type: "payment_term" },
  );
}

/** Totals, residuals and payment state, from the items as they are. */
export function syncTotals(env: Env, id: number): void {
  const move = existing(env, "account.move", id);
  const type = text(move, "move_type");
  if (!isInvoiceType(type)) {
    const total = linesOf(env, id).reduce((sum, line) => sum + num(line, "debit"), 0);
    env.store.update("account.move", id, {
      amount_total: round(total),
      amount_total_signed: round(total),
      payment_state: env.release === 19 ? "not_paid" : false,
    });
    return;
  }
  const untaxed = round(invoiceLines(env, move).reduce((sum, line) => sum + num(line, "price_subtotal"), 0));
  const terms = termLines(env, id);
  const sum = (field: string): number => round(terms.reduce((total, line) => total + num(line, field), 0));
  const direction = directionOf(type);
  // A sale is positive in the company's books and a purchase negative; their credit notes the other way round.
  env.store.update("account.move", id, {
    amount_untaxed: untaxed,
    amount_tax: 0,
    amount_total: untaxed,
    amount_residual: round(direction * sum("amount_residual_currency")),
    amount_untaxed_signed: sum("balance"),
    amount_total_signed: sum("balance"),
    amount_total_in_currency_signed: round(direction * untaxed),
    amount_residual_signed: sum("amount_residual"),
    payment_state: paymentState(env, move, terms),
  });
}

function paymentState(env: Env, move: Row, terms: readonly Row[]): string {
  if (text(move, "state") !== "posted") return "not_paid";
  const counterparts = counterpartMoves(env, terms);
  const open = terms.some((line) => num(line, "amount_residual_currency") !== 0 || num(line, "amount_residual") !== 0);
  if (open) return counterparts.length > 0 ? "partial" : "not_paid";
  if (counterparts.length === 0 && terms.length > 0 && num(terms[0] ?? move, "balance") !== 0) return "not_paid";
  return isReversed(env, move, counterparts) ? "reversed" : "paid";
}

/** Moves on the other side of these items' reconciliations. */
export function counterpartMoves(env: Env, lines: readonly Row[]): Row[] {
  const found = new Map<number, Row>();
  const table = env.store.table("account.partial.reconcile");
  for (const line of lines) {
    for (const [mine, theirs] of [
      ["debit_move_id", "credit_move_id"],
      ["credit_move_id", "debit_move_id"],
    ] as const) {
      for (const partial of table.withValue(mine, line.id)) {
        const row = table.get(partial);
        const other = row ? rowOf(env, "account.move.line", ref(row, theirs)) : undefined;
        const move = other ? rowOf(env, "account.move", ref(other, "move_id")) : undefined;
        if (move) found.set(move.id, move);
      }
    }
  }
  return [...found.values()];
}

/** 14: only what was reversed by its own credit note. 19: whatever credit notes alone have settled. */
function isReversed(env: Env, move: Row, counterparts: readonly Row[]): boolean {
  const type = text(move, "move_type");
  if (counterparts.length === 0 || (type !== "out_invoice" && type !== "in_invoice")) return false;
  const reverse = type === "out_invoice" ? "out_refund" : "in_refund";
  return counterparts.every(
    (other) => text(other, "move_type") === reverse && (env.release === 19 || ref(other, "reversed_entry_id") === move.id),
  );
}

export const isPosted = (move: Row): boolean => text(move, "state") === "posted";
export const isDisputed = (env: Env, move: number): boolean => {
  const lines = termLines(env, move);
  return lines.length > 0 && lines.every((line) => flag(line, "no_followup") || flag(line, "blocked"));
};
