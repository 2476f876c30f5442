import {
  companyModel,
  defineModel,
  invoiceModel,
  many2one,
  moveLineModel,
  number,
  optional,
  partnerModel,
  userModel,
} from "#src/odoo/models/index.ts";

/**
 * The parts of Odoo's models that analyses read. They are parts, because a run reads many rows and every
 * field costs; names and codecs are those of the models.
 */

const line = moveLineModel.shape;

/** A receivable item while it is streamed. */
export const overdueItemModel = defineModel("account.move.line", {
  move_id: line.move_id,
  partner_id: line.partner_id,
  currency_id: line.currency_id,
  date_maturity: line.date_maturity,
  amount_residual: line.amount_residual,
  amount_residual_currency: line.amount_residual_currency,
  disputed: line.disputed,
});

/** How much of a receivable item was settled by which other item. */
export const matchModel = defineModel("account.partial.reconcile", {
  debit_move_id: many2one(),
  credit_move_id: many2one(),
  /** In the currency of the debit item: the invoice's. Zero for a difference in exchange. */
  debit_amount_currency: number(),
});

/** Either side of a match. */
export const matchedItemModel = defineModel("account.move.line", { move_id: line.move_id, date: line.date });

const invoice = invoiceModel.shape;

export const overdueInvoiceModel = defineModel("account.move", {
  name: invoice.name,
  ref: invoice.ref,
  payment_reference: invoice.payment_reference,
  state: invoice.state,
  payment_state: invoice.payment_state,
  partner_id: invoice.partner_id,
  commercial_partner_id: invoice.commercial_partner_id,
  currency_id: invoice.currency_id,
  amount_total: invoice.amount_total,
  amount_total_signed: invoice.amount_total_signed,
  amount_residual: invoice.amount_residual,
  invoice_date: invoice.invoice_date,
  invoice_date_due: invoice.invoice_date_due,
  invoice_user_id: invoice.invoice_user_id,
});

const partner = partnerModel.shape;

export const contactModel = defineModel("res.partner", {
  name: partner.name,
  active: partner.active,
  email: partner.email,
  phone: partner.phone,
  mobile: partner.mobile,
  lang: partner.lang,
  tz: partner.tz,
  type: partner.type,
  is_company: partner.is_company,
  parent_id: partner.parent_id,
  commercial_partner_id: partner.commercial_partner_id,
  country_id: partner.country_id,
  user_id: partner.user_id,
  is_blacklisted: partner.is_blacklisted,
  phone_sanitized_blacklisted: partner.phone_sanitized_blacklisted,
});

export const commercialModel = defineModel("res.partner", {
  name: partner.name,
  commercial_partner_id: partner.commercial_partner_id,
});

const company = companyModel.shape;

export const analysedCompanyModel = defineModel("res.company", {
  name: company.name,
  partner_id: company.partner_id,
  currency_id: company.currency_id,
  country_id: company.country_id,
  email: company.email,
  phone: company.phone,
  resource_calendar_id: optional(many2one()),
  /** Where money is between two own bank accounts. */
  transfer_account_id: optional(many2one()),
});

export const salespersonModel = defineModel("res.users", { name: userModel.shape.name, email: userModel.shape.email });
