import { type Env, existing, linked, rowOf, today } from "../engine/env.ts";
import { userError } from "../engine/errors.ts";
import { bool, char, date, many2many, many2one, monetary, on14, on19, selection } from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import { defineModel } from "../engine/model.ts";
import { asText, num, ref, type Row, text } from "../engine/values.ts";
import { createRecord } from "../engine/write.ts";
import { accountOfType } from "./account.ts";
import { companyAmount, convert } from "./accountMoveAmounts.ts";
import { post } from "./accountMoveMethods.ts";
import { logCreation } from "./mailThread.ts";

const ofMove = (field: string) => (env: Env, row: Row) => rowOf(env, "account.move", ref(row, "move_id"))?.[field] ?? false;

export const accountPayment = defineModel({
  name: "account.payment",
  label: "Payments",
  order: "date desc, name desc",
  thread: true,
  activities: true,
  displayName: (env, row) => text(row, "name") || (env.release === 14 ? `Draft Payment (* ${row.id})` : "Draft Payment"),
  fields: {
    name: char("Number"),
    date: date("Date", { required: true, default: (env) => today(env) }),
    state: selection(
      "Status",
      (env) =>
        env.release === 14
          ? [
              ["draft", "Draft"],
              ["posted", "Posted"],
              ["cancel", "Cancelled"],
            ]
          : [
              ["draft", "Draft"],
              ["in_process", "In Process"],
              ["paid", "Paid"],
              ["canceled", "Cancelled"],
              ["rejected", "Rejected"],
            ],
      { default: "draft", required: true },
    ),
    payment_type: selection(
      "Payment Type",
      [
        ["outbound", "Send"],
        ["inbound", "Receive"],
      ],
      { default: "inbound", required: true },
    ),
    partner_type: selection(
      "Partner Type",
      [
        ["customer", "Customer"],
        ["supplier", "Vendor"],
      ],
      { default: "customer", required: true },
    ),
    partner_id: many2one("Customer/Vendor", "res.partner", { index: true }),
    amount: monetary("Amount"),
    amount_company_currency_signed: on19(
      monetary("Amount Company Currency Signed", {
        stored: true,
        compute: (env, row) =>
          (text(row, "payment_type") === "inbound" ? 1 : -1) * convert(env, num(row, "amount"), ref(row, "currency_id"), text(row, "date")),
      }),
    ),
    currency_id: many2one("Currency", "res.currency", { default: (env) => ref(existing(env, "res.company", 1), "currency_id") }),
    journal_id: many2one("Journal", "account.journal", { default: (env) => linked(env, "account.journal", "type", "bank")[0]?.id ?? 0 }),
    company_id: many2one("Company", "res.company", { default: 1 }),
    move_id: many2one("Journal Entry", "account.move", { index: true }),
    ref: on14(char("Reference", { compute: ofMove("ref") })),
    memo: on19(char("Memo")),
    payment_reference: char("Payment Reference"),
    destination_account_id: many2one("Destination Account", "account.account", {
      stored: true,
      compute: (env, row) => accountOfType(env, text(row, "partner_type") === "supplier" ? "liability_payable" : "asset_receivable"),
    }),
    outstanding_account_id: on19(
      many2one("Outstanding Account", "account.account", { compute: (env, row) => outstandingAccount(env, text(row, "payment_type")) }),
    ),
    reconciled_invoice_ids: many2many("Reconciled Invoices", "account.move"),
    is_reconciled: bool("Is Reconciled"),
    is_matched: bool("Is Matched With a Bank Statement"),
    invoice_ids: on19(many2many("Invoices", "account.move")),
  },
  hooks: {
    beforeCreate: (env, draft, given) => {
      draft["name"] ||= env.release === 14 ? "/" : false;
      if (env.release === 14 && "ref" in given) draft["note"] = asText(given["ref"]) || false;
    },
    afterCreate: (env, row) => {
      // On 14 a payment is its journal entry from the start; on 19 the entry comes with posting.
      if (env.release === 14) env.store.update("account.payment", row.id, { move_id: makeMove(env, row) });
      logCreation(env, "account.payment", row);
    },
  },
  methods: {
    action_post: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env, ids) => {
        guard(env, "account.payment", ids, "write");
        for (const id of ids) postPayment(env, existing(env, "account.payment", id));
        return undefined;
      },
    },
  },
});

/** The clearing account between the invoice and the bank statement. */
export function outstandingAccount(env: Env, paymentType: string): number {
  const wanted = paymentType === "outbound" ? "Outstanding Payments" : "Outstanding Receipts";
  for (const row of env.store.table("account.account").rows.values()) if (row["name"] === wanted) return row.id;
  return 0;
}

function label(env: Env, payment: Row): string {
  const memo = text(payment, "memo");
  if (env.release === 19) return memo ? `Manual Payment: ${memo}` : "Manual Payment";
  const partner = rowOf(env, "res.partner", ref(payment, "partner_id"));
  const currency = existing(env, "res.currency", ref(payment, "currency_id"));
  const [year = "", month = "", day = ""] = text(payment, "date").split("-");
  const amount = num(payment, "amount").toLocaleString("en-US", { minimumFractionDigits: 2 });
  const who = text(payment, "partner_type") === "supplier" ? "Vendor" : "Customer";
  return `${who} ${text(payment, "payment_type") === "inbound" ? "Payment" : "Reimbursement"} ${text(currency, "symbol")} ${amount} - ${partner ? text(partner, "name") : ""} - ${month}/${day}/${year}`;
}

function makeMove(env: Env, payment: Row): number {
  const quiet: Env = { ...env, context: { ...env.context, mail_create_nolog: true }, su: true };
  const reference = text(payment, "memo") || text(payment, "note");
  const move = createRecord(quiet, "account.move", {
    move_type: "entry",
    journal_id: ref(payment, "journal_id"),
    date: text(payment, "date"),
    partner_id: ref(payment, "partner_id") || false,
    currency_id: ref(payment, "currency_id"),
    ...(reference ? { ref: reference } : {}),
  });
  const origin: Record<string, number> = { [env.release === 14 ? "payment_id" : "origin_payment_id"]: payment.id };
  env.store.update("account.move", move.id, origin);
  const sign = text(payment, "payment_type") === "inbound" ? 1 : -1;
  const inCurrency = sign * num(payment, "amount");
  const balance = companyAmount(env, existing(env, "account.move", move.id), inCurrency);
  const name = label(env, payment);
  const line = (account: number, factor: 1 | -1): number =>
    createRecord(quiet, "account.move.line", {
      move_id: move.id,
      account_id: account,
      name,
      balance: factor * balance,
      amount_currency: factor * inCurrency,
      date_maturity: text(payment, "date"),
      payment_id: payment.id,
      ...(env.release === 19 ? { display_type: "product" } : {}),
    }).id;
  line(outstandingAccount(env, text(payment, "payment_type")), 1);
  line(accountOfType(env, text(payment, "partner_type") === "supplier" ? "liability_payable" : "asset_receivable"), -1);
  return move.id;
}

export function postPayment(env: Env, payment: Row): void {
  if (text(payment, "state") !== "draft") throw userError("Only a draft payment can be posted.");
  if (!ref(payment, "move_id")) env.store.update("account.payment", payment.id, { move_id: makeMove(env, payment) });
  const move = ref(existing(env, "account.payment", payment.id), "move_id");
  post(env, move);
  env.store.update("account.payment", payment.id, {
    state: env.release === 14 ? "posted" : "in_process",
    name: text(existing(env, "account.move", move), "name"),
  });
}
