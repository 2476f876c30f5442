import { type Env, existing, linked, rowOf } from "../engine/env.ts";
import { userError } from "../engine/errors.ts";
import {
  bool,
  char,
  date,
  type Field,
  float,
  many2many,
  many2one,
  monetary,
  on14,
  on19,
  one2many,
  selection,
  type Selection,
} from "../engine/fields.ts";
import { defineModel, type Draft } from "../engine/model.ts";
import { flag, num, ref, round, type Row, text } from "../engine/values.ts";
import { ACCOUNT_TYPES, INTERNAL_TYPES, internalType, isReceivableOrPayable } from "./account.ts";
import { companyAmount, directionOf } from "./accountMoveAmounts.ts";
import { syncMove } from "./accountMoveSync.ts";

const DISPLAY_TYPES: Selection = [
  ["product", "Product"],
  ["cogs", "Cost of Goods Sold"],
  ["tax", "Tax"],
  ["rounding", "Rounding"],
  ["payment_term", "Payment Term"],
  ["line_section", "Section"],
  ["line_note", "Note"],
  ["epd", "Early Payment Discount"],
];

const moveOf = (env: Env, row: Row): Row | undefined => rowOf(env, "account.move", ref(row, "move_id"));
const ofMove = (field: string) => (env: Env, row: Row) => moveOf(env, row)?.[field] ?? false;
const accountTypeOf = (env: Env, row: Row): string => text(rowOf(env, "account.account", ref(row, "account_id")) ?? row, "account_type");

const related = (field: Field, of: string): Field => ({ ...field, compute: ofMove(of), stored: true, readonly: true });

export const accountMoveLine = defineModel({
  name: "account.move.line",
  label: "Journal Item",
  order: "date desc, move_name desc, id",
  displayName: (env, row) => {
    const move = moveOf(env, row);
    if (!move) return text(row, "name");
    const title = text(move, "name") || "/";
    const reference = text(move, "ref") ? ` (${text(move, "ref")})` : "";
    const own = text(row, "name");
    const repeated = env.release === 19 && own === title;
    return `${title}${reference}${own && !repeated && own !== text(move, "ref") ? ` ${own}` : ""}`;
  },
  fields: {
    name: char("Label"),
    move_id: many2one("Journal Entry", "account.move", { required: true, index: true }),
    move_name: related(char("Number"), "name"),
    parent_state: related(
      selection("Status", [
        ["draft", "Draft"],
        ["posted", "Posted"],
        ["cancel", "Cancelled"],
      ]),
      "state",
    ),
    date: related(date("Date"), "date"),
    invoice_date: on19(related(date("Invoice/Bill Date"), "invoice_date")),
    ref: related(char("Reference"), "ref"),
    journal_id: related(many2one("Journal", "account.journal"), "journal_id"),
    company_id: related(many2one("Company", "res.company"), "company_id"),
    company_currency_id: { ...many2one("Company Currency", "res.currency", { compute: ofMove("company_currency_id"), stored: true }) },
    move_type: on19(
      related(
        selection("Move Type", [
          ["out_invoice", "Customer Invoice"],
          ["out_refund", "Customer Credit Note"],
          ["in_invoice", "Vendor Bill"],
          ["in_refund", "Vendor Credit Note"],
          ["entry", "Journal Entry"],
        ]),
        "move_type",
      ),
    ),
    account_id: many2one("Account", "account.account"),
    account_type: on19(selection("Internal Type", ACCOUNT_TYPES, { compute: accountTypeOf })),
    account_internal_type: on14(
      selection("Internal Type", INTERNAL_TYPES, { compute: (env, row) => internalType(accountTypeOf(env, row)) }),
    ),
    partner_id: many2one("Partner", "res.partner", { index: true }),
    product_id: many2one("Product", "product.product"),
    quantity: float("Quantity", { default: 1, aggregate: "none" }),
    price_unit: float("Unit Price", { aggregate: "none" }),
    price_subtotal: monetary("Subtotal"),
    price_total: monetary("Total"),
    tax_ids: many2many("Taxes", "res.groups"),
    debit: monetary("Debit"),
    credit: monetary("Credit"),
    balance: monetary("Balance"),
    amount_currency: monetary("Amount in Currency"),
    currency_id: many2one("Currency", "res.currency"),
    amount_residual: monetary("Residual Amount"),
    amount_residual_currency: monetary("Residual Amount in Currency"),
    reconciled: bool("Reconciled"),
    full_reconcile_id: many2one("Matching", "account.full.reconcile"),
    matching_number: on19(char("Matching #", { compute: matchingNumber })),
    matched_debit_ids: one2many("Matched Debits", "account.partial.reconcile", "credit_move_id"),
    matched_credit_ids: one2many("Matched Credits", "account.partial.reconcile", "debit_move_id"),
    date_maturity: date("Due Date"),
    blocked: on14(bool("No Follow-up")),
    no_followup: on19(bool("No Follow-Up")),
    display_type: selection("Display Type", (env) =>
      env.release === 14 ? DISPLAY_TYPES.filter(([key]) => key.startsWith("line_")) : DISPLAY_TYPES,
    ),
    exclude_from_invoice_tab: on14(bool("Exclude From Invoice Tab")),
    payment_id: many2one("Originator Payment", "account.payment", { index: true }),
    statement_line_id: many2one("Originator Statement Line", "account.bank.statement.line"),
    discount_date: on19(date("Discount Date")),
    sequence: { ...float("Sequence", { default: 10 }), type: "integer" },
  },
  hooks: {
    beforeCreate: (env, draft, given) => prepareLine(env, draft, given),
    beforeWrite: (env, row, patch, given) => {
      if (
        ["quantity", "price_unit", "account_id"].some((name) => name in given) &&
        text(existing(env, "account.move", ref(row, "move_id")), "state") === "posted"
      ) {
        throw userError(
          env.release === 14
            ? "You cannot do this modification on a posted journal entry, you can just change some non legal fields. You must reset the journal entry to draft to do so.\nEntry: "
            : "You cannot modify a posted entry of this journal.",
        );
      }
      if ("quantity" in patch || "price_unit" in patch)
        applyPrice(
          env,
          existing(env, "account.move", ref(row, "move_id")),
          patch,
          num({ ...row, ...patch }, "quantity") * num({ ...row, ...patch }, "price_unit"),
        );
    },
    afterWrite: (env, row, changed) => {
      if (changed.has("quantity") || changed.has("price_unit")) syncMove(env, ref(row, "move_id"));
    },
    beforeUnlink: (env, row) => {
      if (rowOf(env, "account.move", ref(row, "move_id"))?.["state"] === "posted")
        throw userError("You cannot delete an item linked to a posted entry.");
    },
  },
});

function matchingNumber(env: Env, row: Row): string | false {
  const full = ref(row, "full_reconcile_id");
  if (full) return String(full);
  const [partial] = [
    ...linked(env, "account.partial.reconcile", "debit_move_id", row.id),
    ...linked(env, "account.partial.reconcile", "credit_move_id", row.id),
  ];
  return partial ? `P${partial.id}` : false;
}

/** Completes a new item: an invoice's line gets its amounts from quantity and price, others from debit and credit. */
function prepareLine(env: Env, draft: Draft, given: Readonly<Record<string, unknown>>): void {
  const move = existing(env, "account.move", Number(draft["move_id"]));
  const isInvoice = text(move, "move_type") !== "entry";
  draft["currency_id"] ||= ref(move, "currency_id");
  draft["partner_id"] ||= ref(move, "commercial_partner_id") || false;
  if ("balance" in given || "debit" in given || "credit" in given) {
    const balance = "balance" in given ? Number(given["balance"]) : Number(draft["debit"] ?? 0) - Number(draft["credit"] ?? 0);
    setBalance(draft, balance, "amount_currency" in given ? Number(given["amount_currency"]) : balance);
    if (isReceivableOrPayable(env, { id: 0, ...draft }) || reconcilable(env, Number(draft["account_id"]))) {
      draft["amount_residual"] = draft["balance"] ?? 0;
      draft["amount_residual_currency"] = draft["amount_currency"] ?? 0;
    }
  } else if (isInvoice) {
    if (env.release === 19) draft["display_type"] ||= "product";
    draft["account_id"] ||= defaultAccount(env, move);
    applyPrice(env, move, draft, Number(draft["quantity"] ?? 1) * Number(draft["price_unit"] ?? 0));
  }
}

/** Bank and clearing accounts keep a residual too, which is how their open items show. */
const reconcilable = (env: Env, account: number): boolean => {
  const row = rowOf(env, "account.account", account);
  return row !== undefined && (flag(row, "reconcile") || row["account_type"] === "asset_cash");
};

const defaultAccount = (env: Env, move: Row): number =>
  ref(existing(env, "account.journal", ref(move, "journal_id")), "default_account_id");

function applyPrice(env: Env, move: Row, draft: Draft, subtotal: number): void {
  draft["price_subtotal"] = round(subtotal);
  draft["price_total"] = round(subtotal);
  const inCurrency = -directionOf(text(move, "move_type")) * round(subtotal);
  setBalance(draft, companyAmount(env, move, inCurrency), inCurrency);
}

export function setBalance(draft: Draft, balance: number, amountCurrency: number): void {
  draft["balance"] = round(balance);
  draft["debit"] = round(Math.max(balance, 0));
  draft["credit"] = round(Math.max(-balance, 0));
  draft["amount_currency"] = round(amountCurrency);
}
