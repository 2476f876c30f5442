import { type Env, rowOf } from "../engine/env.ts";
import { bool, char, type Field, float, integer, many2one, on14, on19, one2many, selection, type Selection } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { num, ref, type Row, text } from "../engine/values.ts";

export const ACCOUNT_TYPES: Selection = [
  ["asset_receivable", "Receivable"],
  ["asset_cash", "Bank and Cash"],
  ["asset_current", "Current Assets"],
  ["asset_non_current", "Non-current Assets"],
  ["asset_prepayments", "Prepayments"],
  ["asset_fixed", "Fixed Assets"],
  ["liability_payable", "Payable"],
  ["liability_credit_card", "Credit Card"],
  ["liability_current", "Current Liabilities"],
  ["liability_non_current", "Non-current Liabilities"],
  ["equity", "Equity"],
  ["equity_unaffected", "Current Year Earnings"],
  ["income", "Income"],
  ["income_other", "Other Income"],
  ["expense", "Expenses"],
  ["expense_other", "Other Expenses"],
  ["expense_depreciation", "Depreciation"],
  ["expense_direct_cost", "Cost of Revenue"],
  ["off_balance", "Off-Balance Sheet"],
];

/** Release 14's coarse type, by which it tells receivables and payables. */
export const internalType = (accountType: string): string =>
  accountType === "asset_receivable"
    ? "receivable"
    : accountType === "liability_payable"
      ? "payable"
      : accountType === "asset_cash" || accountType === "liability_credit_card"
        ? "liquidity"
        : "other";

const internalGroup = (env: Env, accountType: string): string =>
  accountType === "off_balance" && env.release === 14 ? "off_balance" : (accountType.split("_")[0] ?? "");

export const INTERNAL_TYPES: Selection = [
  ["other", "Regular"],
  ["receivable", "Receivable"],
  ["payable", "Payable"],
  ["liquidity", "Liquidity"],
];
const GROUPS: Selection = [
  ["equity", "Equity"],
  ["asset", "Asset"],
  ["liability", "Liability"],
  ["income", "Income"],
  ["expense", "Expense"],
  ["off_balance", "Off Balance"],
];
const INTERNAL_GROUPS = (env: Env): Selection =>
  GROUPS.map(([key, name]) => [key === "off_balance" && env.release === 19 ? "off" : key, name] as const);

/** The chart's first account of a type. */
export function accountOfType(env: Env, type: string): number {
  for (const row of env.store.table("account.account").rows.values()) if (row["account_type"] === type) return row.id;
  return 0;
}

export const isReceivableOrPayable = (env: Env, line: Row): boolean => {
  const type = rowOf(env, "account.account", ref(line, "account_id"))?.["account_type"];
  return type === "asset_receivable" || type === "liability_payable";
};

const typeName = (row: Row): string => ACCOUNT_TYPES.find(([key]) => key === row["account_type"])?.[1] ?? "";

export const accountAccountType = defineModel({
  name: "account.account.type",
  label: "Account Type",
  order: "id",
  only: 14,
  fields: {
    name: char("Account Type", { required: true }),
    type: selection("Type", INTERNAL_TYPES),
    internal_group: selection("Internal Group", INTERNAL_GROUPS),
  },
});

const typeRow = (env: Env, row: Row): number => {
  for (const entry of env.store.table("account.account.type").rows.values()) if (text(entry, "name") === typeName(row)) return entry.id;
  return 0;
};

export const accountAccount = defineModel({
  name: "account.account",
  label: "Account",
  order: "code, id",
  searchNames: ["name", "code"],
  displayName: (env, row) => (env.release === 14 ? `${text(row, "code")} ${text(row, "name")}` : text(row, "name")),
  fields: {
    name: char("Account Name", { required: true }),
    code: char("Code", { required: true }),
    account_type: on19(selection("Type", ACCOUNT_TYPES, { required: true })),
    user_type_id: on14(many2one("Type", "account.account.type", { compute: typeRow, stored: true })),
    internal_type: on14(
      selection("Internal Type", INTERNAL_TYPES, { compute: (_env, row) => internalType(text(row, "account_type")), stored: true }),
    ),
    internal_group: selection("Internal Group", INTERNAL_GROUPS, {
      compute: (env, row) => internalGroup(env, text(row, "account_type")),
      stored: true,
    }),
    reconcile: bool("Allow Reconciliation"),
    deprecated: on14(bool("Deprecated")),
    active: on19(bool("Active", { default: true })),
    currency_id: many2one("Account Currency", "res.currency"),
    company_id: on14(many2one("Company", "res.company", { default: 1 })),
    current_balance: on19(float("Current Balance", { compute: (env, row) => balanceOf(env, row.id) })),
  },
});

function balanceOf(env: Env, account: number): number {
  let total = 0;
  for (const line of env.store.table("account.move.line").rows.values()) {
    if (ref(line, "account_id") === account && rowOf(env, "account.move", ref(line, "move_id"))?.["state"] === "posted")
      total += num(line, "balance");
  }
  return total;
}

const JOURNAL_TYPES: Selection = [
  ["sale", "Sales"],
  ["purchase", "Purchase"],
  ["cash", "Cash"],
  ["bank", "Bank"],
  ["credit", "Credit Card"],
  ["general", "Miscellaneous"],
];

export const accountJournal = defineModel({
  name: "account.journal",
  label: "Journal",
  order: "sequence, type, code",
  displayName: (_env, row) => text(row, "name"),
  fields: {
    name: char("Journal Name", { required: true }),
    code: char("Short Code", { required: true }),
    active: bool("Active", { default: true }),
    type: selection("Type", (env) => JOURNAL_TYPES.filter(([key]) => key !== "credit" || env.release === 19), {
      required: true,
      index: true,
    }),
    sequence: integer("Sequence", { default: 10 }),
    currency_id: many2one("Currency", "res.currency"),
    company_id: many2one("Company", "res.company", { default: 1 }),
    default_account_id: many2one("Default Account", "account.account"),
    suspense_account_id: many2one("Suspense Account", "account.account"),
  },
});

export const accountPaymentTerm = defineModel({
  name: "account.payment.term",
  label: "Payment Terms",
  order: "sequence, id",
  fields: {
    name: char("Payment Terms", { required: true }),
    active: bool("Active", { default: true }),
    sequence: integer("Sequence", { default: 10 }),
    note: char("Description"),
    line_ids: one2many("Terms", "account.payment.term.line", "payment_id"),
    company_id: many2one("Company", "res.company"),
  },
});

const term: Record<string, Field> = {
  value: selection(
    "Due",
    (env) =>
      env.release === 14
        ? [
            ["balance", "Balance"],
            ["percent", "Percent"],
            ["fixed", "Fixed Amount"],
          ]
        : [
            ["percent", "Percent"],
            ["fixed", "Fixed"],
          ],
    { required: true, default: (env) => (env.release === 14 ? "balance" : "percent") },
  ),
  value_amount: float("Due"),
  payment_id: many2one("Payment Terms", "account.payment.term", { index: true }),
  sequence: on14(integer("Sequence", { default: 10 })),
  days: on14(integer("Number of Days")),
  day_of_the_month: on14(integer("Day of the month")),
  option: on14(
    selection(
      "Options",
      [
        ["day_after_invoice_date", "days after the invoice date"],
        ["day_following_month", "of the following month"],
        ["day_current_month", "of the current month"],
      ],
      { default: "day_after_invoice_date" },
    ),
  ),
  nb_days: on19(integer("Days")),
  delay_type: on19(
    selection(
      "Delay Type",
      [
        ["days_after", "Days after invoice date"],
        ["days_after_end_of_month", "Days after end of month"],
        ["days_after_end_of_next_month", "Days after end of next month"],
      ],
      { default: "days_after" },
    ),
  ),
};

export const accountPaymentTermLine = defineModel({
  name: "account.payment.term.line",
  label: "Payment Terms Line",
  order: "id",
  recName: "display",
  fields: term,
});
