import { type Env, existing, rowOf, today } from "../engine/env.ts";
import { userError } from "../engine/errors.ts";
import {
  bool,
  char,
  date,
  html,
  integer,
  json,
  many2many,
  many2one,
  monetary,
  on14,
  on19,
  one2many,
  selection,
  textField,
  type Selection,
} from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import { defineModel } from "../engine/model.ts";
import { flag, ref, type Row, text } from "../engine/values.ts";
import { invoiceLines, linesOf, termLines } from "./accountMoveAmounts.ts";
import { moveChanged, prepareMove, refuseOnPosted, requireJournal } from "./accountMoveHooks.ts";
import { moveMethods } from "./accountMoveMethods.ts";
import { isDisputed, syncMove } from "./accountMoveSync.ts";
import { hasOutstanding, outstandingWidget, paymentsWidget } from "./accountMoveWidgets.ts";
import { logCreation } from "./mailThread.ts";

const MOVE_TYPES: Selection = [
  ["entry", "Journal Entry"],
  ["out_invoice", "Customer Invoice"],
  ["out_refund", "Customer Credit Note"],
  ["in_invoice", "Vendor Bill"],
  ["in_refund", "Vendor Credit Note"],
  ["out_receipt", "Sales Receipt"],
  ["in_receipt", "Purchase Receipt"],
];
const PAYMENT_STATES: Selection = [
  ["not_paid", "Not Paid"],
  ["in_payment", "In Payment"],
  ["paid", "Paid"],
  ["partial", "Partially Paid"],
  ["reversed", "Reversed"],
  ["invoicing_legacy", "Invoicing App Legacy"],
];

const TITLES: Readonly<Record<string, string>> = {
  entry: "Entry",
  out_invoice: "Invoice",
  out_refund: "Credit Note",
  in_invoice: "Bill",
  in_refund: "Vendor Credit Note",
};

function moveName(env: Env, row: Row): string {
  const reference = text(row, "ref") ? ` (${text(row, "ref")})` : "";
  if (text(row, "name") && text(row, "name") !== "/") return text(row, "name") + reference;
  const title = `Draft ${TITLES[text(row, "move_type")] ?? "Entry"}`;
  return env.release === 14 ? `${title} (* ${row.id})${reference}` : title + reference;
}

export const accountMove = defineModel({
  name: "account.move",
  label: "Journal Entry",
  order: "date desc, name desc, invoice_date desc, id desc",
  displayName: moveName,
  searchNames: ["name", "ref"],
  thread: true,
  activities: true,
  fields: {
    name: char("Number", { index: true }),
    ref: char("Reference"),
    date: date("Date", { required: true, default: (env) => today(env) }),
    state: selection(
      "Status",
      [
        ["draft", "Draft"],
        ["posted", "Posted"],
        ["cancel", "Cancelled"],
      ],
      { required: true, default: "draft" },
    ),
    move_type: selection("Type", MOVE_TYPES, { required: true, default: "entry" }),
    journal_id: many2one("Journal", "account.journal"),
    company_id: many2one("Company", "res.company", { default: 1 }),
    company_currency_id: many2one("Company Currency", "res.currency", {
      stored: true,
      compute: (env, row) => ref(existing(env, "res.company", ref(row, "company_id") || 1), "currency_id"),
    }),
    currency_id: many2one("Currency", "res.currency", { default: (env) => ref(existing(env, "res.company", 1), "currency_id") }),
    partner_id: many2one("Partner", "res.partner", { index: true }),
    commercial_partner_id: many2one("Commercial Entity", "res.partner", { index: true, readonly: true }),
    partner_shipping_id: many2one("Delivery Address", "res.partner"),
    partner_bank_id: many2one("Recipient Bank", "res.partner.bank"),
    preferred_payment_method_line_id: on19(many2one("Preferred Payment Method Line", "account.payment.method.line")),
    invoice_partner_display_name: char("Invoice Partner Display Name", {
      stored: true,
      compute: (env, row) => {
        const partner = rowOf(env, "res.partner", ref(row, "partner_id"));
        return partner ? text(partner, "complete_name") : false;
      },
    }),
    invoice_date: date("Invoice/Bill Date"),
    invoice_date_due: date("Due Date"),
    next_payment_date: on19(
      date("Next Payment Date", {
        compute: (env, row) =>
          termLines(env, row.id)
            .filter((line) => !flag(line, "reconciled"))
            .map((line) => text(line, "date_maturity"))
            .toSorted()[0] ?? false,
      }),
    ),
    invoice_payment_term_id: many2one("Payment Terms", "account.payment.term"),
    invoice_user_id: many2one("Salesperson", "res.users"),
    user_id: many2one("User", "res.users", { compute: (_env, row) => row["invoice_user_id"] ?? false }),
    invoice_origin: char("Origin"),
    payment_reference: char("Payment Reference"),
    narration: html("Terms and Conditions"),
    line_ids: one2many("Journal Items", "account.move.line", "move_id"),
    invoice_line_ids: one2many("Invoice lines", "account.move.line", "move_id", {
      compute: (env, row) => invoiceLines(env, row).map((line) => line.id),
    }),
    amount_untaxed: monetary("Untaxed Amount"),
    amount_tax: monetary("Tax"),
    amount_total: monetary("Total"),
    amount_residual: monetary("Amount Due"),
    amount_untaxed_signed: monetary("Untaxed Amount Signed"),
    amount_total_signed: monetary("Total Signed"),
    amount_total_in_currency_signed: monetary("Total in Currency Signed"),
    amount_residual_signed: monetary("Amount Due Signed"),
    payment_state: selection(
      "Payment Status",
      (env) => (env.release === 19 ? [...PAYMENT_STATES, ["blocked", "Blocked"]] : PAYMENT_STATES),
      { index: true },
    ),
    status_in_payment: on19(
      selection("Status In Payment", [...PAYMENT_STATES, ["draft", "Draft"], ["posted", "Posted"], ["cancel", "Cancelled"]], {
        compute: (_env, row) =>
          text(row, "state") !== "posted"
            ? text(row, "state")
            : text(row, "payment_state") === "not_paid"
              ? "posted"
              : text(row, "payment_state"),
      }),
    ),
    no_followup: on19(bool("No Follow-Up", { compute: (env, row) => isDisputed(env, row.id) })),
    reversed_entry_id: many2one("Reversal of", "account.move", { index: true }),
    reversal_move_id: on14(one2many("Reversal Move", "account.move", "reversed_entry_id")),
    reversal_move_ids: on19(one2many("Reversal Move", "account.move", "reversed_entry_id")),
    payment_id: on14(many2one("Payment", "account.payment", { index: true })),
    origin_payment_id: on19(many2one("Payment", "account.payment", { index: true })),
    matched_payment_ids: on19(many2many("Matched Payments", "account.payment")),
    payment_count: on19(
      integer("Payment Count", {
        compute: (_env, row) => (Array.isArray(row["matched_payment_ids"]) ? row["matched_payment_ids"].length : 0),
      }),
    ),
    statement_line_id: many2one("Statement Line", "account.bank.statement.line"),
    invoice_has_outstanding: bool("Has Outstanding", { compute: hasOutstanding }),
    invoice_outstanding_credits_debits_widget: { ...json("Outstanding"), compute: outstandingWidget, type: "binary" },
    invoice_payments_widget: { ...json("Payments"), compute: paymentsWidget, type: "binary" },
    is_move_sent: bool("Is the move sent"),
    auto_post: { ...char("Auto-post"), compute: (env: Env) => (env.release === 14 ? false : "no") },
    to_check: on14(bool("To Check")),
    access_url: char("Portal Access URL", { compute: (_env, row) => `/my/invoices/${row.id}` }),
    internal_note: on19(textField("Internal Note")),
  },
  hooks: {
    beforeCreate: prepareMove,
    afterCreate: (env, row) => {
      requireJournal(env, row);
      syncMove(env, row.id);
      logCreation(env, "account.move", row);
    },
    beforeWrite: (env, row, patch, given) => {
      if (text(row, "state") === "posted") refuseOnPosted(env, patch, given);
      if (typeof patch["partner_id"] === "number")
        patch["commercial_partner_id"] = ref(existing(env, "res.partner", patch["partner_id"]), "commercial_partner_id");
    },
    afterWrite: moveChanged,
    beforeUnlink: (env, row) => {
      if (text(row, "state") === "posted" || (env.release === 14 && text(row, "name") !== "/" && text(row, "name") !== "")) {
        throw userError(
          env.release === 14
            ? "You cannot delete an entry which has been posted once."
            : "You can't delete a posted journal item. Don’t play games with your accounting records; reset the journal entry to draft before deleting it.",
        );
      }
      for (const line of linesOf(env, row.id)) env.store.remove("account.move.line", line.id);
    },
  },
  methods: {
    ...moveMethods,
    get_access_token: {
      onRecords: true,
      params: [],
      run: (env, ids) => {
        guard(env, "account.move", ids, "read");
        return ids.map(() => false);
      },
    },
  },
});
