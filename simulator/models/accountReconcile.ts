import { type Env, existing, linked, rowOf } from "../engine/env.ts";
import { bool, char, date, datetime, many2one, monetary, one2many } from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import { defineModel } from "../engine/model.ts";
import { list, num, ref, round, type Row, text } from "../engine/values.ts";
import { convert, fromCompany } from "./accountMoveAmounts.ts";
import { syncTotals } from "./accountMoveSync.ts";

/** Matches debits with credits, oldest due first, until one side is used up. */
export function reconcile(env: Env, lineIds: readonly number[]): void {
  const byDue = (a: Row, b: Row): number =>
    (text(a, "date_maturity") || text(a, "date")).localeCompare(text(b, "date_maturity") || text(b, "date")) || a.id - b.id;
  const lines = [...new Set(lineIds)].map((id) => existing(env, "account.move.line", id)).toSorted(byDue);
  const debits = lines.filter(
    (line) => num(line, "amount_residual") > 0 || (num(line, "amount_residual") === 0 && num(line, "amount_residual_currency") > 0),
  );
  const credits = lines.filter((line) => !debits.includes(line) && num(line, "amount_residual_currency") !== 0);
  let credit = credits.shift();
  for (const debit of debits) {
    while (credit && num(debit, "amount_residual_currency") !== 0) {
      match(env, debit, credit);
      if (num(credit, "amount_residual_currency") !== 0) break;
      credit = credits.shift();
    }
  }
  closeFull(env, lines);
  settle(env, lines);
}

function match(env: Env, debit: Row, credit: Row): void {
  const sameCurrency = ref(debit, "currency_id") === ref(credit, "currency_id");
  const day = [dayOf(env, debit), dayOf(env, credit)].toSorted().at(-1) ?? "";
  const open = (line: Row): { company: number; currency: number } => ({
    company: Math.abs(num(line, "amount_residual")),
    currency: Math.abs(num(line, "amount_residual_currency")),
  });
  const [d, c] = [open(debit), open(credit)];
  let amounts: { company: number; debit: number; credit: number };
  if (sameCurrency) {
    const inCurrency = Math.min(d.currency, c.currency);
    amounts = { company: Math.min(d.company, c.company), debit: inCurrency, credit: inCurrency };
    if (inCurrency < d.currency)
      amounts.company = Math.min(amounts.company, convert(env, inCurrency, ref(debit, "currency_id"), dayOf(env, debit)));
  } else {
    const company = Math.min(d.company, c.company);
    amounts = {
      company,
      debit: company === d.company ? d.currency : fromCompany(env, company, ref(debit, "currency_id"), day),
      credit: company === c.company ? c.currency : fromCompany(env, company, ref(credit, "currency_id"), day),
    };
  }
  env.store.insert("account.partial.reconcile", {
    debit_move_id: debit.id,
    credit_move_id: credit.id,
    amount: round(amounts.company),
    debit_amount_currency: round(amounts.debit),
    credit_amount_currency: round(amounts.credit),
    max_date: day,
    create_date: env.server.now().toISOString().slice(0, 19).replace("T", " "),
  });
  reduce(env, debit, amounts.company, amounts.debit);
  reduce(env, credit, amounts.company, amounts.credit);
}

const dayOf = (env: Env, line: Row): string => text(rowOf(env, "account.move", ref(line, "move_id")) ?? line, "date");

/** Whatever exchange rates leave in company currency goes with the last of the foreign amount. */
function reduce(env: Env, line: Row, company: number, currency: number): void {
  const sign = Math.sign(num(line, "amount_residual_currency")) || 1;
  const leftCurrency = round(num(line, "amount_residual_currency") - sign * currency);
  const left = leftCurrency === 0 ? 0 : round(num(line, "amount_residual") - sign * company);
  env.store.update("account.move.line", line.id, {
    amount_residual: left,
    amount_residual_currency: leftCurrency,
    reconciled: leftCurrency === 0,
  });
}

/** Once every item of a group is used up, the group has a number. */
function closeFull(env: Env, lines: readonly Row[]): void {
  const group = new Set<number>();
  const queue = lines.map((line) => line.id);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (group.has(id)) continue;
    group.add(id);
    for (const partial of linked(env, "account.partial.reconcile", "debit_move_id", id)) queue.push(ref(partial, "credit_move_id"));
    for (const partial of linked(env, "account.partial.reconcile", "credit_move_id", id)) queue.push(ref(partial, "debit_move_id"));
  }
  const rows = [...group].map((id) => existing(env, "account.move.line", id));
  if (rows.length < 2 || rows.some((row) => row["reconciled"] !== true)) return;
  const number = env.store.table("account.full.reconcile").nextId;
  const full = env.store.insert("account.full.reconcile", { name: `A${number}` });
  for (const row of rows) {
    env.store.update("account.move.line", row.id, { full_reconcile_id: full.id });
    for (const partial of linked(env, "account.partial.reconcile", "debit_move_id", row.id))
      env.store.update("account.partial.reconcile", partial.id, { full_reconcile_id: full.id });
  }
}

/** Totals and payment states of all moves that took part, and of the payments behind them. */
function settle(env: Env, lines: readonly Row[]): void {
  for (const move of new Set(lines.map((line) => ref(line, "move_id")))) syncTotals(env, move);
  for (const payment of new Set(lines.map((line) => ref(line, "payment_id")).filter((id) => id > 0))) {
    const mine = linked(env, "account.move.line", "payment_id", payment);
    const invoices = new Set<number>();
    for (const line of mine) {
      for (const partial of [
        ...linked(env, "account.partial.reconcile", "debit_move_id", line.id),
        ...linked(env, "account.partial.reconcile", "credit_move_id", line.id),
      ]) {
        for (const side of ["debit_move_id", "credit_move_id"]) {
          const other = rowOf(env, "account.move.line", ref(partial, side));
          const move = other ? rowOf(env, "account.move", ref(other, "move_id")) : undefined;
          if (move && text(move, "move_type") !== "entry") invoices.add(move.id);
        }
      }
    }
    const counterpart = mine.filter((line) => isCounterpart(env, line));
    const matched = counterpart.length > 0 && counterpart.every((line) => line["reconciled"] === true);
    env.store.update("account.payment", payment, { reconciled_invoice_ids: [...invoices], is_reconciled: matched });
    if (env.release === 19) for (const id of invoices) rememberPayment(env, id, payment);
  }
  if (env.release === 19) for (const move of new Set(lines.map((line) => ref(line, "move_id")))) closePayments(env, move);
}

/** A payment counts as paid once every invoice that it went to is settled. */
function closePayments(env: Env, invoice: number): void {
  for (const id of list(existing(env, "account.move", invoice), "matched_payment_ids")) {
    const invoices = list(existing(env, "account.payment", id), "reconciled_invoice_ids").map((one) => existing(env, "account.move", one));
    if (invoices.every((one) => ["paid", "reversed"].includes(text(one, "payment_state"))))
      env.store.update("account.payment", id, { state: "paid" });
  }
}

function rememberPayment(env: Env, invoice: number, payment: number): void {
  const known = list(existing(env, "account.move", invoice), "matched_payment_ids");
  if (!known.includes(payment)) env.store.update("account.move", invoice, { matched_payment_ids: [...known, payment] });
}

const isCounterpart = (env: Env, line: Row): boolean =>
  ["asset_receivable", "liability_payable"].includes(text(rowOf(env, "account.account", ref(line, "account_id")) ?? line, "account_type"));

/** Takes the matches of these items apart again. */
export function unreconcile(env: Env, lineIds: readonly number[]): void {
  const touched = new Set<number>();
  for (const id of lineIds) {
    for (const partial of [
      ...linked(env, "account.partial.reconcile", "debit_move_id", id),
      ...linked(env, "account.partial.reconcile", "credit_move_id", id),
    ]) {
      restore(env, ref(partial, "debit_move_id"), num(partial, "amount"), num(partial, "debit_amount_currency"));
      restore(env, ref(partial, "credit_move_id"), -num(partial, "amount"), -num(partial, "credit_amount_currency"));
      touched.add(ref(partial, "debit_move_id")).add(ref(partial, "credit_move_id"));
      env.store.remove("account.partial.reconcile", partial.id);
    }
  }
  for (const id of touched) syncTotals(env, ref(existing(env, "account.move.line", id), "move_id"));
}

function restore(env: Env, id: number, company: number, currency: number): void {
  const line = existing(env, "account.move.line", id);
  const isWhole =
    linked(env, "account.partial.reconcile", "debit_move_id", id).length +
      linked(env, "account.partial.reconcile", "credit_move_id", id).length ===
    1;
  env.store.update("account.move.line", id, {
    amount_residual: isWhole ? num(line, "balance") : round(num(line, "amount_residual") + company),
    amount_residual_currency: isWhole ? num(line, "amount_currency") : round(num(line, "amount_residual_currency") + currency),
    reconciled: false,
    full_reconcile_id: false,
  });
}

export const accountPartialReconcile = defineModel({
  name: "account.partial.reconcile",
  label: "Partial Reconcile",
  order: "id",
  recName: "id",
  fields: {
    debit_move_id: many2one("Debit Move", "account.move.line", { required: true, index: true }),
    credit_move_id: many2one("Credit Move", "account.move.line", { required: true, index: true }),
    full_reconcile_id: many2one("Full Reconcile", "account.full.reconcile"),
    amount: monetary("Amount"),
    debit_amount_currency: monetary("Debit Amount Currency"),
    credit_amount_currency: monetary("Credit Amount Currency"),
    max_date: date("Max Date of Matched Lines"),
    company_id: many2one("Company", "res.company", { default: 1 }),
    create_date: datetime("Created on"),
  },
});

export const accountFullReconcile = defineModel({
  name: "account.full.reconcile",
  label: "Full Reconcile",
  order: "id",
  displayName: (env, row) => (env.release === 14 ? text(row, "name") : `account.full.reconcile,${row.id}`),
  fields: {
    name: char("Number"),
    partial_reconcile_ids: one2many("Reconciliation Parts", "account.partial.reconcile", "full_reconcile_id"),
    exchange_move_id: many2one("Exchange Move", "account.move"),
    is_exchange: bool("Exchange"),
  },
});

export const reconcileMethod = {
  onRecords: true,
  writes: true,
  params: [],
  run: (env: Env, ids: readonly number[]) => {
    guard(env, "account.move.line", ids, "write");
    reconcile(env, ids);
    return undefined;
  },
} as const;
