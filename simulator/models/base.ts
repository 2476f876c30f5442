import { type Env, linked, today } from "../engine/env.ts";
import {
  bool,
  char,
  date,
  float,
  integer,
  many2many,
  many2one,
  on14,
  on19,
  one2many,
  selection,
  type Selection,
} from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { flag, num, type Row, text } from "../engine/values.ts";

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
