import { type Env, linked, rowOf } from "../engine/env.ts";
import {
  bool,
  char,
  float,
  html,
  integer,
  many2many,
  many2one,
  monetary,
  on14,
  on19,
  one2many,
  selection,
  type Selection,
} from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import { searchRows } from "../engine/search.ts";
import { defineModel, type Draft } from "../engine/model.ts";
import { flag, num, ref, type Row, text } from "../engine/values.ts";
import { validationError } from "../engine/errors.ts";
import { accountOfType } from "./account.ts";
import { languages, normalizedEmail, TIMEZONES } from "./base.ts";
import { logCreation } from "./mailThread.ts";

const TYPES_14: Selection = [
  ["contact", "Contact"],
  ["invoice", "Invoice Address"],
  ["delivery", "Delivery Address"],
  ["other", "Other Address"],
  ["private", "Private Address"],
];
const TYPES_19: Selection = [
  ["contact", "Contact"],
  ["invoice", "Invoice"],
  ["delivery", "Delivery"],
  ["other", "Other"],
];

const blacklisted = (env: Env, row: Row): boolean => {
  const email = text(row, "email");
  return email !== "" && linked(env, "mail.blacklist", "email", normalizedEmail(email)).some((entry) => flag(entry, "active"));
};

const phoneOf = (row: Row): string => text(row, "mobile") || text(row, "phone");
/** The lab's servers have no phone library either: the number as it was typed, in its E.164 form where that is plain. */
const sanitizedPhone = (row: Row): string | false => phoneOf(row) || false;
const phoneBlacklisted = (env: Env, row: Row): boolean => {
  const phone = phoneOf(row);
  return (
    phone !== "" &&
    linked(env, "phone.blacklist", "number", phone.replaceAll(/[^+\d]/g, ""))
      .concat(linked(env, "phone.blacklist", "number", phone))
      .some((entry) => flag(entry, "active"))
  );
};

function fullName(env: Env, row: Row): string {
  const parent = rowOf(env, "res.partner", ref(row, "parent_id"));
  if (!parent || flag(row, "is_company")) return text(row, "name");
  const own = text(row, "name") || (TYPES_14.find(([key]) => key === row["type"])?.[1] ?? "");
  return `${text(parent, "name")}, ${own}`;
}

function commercialOf(env: Env, row: Row): number {
  const parent = rowOf(env, "res.partner", ref(row, "parent_id"));
  return !parent || flag(row, "is_company") ? row.id : commercialOf(env, parent);
}

function refresh(env: Env, row: Row): void {
  env.store.update("res.partner", row.id, { complete_name: fullName(env, row), commercial_partner_id: commercialOf(env, row) });
  for (const child of linked(env, "res.partner", "parent_id", row.id)) refresh(env, child);
}

const residuals =
  (type: "asset_receivable" | "liability_payable") =>
  (env: Env, row: Row): number => {
    let total = 0;
    for (const line of linked(env, "account.move.line", "partner_id", row.id)) {
      const account = rowOf(env, "account.account", ref(line, "account_id"));
      const move = rowOf(env, "account.move", ref(line, "move_id"));
      if (move?.["state"] === "posted" && account && text(account, "account_type") === type) total += num(line, "amount_residual");
    }
    return type === "asset_receivable" ? total : -total;
  };

export const resPartner = defineModel({
  name: "res.partner",
  label: "Contact",
  order: "complete_name ASC, id DESC",
  order14: "display_name",
  searchNames: ["display_name", "email", "ref", "vat"],
  displayName: (_env, row) => text(row, "complete_name") || text(row, "name"),
  thread: true,
  activities: true,
  fields: {
    name: char("Name"),
    complete_name: on19(char("Complete Name", { stored: true })),
    active: bool("Active", { default: true }),
    is_company: bool("Is a Company"),
    company_type: selection(
      "Company Type",
      [
        ["person", "Person"],
        ["company", "Company"],
      ],
      { compute: (_env, row) => (flag(row, "is_company") ? "company" : "person") },
    ),
    type: selection("Address Type", (env) => (env.release === 14 ? TYPES_14 : TYPES_19), { default: "contact" }),
    parent_id: many2one("Related Company", "res.partner", { index: true }),
    child_ids: one2many("Contact", "res.partner", "parent_id"),
    commercial_partner_id: many2one("Commercial Entity", "res.partner", { readonly: true, index: true }),
    commercial_company_name: char("Company Name Entity"),
    company_id: many2one("Company", "res.company"),
    company_name: char("Company Name"),
    email: char("Email"),
    email_normalized: char("Normalized Email", {
      stored: true,
      compute: (_env, row) => normalizedEmail(text(row, "email")),
    }),
    is_blacklisted: bool("Blacklist", { compute: blacklisted }),
    phone: char("Phone"),
    mobile: on14(char("Mobile")),
    phone_sanitized: char("Sanitized Number", { stored: true, compute: (_env, row) => sanitizedPhone(row) }),
    phone_blacklisted: bool("Blacklisted Phone is Phone", { compute: phoneBlacklisted }),
    phone_sanitized_blacklisted: bool("Phone Blacklisted", { compute: phoneBlacklisted }),
    lang: selection("Language", languages, { unchecked: 19 }),
    tz: selection("Timezone", TIMEZONES),
    user_id: many2one("Salesperson", "res.users"),
    user_ids: one2many("Users", "res.users", "partner_id"),
    function: char("Job Position"),
    street: char("Street"),
    street2: char("Street2"),
    zip: char("Zip"),
    city: char("City"),
    country_id: many2one("Country", "res.country"),
    country_code: on19(
      char("Country Code", { compute: (env, row) => rowOf(env, "res.country", ref(row, "country_id"))?.["code"] ?? false }),
    ),
    website: char("Website Link"),
    vat: char("Tax ID"),
    ref: char("Reference"),
    comment: html("Notes"),
    color: integer("Color Index"),
    trust: selection(
      "Degree of trust you have in this debtor",
      [
        ["good", "Good Debtor"],
        ["normal", "Normal Debtor"],
        ["bad", "Bad Debtor"],
      ],
      { default: "normal" },
    ),
    customer_rank: integer("Customer Rank"),
    supplier_rank: integer("Supplier Rank"),
    category_id: many2many("Tags", "res.groups"),
    credit: monetary("Total Receivable", { compute: residuals("asset_receivable") }),
    debit: monetary("Total Payable", { compute: residuals("liability_payable") }),
    invoice_ids: one2many("Invoices", "account.move", "partner_id", {
      compute: (env, row) =>
        linked(env, "account.move", "partner_id", row.id)
          .filter((move) => move["move_type"] !== "entry")
          .map((move) => move.id),
    }),
    opportunity_ids: one2many("Opportunities", "crm.lead", "partner_id"),
    sale_order_ids: one2many("Sales Order", "sale.order", "partner_id"),
    sale_order_count: integer("Sale Order Count", { compute: (env, row) => linked(env, "sale.order", "partner_id", row.id).length }),
    property_payment_term_id: many2one("Customer Payment Terms", "account.payment.term"),
    property_account_receivable_id: many2one("Account Receivable", "account.account", {
      compute: (env) => accountOfType(env, "asset_receivable"),
    }),
    property_account_payable_id: many2one("Account Payable", "account.account", {
      compute: (env) => accountOfType(env, "liability_payable"),
    }),
    partner_latitude: float("Geo Latitude"),
    currency_id: many2one("Currency", "res.currency", { compute: (env) => rowOf(env, "res.company", 1)?.["currency_id"] ?? false }),
  },
  hooks: {
    beforeCreate: (env, draft, given) => {
      if (!draft["name"] && draft["type"] === "contact") throw nameless(env);
      if ("company_type" in given) draft["is_company"] = given["company_type"] === "company";
      if (!("lang" in given)) draft["lang"] = inheritedLang(env, draft);
    },
    afterCreate: (env, row) => {
      refresh(env, row);
      logCreation(env, "res.partner", row);
    },
    afterWrite: (env, row, changed) => {
      if (changed.has("name") || changed.has("parent_id") || changed.has("is_company") || changed.has("type")) refresh(env, row);
    },
  },
  methods: {
    address_get: {
      onRecords: true,
      params: ["adr_pref?"],
      run: (env, ids, args) => {
        guard(env, "res.partner", ids, "read");
        return addresses(env, ids, Array.isArray(args["adr_pref"]) ? (args["adr_pref"] as string[]) : []);
      },
    },
  },
});

const nameless = (env: Env) =>
  validationError(env.release === 14 ? "res_partner_check_name" : "The operation cannot be completed: Contacts require a name");

/** A contact speaks its company's language on 19, the user's on 14. */
const inheritedLang = (env: Env, draft: Draft): string => {
  const parent = typeof draft["parent_id"] === "number" ? rowOf(env, "res.partner", draft["parent_id"]) : undefined;
  return env.release === 19 && parent ? text(parent, "lang") || "en_US" : "en_US";
};

/**
 * For each wanted type the nearest contact of it: among the partner's own contacts, then its parent's, up to
 * the company; the partner itself (or its first plain contact) where there is none.
 */
function addresses(env: Env, ids: readonly number[], wanted: readonly string[]): Record<string, number | false> {
  const types = new Set(["contact", ...wanted]);
  const found: Record<string, number> = {};
  const visited = new Set<number>();
  for (const id of ids) {
    let current = rowOf(env, "res.partner", id);
    while (current) {
      const queue: Row[] = [current];
      for (let row = queue.shift(); row; row = queue.shift()) {
        if (visited.has(row.id)) continue;
        visited.add(row.id);
        const type = text(row, "type");
        if (types.has(type) && found[type] === undefined) found[type] = row.id;
        if (Object.keys(found).length === types.size) return found;
        queue.unshift(
          // In the model's own order, which is that of `child_ids`.
          ...searchRows(env, "res.partner", [["parent_id", "=", row.id]]).filter((child) => !flag(child, "is_company")),
        );
      }
      if (flag(current, "is_company") || !ref(current, "parent_id")) break;
      current = rowOf(env, "res.partner", ref(current, "parent_id"));
    }
  }
  const fallback = found["contact"] ?? ids[0] ?? false;
  return Object.fromEntries([...types].map((type) => [type, found[type] ?? fallback]));
}
