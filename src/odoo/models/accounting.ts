import {
  bool,
  char,
  date,
  datetime,
  defineModel,
  firstOf,
  integer,
  many2one,
  mapped,
  number,
  optional,
  selection,
  x2many,
} from "./define.ts";

/** `account.move`: invoices, bills, credit notes and every other journal entry. Amounts in `currency_id`, `*_signed` in the company's currency. */
export const invoiceModel = defineModel("account.move", {
  name: char(),
  ref: char(),
  /** `out_invoice`, `out_refund`, `in_invoice`, `in_refund`, `entry`, `out_receipt`, `in_receipt`. */
  move_type: selection(),
  /** `draft`, `posted`, `cancel`. */
  state: selection(),
  /** `not_paid`, `in_payment`, `paid`, `partial`, `reversed`, `blocked` (from 18), `invoicing_legacy`. */
  payment_state: selection(),
  partner_id: many2one(),
  commercial_partner_id: many2one(),
  company_id: many2one(),
  currency_id: many2one(),
  company_currency_id: optional(many2one()),
  amount_total: number(),
  amount_residual: number(),
  amount_total_signed: number(),
  amount_residual_signed: number(),
  invoice_date: date(),
  invoice_date_due: date(),
  date: date(),
  invoice_user_id: optional(many2one()),
  invoice_payment_term_id: optional(many2one()),
  journal_id: many2one(),
  reversed_entry_id: optional(many2one()),
  payment_reference: optional(char()),
  partner_bank_id: optional(many2one()),
  /** 19: excluded from follow-up; 14 to 17 keep it on the receivable lines (`moveLineModel.disputed`). */
  no_followup: optional(bool()),
  write_date: datetime(),
});

/**
 * Account types by one vocabulary. 14 and 15 know only `receivable`, `payable`, `liquidity`, `other`
 * (`account_internal_type`), later releases `asset_receivable`, `liability_payable`, `asset_cash`, ….
 */
export type AccountKind = "receivable" | "payable" | "liquidity" | "other";

const ACCOUNT_KINDS: Readonly<Record<string, AccountKind>> = {
  receivable: "receivable",
  asset_receivable: "receivable",
  payable: "payable",
  liability_payable: "payable",
  liquidity: "liquidity",
  asset_cash: "liquidity",
  liability_credit_card: "liquidity",
};

function accountKind(value: string | null): AccountKind {
  return ACCOUNT_KINDS[value ?? ""] ?? "other";
}

/** `account.move.line`: journal items; receivable ones are the instalments of an invoice. */
export const moveLineModel = defineModel("account.move.line", {
  move_id: many2one(),
  partner_id: many2one(),
  account_id: many2one(),
  /** What kind of account the item is on. A domain filters by `account_id.account_type`, before 16 by `account_id.internal_type`. */
  account_kind: mapped(firstOf({ account_type: selection(), account_internal_type: selection() }), accountKind),
  /** Excluded from follow-up because of a dispute: `no_followup` from 19, `blocked` up to 17, nothing in 18. */
  disputed: firstOf({ no_followup: optional(bool()), blocked: optional(bool()) }),
  date: date(),
  date_maturity: date(),
  name: char(),
  ref: char(),
  balance: number(),
  debit: number(),
  credit: number(),
  /** What is still open, in the company's currency; negative for credits. */
  amount_residual: number(),
  /** What is still open, in the item's currency. */
  amount_residual_currency: number(),
  amount_currency: number(),
  currency_id: many2one(),
  company_currency_id: optional(many2one()),
  company_id: many2one(),
  reconciled: bool(),
  /** The state of the entry: `draft`, `posted`, `cancel`. */
  parent_state: selection(),
  journal_id: many2one(),
  payment_id: optional(many2one()),
  statement_line_id: optional(many2one()),
});

/** `account.journal`: the freshness gate looks at those of type `bank`. */
export const journalModel = defineModel("account.journal", {
  name: char(),
  code: char(),
  /** `sale`, `purchase`, `cash`, `bank`, `credit` (19), `general`. */
  type: selection(),
  company_id: many2one(),
  currency_id: many2one(),
  default_account_id: optional(many2one()),
  active: bool(),
});

/** `account.account`. From 18 an account belongs to several companies. */
export const accountModel = defineModel("account.account", {
  name: char(),
  code: char(),
  account_kind: mapped(firstOf({ account_type: selection(), internal_type: selection() }), accountKind),
  /** `asset`, `liability`, `income`, `expense`, `equity`, `off_balance` (14) or `off` (19). */
  internal_group: selection(),
});

export const currencyModel = defineModel("res.currency", {
  /** ISO 4217 code. */
  name: char(),
  symbol: char(),
  /** `before` or `after` the amount. */
  position: selection(),
  decimal_places: integer(),
  rounding: number(),
  active: bool(),
});

/** `account.payment`: who paid what. State `posted` in 14, `in_process` and `paid` in 19. */
export const paymentModel = defineModel("account.payment", {
  name: char(),
  state: selection(),
  /** `inbound` or `outbound`. */
  payment_type: selection(),
  /** `customer` or `supplier`. */
  partner_type: selection(),
  partner_id: many2one(),
  company_id: many2one(),
  currency_id: many2one(),
  amount: number(),
  date: date(),
  is_matched: bool(),
  is_reconciled: bool(),
  move_id: many2one(),
  reconciled_invoice_ids: optional(x2many()),
});

/** `account.bank.statement.line`: what the bank reported. */
export const bankLineModel = defineModel("account.bank.statement.line", {
  date: date(),
  payment_ref: char(),
  amount: number(),
  is_reconciled: bool(),
  journal_id: many2one(),
  partner_id: many2one(),
  company_id: many2one(),
  currency_id: many2one(),
  move_id: many2one(),
});

/** `sale.order`. `sale` is confirmed; `done` (locked) exists up to 16. */
export const saleOrderModel = defineModel("sale.order", {
  name: char(),
  state: selection(),
  partner_id: many2one(),
  opportunity_id: optional(many2one()),
  company_id: many2one(),
  currency_id: many2one(),
  amount_total: number(),
  date_order: datetime(),
  user_id: many2one(),
  invoice_status: optional(selection()),
});
