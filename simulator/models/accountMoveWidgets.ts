import { type Env, linked, rowOf } from "../engine/env.ts";
import { num, ref, type Row, text } from "../engine/values.ts";
import { isReceivableOrPayable } from "./account.ts";
import { directionOf, isInvoiceType, termLines } from "./accountMoveAmounts.ts";

type Json = Record<string, unknown>;

/** Open items of the same customer that could settle this invoice: credit notes and payments not yet matched. */
function outstandingItems(env: Env, move: Row): Row[] {
  const type = text(move, "move_type");
  if (!isInvoiceType(type) || text(move, "payment_state") === "paid" || text(move, "payment_state") === "reversed") return [];
  const direction = directionOf(type);
  const account = termLines(env, move.id)[0]?.["account_id"];
  return linked(env, "account.move.line", "partner_id", ref(move, "commercial_partner_id")).filter((line) => {
    const residual = num(line, "amount_residual");
    if (residual === 0 || Math.sign(residual) === direction || line["account_id"] !== account || !isReceivableOrPayable(env, line))
      return false;
    return rowOf(env, "account.move", ref(line, "move_id"))?.["state"] === "posted" && ref(line, "move_id") !== move.id;
  });
}

export const hasOutstanding = (env: Env, move: Row): boolean => text(move, "state") === "posted" && outstandingItems(env, move).length > 0;

export function outstandingWidget(env: Env, move: Row): Json | string | false {
  const items = text(move, "state") === "posted" ? outstandingItems(env, move) : [];
  if (items.length === 0) return env.release === 14 ? "false" : false;
  const content = items.map((line) => {
    const other = rowOf(env, "account.move", ref(line, "move_id"));
    return {
      journal_name: other ? text(other, "name") : "",
      amount: Math.abs(num(line, "amount_residual")),
      currency_id: ref(line, "currency_id"),
      id: line.id,
      move_id: ref(line, "move_id"),
      [env.release === 14 ? "payment_date" : "date"]: other ? text(other, "date") : false,
    };
  });
  const widget = {
    outstanding: true,
    content,
    move_id: move.id,
    title: directionOf(text(move, "move_type")) > 0 ? "Outstanding credits" : "Outstanding debits",
  };
  return env.release === 14 ? JSON.stringify(widget) : widget;
}

/** What has been paid or credited on this invoice so far. */
export function paymentsWidget(env: Env, move: Row): Json | string | false {
  const content = termLines(env, move.id).flatMap((line) => [
    ...linked(env, "account.partial.reconcile", "debit_move_id", line.id).map((partial) =>
      paymentEntry(env, partial, ref(partial, "credit_move_id")),
    ),
    ...linked(env, "account.partial.reconcile", "credit_move_id", line.id).map((partial) =>
      paymentEntry(env, partial, ref(partial, "debit_move_id")),
    ),
  ]);
  if (content.length === 0) return env.release === 14 ? "false" : false;
  const widget = { title: "Less Payment", outstanding: false, content };
  return env.release === 14 ? JSON.stringify(widget) : widget;
}

function paymentEntry(env: Env, partial: Row, lineId: number): Json {
  const line = rowOf(env, "account.move.line", lineId);
  const move = line ? rowOf(env, "account.move", ref(line, "move_id")) : undefined;
  const journal = move ? rowOf(env, "account.journal", ref(move, "journal_id")) : undefined;
  return {
    name: line ? line["name"] : false,
    journal_name: journal ? text(journal, "name") : "",
    amount: num(partial, "amount"),
    currency_id: line ? ref(line, "currency_id") : false,
    date: move ? text(move, "date") : false,
    partial_id: partial.id,
    account_payment_id: line ? line["payment_id"] || false : false,
    move_id: move?.id ?? false,
    ref: move ? `${text(move, "name")}${text(move, "ref") ? ` (${text(move, "ref")})` : ""}` : "",
  };
}
