import { type Env, existing, linked, rowOf, today } from "../engine/env.ts";
import { bool, char, date, integer, many2one, monetary, on19, one2many, selection } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { num, ref, round, type Row, text } from "../engine/values.ts";
import { createRecord } from "../engine/write.ts";
import { post } from "./accountMoveMethods.ts";
import { reconcile } from "./accountReconcile.ts";

export const accountBankStatement = defineModel({
  name: "account.bank.statement",
  label: "Bank Statement",
  order: "date desc, id desc",
  fields: {
    name: char("Reference"),
    date: date("Date", { default: (env) => today(env) }),
    journal_id: many2one("Journal", "account.journal"),
    company_id: many2one("Company", "res.company", { default: 1 }),
    balance_start: monetary("Starting Balance"),
    balance_end: monetary("Computed Balance"),
    balance_end_real: monetary("Ending Balance"),
    line_ids: one2many("Statement lines", "account.bank.statement.line", "statement_id"),
  },
});

/** What the bank reports: each line is a journal entry on the bank account. */
export const accountBankStatementLine = defineModel({
  name: "account.bank.statement.line",
  label: "Bank Statement Line",
  order: "date desc, id desc",
  recName: "payment_ref",
  displayName: (env, row) => {
    const move = rowOf(env, "account.move", ref(row, "move_id"));
    return move ? text(move, "name") : "";
  },
  fields: {
    payment_ref: char("Label"),
    amount: monetary("Amount"),
    amount_total_signed: monetary("Total Signed", {
      compute: (env, row) => rowOf(env, "account.move", ref(row, "move_id"))?.["amount_total_signed"] ?? 0,
    }),
    date: date("Date", { default: (env) => today(env) }),
    journal_id: many2one("Journal", "account.journal", { default: (env) => linked(env, "account.journal", "type", "bank")[0]?.id ?? 0 }),
    company_id: many2one("Company", "res.company", { default: 1 }),
    currency_id: many2one("Currency", "res.currency", {
      compute: (env) => ref(existing(env, "res.company", 1), "currency_id"),
      stored: true,
    }),
    partner_id: many2one("Partner", "res.partner"),
    statement_id: many2one("Statement", "account.bank.statement", { index: true }),
    move_id: many2one("Journal Entry", "account.move", { index: true }),
    state: selection(
      "Status",
      [
        ["draft", "Draft"],
        ["posted", "Posted"],
        ["cancel", "Cancelled"],
      ],
      { compute: (env, row) => rowOf(env, "account.move", ref(row, "move_id"))?.["state"] ?? false },
    ),
    is_reconciled: bool("Is Reconciled"),
    sequence: integer("Sequence", { default: 1 }),
    running_balance: on19(monetary("Running Balance", { compute: () => 0 })),
  },
  hooks: {
    afterCreate: (env, row) =>
      bookLine(env, row, typeof env.context["counterpart_account_id"] === "number" ? env.context["counterpart_account_id"] : undefined),
  },
});

function bookLine(env: Env, row: Row, counterpart: number | undefined): void {
  const journal = existing(env, "account.journal", ref(row, "journal_id"));
  const quiet: Env = { ...env, su: true, context: { ...env.context, mail_create_nolog: true } };
  const move = createRecord(quiet, "account.move", {
    move_type: "entry",
    journal_id: journal.id,
    date: text(row, "date"),
    partner_id: ref(row, "partner_id") || false,
  });
  const amount = round(num(row, "amount"));
  const line = (account: number, balance: number): void => {
    createRecord(quiet, "account.move.line", {
      move_id: move.id,
      account_id: account,
      name: text(row, "payment_ref"),
      balance,
      statement_line_id: row.id,
    });
  };
  line(ref(journal, "default_account_id"), amount);
  line(counterpart ?? ref(journal, "suspense_account_id"), -amount);
  env.store.update("account.move", move.id, { statement_line_id: row.id });
  env.store.update("account.bank.statement.line", row.id, { move_id: move.id, is_reconciled: counterpart !== undefined });
  post(quiet, move.id);
}

/** Books money that arrived for a payment: the clearing item is matched, as after reconciling the bank. */
export function bookPayment(env: Env, payment: number, day: string, label: string): Row {
  const [outstanding] = linked(env, "account.move.line", "payment_id", payment).filter(
    (line) =>
      !["asset_receivable", "liability_payable"].includes(text(existing(env, "account.account", ref(line, "account_id")), "account_type")),
  );
  if (!outstanding) throw new Error(`payment ${payment} has no clearing item`);
  const row = createRecord(env, "account.bank.statement.line", { amount: num(outstanding, "balance"), date: day, payment_ref: label });
  const move = ref(existing(env, "account.bank.statement.line", row.id), "move_id");
  const suspense = linked(env, "account.move.line", "move_id", move).at(-1);
  if (suspense) {
    const residual = num(suspense, "balance");
    env.store.update("account.move.line", suspense.id, {
      account_id: ref(outstanding, "account_id"),
      amount_residual: residual,
      amount_residual_currency: residual,
      currency_id: ref(outstanding, "currency_id"),
    });
    const inCurrency = -num(outstanding, "amount_currency");
    env.store.update("account.move.line", suspense.id, { amount_currency: inCurrency, amount_residual_currency: inCurrency });
    reconcile(env, [outstanding.id, suspense.id]);
  }
  env.store.update("account.bank.statement.line", row.id, { is_reconciled: true });
  env.store.update("account.payment", payment, { is_matched: true });
  return row;
}
