import { byXmlId, type Env, existing, linked, modelOf, rowOf, today, valueOf } from "../engine/env.ts";
import { accessError, valueError } from "../engine/errors.ts";
import {
  bool,
  char,
  date,
  float,
  html,
  integer,
  many2many,
  many2one,
  on14,
  on19,
  one2many,
  selection,
  type Selection,
} from "../engine/fields.ts";
import { mayAccess, visible } from "../engine/access.ts";
import { defineModel } from "../engine/model.ts";
import { flag, num, ref, type Row, text } from "../engine/values.ts";

export const resCompany = defineModel({
  name: "res.company",
  label: "Companies",
  order: "sequence, name",
  fields: {
    name: char("Company Name", { required: true }),
    active: on19(bool("Active", { default: true })),
    sequence: integer("Sequence", { default: 10 }),
    partner_id: many2one("Partner", "res.partner", { required: true }),
    currency_id: many2one("Currency", "res.currency", { required: true }),
    country_id: many2one("Country", "res.country"),
    email: char("Email"),
    phone: char("Phone"),
    website: char("Website"),
    vat: char("Tax ID"),
    street: char("Street"),
    city: char("City"),
    zip: char("Zip"),
    parent_id: many2one("Parent Company", "res.company"),
    child_ids: one2many("Branches", "res.company", "parent_id"),
    user_ids: many2many("Accepted Users", "res.users"),
    resource_calendar_id: many2one("Default Working Hours", "resource.calendar"),
    transfer_account_id: many2one("Inter-Banks Transfer Account", "account.account"),
    period_lock_date: on14(date("Journals Entries Lock Date")),
    fiscalyear_lock_date: date("Lock Date"),
  },
});

/** The company's rate on a day: the newest that is not later; 1 where none is known. */
export function rateOf(env: Env, currency: number, day: string): number {
  let best: Row | undefined;
  for (const rate of linked(env, "res.currency.rate", "currency_id", currency)) {
    if (text(rate, "name") <= day && (!best || text(rate, "name") > text(best, "name"))) best = rate;
  }
  const oldest =
    best ?? linked(env, "res.currency.rate", "currency_id", currency).toSorted((a, b) => (text(a, "name") < text(b, "name") ? -1 : 1))[0];
  return oldest ? num(oldest, "rate") : 1;
}

export const resCurrency = defineModel({
  name: "res.currency",
  label: "Currency",
  order: "active desc, name",
  fields: {
    name: char("Currency", { required: true, index: true }),
    full_name: char("Name"),
    symbol: char("Symbol", { required: true }),
    position: selection(
      "Symbol Position",
      [
        ["after", "After Amount"],
        ["before", "Before Amount"],
      ],
      { default: "after" },
    ),
    rounding: float("Rounding Factor", { default: 0.01 }),
    decimal_places: integer("Decimal Places", {
      stored: true,
      compute: (_env, row) => Math.max(0, Math.round(-Math.log10(num(row, "rounding")))),
    }),
    rate: float("Current Rate", { compute: (env, row) => rateOf(env, row.id, today(env)) }),
    inverse_rate: on19(float("Inverse Rate", { compute: (env, row) => 1 / rateOf(env, row.id, today(env)) })),
    rate_ids: one2many("Rates", "res.currency.rate", "currency_id"),
    active: bool("Active", { default: true }),
  },
});

export const resCurrencyRate = defineModel({
  name: "res.currency.rate",
  label: "Currency Rate",
  order: "name desc, id",
  order14: "name desc",
  fields: {
    name: date("Date", { required: true, index: true, default: (env) => today(env) }),
    rate: float("Technical Rate", { default: 1 }),
    currency_id: many2one("Currency", "res.currency", { required: true, index: true }),
    company_id: many2one("Company", "res.company", { default: 1 }),
  },
});

export const resCountry = defineModel({
  name: "res.country",
  label: "Country",
  order: "name, id",
  order14: "name",
  fields: {
    name: char("Country Name", { required: true }),
    code: char("Country Code", { index: true }),
    phone_code: integer("Country Calling Code"),
    currency_id: many2one("Currency", "res.currency"),
  },
});

export const resLang = defineModel({
  name: "res.lang",
  label: "Languages",
  order: "active desc,name",
  fields: {
    name: char("Name", { required: true }),
    code: char("Locale Code", { required: true, index: true }),
    iso_code: char("ISO code"),
    url_code: char("URL Code"),
    active: bool("Active"),
    date_format: selection(
      "Date Format",
      ["%m/%d/%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"].map((format) => [format, format] as const),
      { type14: "char" },
    ),
    time_format: char("Time Format", { default: "%H:%M:%S" }),
    decimal_point: char("Decimal Separator"),
    thousands_sep: char("Thousands Separator"),
    grouping: char("Separator Format", { default: "[3,0]" }),
    direction: selection(
      "Direction",
      [
        ["ltr", "Left-to-Right"],
        ["rtl", "Right-to-Left"],
      ],
      { default: "ltr" },
    ),
    week_start: selection(
      "First Day of Week",
      [
        ["1", "Monday"],
        ["7", "Sunday"],
      ],
      { default: "1" },
    ),
  },
});

/** The languages in use, as a selection offers them. */
export const languages = (env: Env): Selection =>
  [...env.store.table("res.lang").rows.values()]
    .filter((row) => flag(row, "active"))
    .map((row) => [text(row, "code"), text(row, "name")] as const);

export const TIMEZONES: Selection = [
  "Europe/Brussels",
  "Europe/Paris",
  "Europe/Berlin",
  "Europe/London",
  "Europe/Madrid",
  "Europe/Rome",
  "America/New_York",
  "America/Los_Angeles",
  "Asia/Tokyo",
  "UTC",
].map((zone) => [zone, zone] as const);

/** An address without its display name, in lower case. */
export const normalizedEmail = (email: string): string | false => (/<([^>]+)>/.exec(email)?.[1] ?? email).trim().toLowerCase() || false;

const ofPartner = (field: string) => (env: Env, row: Row) => rowOf(env, "res.partner", ref(row, "partner_id"))?.[field] ?? false;

export const resUsers = defineModel({
  name: "res.users",
  label: "User",
  label14: "Users",
  order: "name, login",
  searchNames: ["name", "login"],
  displayName: (env, row) => text(rowOf(env, "res.partner", ref(row, "partner_id")) ?? row, "name"),
  fields: {
    name: char("Name", { compute: ofPartner("name"), stored: true }),
    login: char("Login", { required: true, index: true }),
    partner_id: many2one("Related Partner", "res.partner", { index: true }),
    active: bool("Active", { default: true }),
    share: bool("Share User"),
    email: char("Email", { compute: ofPartner("email"), stored: true }),
    phone: char("Phone", { compute: ofPartner("phone") }),
    lang: selection("Language", languages, { compute: ofPartner("lang") }),
    tz: selection("Timezone", TIMEZONES, { compute: ofPartner("tz") }),
    company_id: many2one("Company", "res.company", { default: 1 }),
    company_ids: many2many("Companies", "res.company", { default: [1] }),
    notification_type: selection(
      "Notification",
      [
        ["email", "Handle by Emails"],
        ["inbox", "Handle in Odoo"],
      ],
      { default: "email" },
    ),
    signature: html("Email Signature"),
    groups_id: on14(many2many("Groups", "res.groups")),
    group_ids: on19(many2many("Groups", "res.groups")),
    password: char("Password", { compute: () => false }),
  },
  hooks: {
    beforeCreate: (env, draft, given) => {
      if (draft["partner_id"]) return;
      const partner = {
        name: String(given["name"] ?? given["login"]),
        email: typeof given["email"] === "string" ? given["email"] : false,
        lang: "en_US",
        tz: "Europe/Brussels",
        active: true,
        type: "contact",
        is_company: false,
        company_id: false,
      };
      const row = env.store.insert("res.partner", { ...partner, complete_name: partner.name });
      env.store.update("res.partner", row.id, { commercial_partner_id: row.id });
      draft["partner_id"] = row.id;
    },
  },
  methods: {
    context_get: {
      params: [],
      run: (env) => {
        const partner = rowOf(env, "res.partner", ref(existing(env, "res.users", env.uid), "partner_id"));
        return { lang: partner?.["lang"] ?? "en_US", tz: partner?.["tz"] ?? false, ...(env.release === 19 ? { uid: env.uid } : {}) };
      },
    },
    has_group: { params: ["group_ext_id"], onRecords: true, run: () => true },
  },
});

export const resGroups = defineModel({
  name: "res.groups",
  label: "Access Groups",
  order: "name",
  fields: { name: char("Name", { required: true }), comment: char("Comment") },
});

export const mailBlacklist = defineModel({
  name: "mail.blacklist",
  label: "Mail Blacklist",
  order: "id",
  recName: "email",
  fields: { email: char("Email Address", { required: true, index: true }), active: bool("Active", { default: true }) },
  hooks: {
    beforeCreate: (_env, draft) => {
      draft["email"] =
        String(draft["email"] || "")
          .trim()
          .toLowerCase() || false;
    },
  },
});

export const phoneBlacklist = defineModel({
  name: "phone.blacklist",
  label: "Phone Blacklist",
  order: "id",
  recName: "number",
  fields: { number: char("Phone Number", { required: true, index: true }), active: bool("Active", { default: true }) },
});

export const irModel = defineModel({
  name: "ir.model",
  label: "Models",
  order: "model",
  fields: { name: char("Model Description", { required: true }), model: char("Model", { required: true, index: true }) },
});

export const irModelData = defineModel({
  name: "ir.model.data",
  label: "Model Data",
  order: "module, model, name",
  fields: {
    name: char("External Identifier", { required: true, index: true }),
    module: char("Module", { required: true }),
    model: char("Model Name", { required: true }),
    res_id: integer("Record ID", { index: true }),
    noupdate: bool("Non Updatable"),
    complete_name: char("Complete ID", { compute: (_env, row) => `${text(row, "module")}.${text(row, "name")}` }),
  },
  methods: {
    check_object_reference: {
      params: ["module", "xml_id", "raise_on_access_error?"],
      run: (env, _ids, args) => reference(env, String(args["module"]), String(args["xml_id"]), args["raise_on_access_error"] === true),
    },
  },
});

/** `[model, id]`; `[model, false]` where the user cannot see the record, e.g. because it is archived. */
function reference(env: Env, module: string, name: string, strict: boolean): unknown {
  const found = byXmlId(env, `${module}.${name}`);
  const row = found ? rowOf(env, found.model, found.id) : undefined;
  if (!found || !row) throw valueError(`External ID not found in the system: ${module}.${name}`);
  const model = modelOf(env, found.model);
  if (!mayAccess(env, model, "read")) {
    throw accessError(
      `You are not allowed to access '${model.label}' (${model.name}) records.\n\nThis operation is allowed for the following groups:\n\t- Access Rights\n\nContact your administrator to request access if necessary.`,
    );
  }
  const hidden = model.hasActive && env.context["active_test"] !== false && valueOf(env, model, row, "active") === false;
  const seen = visible(env, model, row) && !hidden;
  if (!seen && strict) throw accessError(`Not enough access rights on the external ID "${module}.${name}"`);
  return [found.model, seen ? found.id : false];
}

export const isActive = (row: Row): boolean => row["active"] === undefined || flag(row, "active");
