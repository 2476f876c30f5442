import type { Release } from "../types.ts";
import type { Operation } from "../engine/access.ts";

interface Entry {
  readonly denied: readonly Operation[];
  /** The groups that would be allowed, as Odoo's message lists them. */
  readonly groups: readonly string[];
}
type Access = Readonly<Record<string, Entry>>;

const readOnly = (...groups: string[]): Entry => ({ denied: ["write", "create", "unlink"], groups });
const noDelete = (...groups: string[]): Entry => ({ denied: ["unlink"], groups });
const nothing = (...groups: string[]): Entry => ({ denied: ["read", "write", "create", "unlink"], groups });

const ACCESS_RIGHTS_14 = "Administration/Access Rights";
const SETTINGS_14 = "Administration/Settings";
const BILLING_14 = "Invoicing/Billing Administrator";
const SALES = "Sales/Administrator";
const PROJECT = "Project/Administrator";
const FULL_ACCOUNTING_14 = "Technical/Show Full Accounting Features";
const ADMIN_19 = "Role / Administrator";
const ACCESS_RIGHTS_19 = "Access Rights";
const ACCOUNTING_19 = "Accounting/Administrator";

/** What a user with the groups of sales, invoicing and project (no settings) may not do; seen on the real servers. */
export const USER_ACCESS: Readonly<Record<Release, Access>> = {
  14: {
    "res.company": readOnly(ACCESS_RIGHTS_14),
    "res.users": readOnly(ACCESS_RIGHTS_14),
    "res.groups": readOnly(ACCESS_RIGHTS_14),
    "ir.model": readOnly(ACCESS_RIGHTS_14),
    "ir.model.data": { denied: ["write", "unlink"], groups: [ACCESS_RIGHTS_14] },
    "res.currency": readOnly(SETTINGS_14, BILLING_14),
    "res.currency.rate": readOnly(SETTINGS_14, BILLING_14),
    "res.country": readOnly(SETTINGS_14),
    "res.lang": readOnly(SETTINGS_14),
    "account.journal": readOnly(BILLING_14),
    "account.account": readOnly(BILLING_14),
    "account.payment.term": readOnly(BILLING_14),
    "account.payment.term.line": readOnly(BILLING_14),
    "account.payment.register": noDelete(),
    "account.move.reversal": noDelete(),
    "account.bank.statement": readOnly(FULL_ACCOUNTING_14),
    "account.bank.statement.line": readOnly(FULL_ACCOUNTING_14),
    "mail.activity.type": readOnly(SETTINGS_14, PROJECT, SALES, SALES),
    "mail.followers": readOnly(SETTINGS_14),
    "ir.config_parameter": nothing(SETTINGS_14),
    "res.config.settings": nothing(SETTINGS_14),
    "mail.mail": nothing(SETTINGS_14),
    "mail.blacklist": nothing(SETTINGS_14),
    "phone.blacklist": nothing(SETTINGS_14),
    "project.project": readOnly(PROJECT),
    "project.task.type": readOnly(PROJECT),
    "crm.lead": noDelete(SALES),
    "crm.stage": readOnly(SALES),
    "crm.team": readOnly(SALES),
    "sale.order": noDelete(SALES),
    "product.product": readOnly(SETTINGS_14, BILLING_14, SALES),
  },
  19: {
    "res.company": readOnly(ACCESS_RIGHTS_19),
    "res.users": readOnly(ACCESS_RIGHTS_19),
    "res.groups": readOnly(ACCESS_RIGHTS_19),
    "ir.model": nothing(ACCESS_RIGHTS_19),
    "ir.model.data": nothing(ACCESS_RIGHTS_19),
    "res.currency": readOnly(ACCOUNTING_19, ADMIN_19),
    "res.currency.rate": readOnly(ACCOUNTING_19, ADMIN_19),
    "res.country": readOnly(ADMIN_19),
    "res.lang": readOnly(ADMIN_19),
    "account.journal": readOnly(ACCOUNTING_19),
    "account.account": readOnly(ACCOUNTING_19),
    "account.payment.term": readOnly(ACCOUNTING_19),
    "account.payment.term.line": readOnly(ACCOUNTING_19),
    "account.payment.register": noDelete(),
    "account.move.reversal": noDelete(),
    "account.bank.statement": readOnly("Basic"),
    "account.bank.statement.line": readOnly("Basic"),
    "mail.activity.type": readOnly(PROJECT, SALES, SALES, ADMIN_19),
    "mail.message.subtype": readOnly(ADMIN_19),
    "mail.followers": readOnly(ADMIN_19),
    "ir.config_parameter": nothing(ADMIN_19),
    "res.config.settings": nothing(ADMIN_19),
    "mail.mail": nothing(ADMIN_19),
    "mail.blacklist": nothing(ADMIN_19),
    "phone.blacklist": nothing(ADMIN_19),
    "project.project": readOnly(PROJECT),
    "crm.lead": noDelete(SALES),
    "crm.stage": readOnly(SALES),
    "crm.team": readOnly(SALES),
    "sale.order": noDelete(SALES),
    "product.product": readOnly("Products/Create"),
  },
};

/** Community's invoicing hides the bank statements even from the administrator. */
export const ADMIN_ACCESS: Readonly<Record<Release, Access>> = {
  14: {
    "account.payment.register": noDelete(),
    "account.move.reversal": noDelete(),
    "account.bank.statement": readOnly(FULL_ACCOUNTING_14),
    "account.bank.statement.line": readOnly(FULL_ACCOUNTING_14),
  },
  19: {
    "account.payment.register": noDelete(),
    "account.move.reversal": noDelete(),
    "account.bank.statement": readOnly("Basic"),
    "account.bank.statement.line": readOnly("Basic"),
  },
};
