import { bool, char, date, datetime, defineModel, many2one, optional, referenceId, selection, text, x2many } from "./define.ts";

export const companyModel = defineModel("res.company", {
  name: char(),
  partner_id: many2one(),
  currency_id: many2one(),
  country_id: many2one(),
  email: char(),
  phone: char(),
  website: char(),
  parent_id: many2one(),
});

/** `res.partner`: customers and their contacts. Everything in it is written by people outside: untrusted text. */
export const partnerModel = defineModel("res.partner", {
  name: char(),
  display_name: char(),
  email: char(),
  /** The one address in `email`, lower case; `null` when it does not parse. */
  email_normalized: optional(char()),
  phone: char(),
  /** A field of its own up to 17; later releases keep one `phone`. */
  mobile: optional(char()),
  /** E.164, computed by Odoo from the mobile or phone number and the country. */
  phone_sanitized: optional(char()),
  /** A locale such as `fr_FR`. */
  lang: char(),
  /** IANA zone; people seldom set it. */
  tz: char(),
  /** `contact`, `invoice`, `delivery`, `other`, `private` (14). */
  type: selection(),
  is_company: bool(),
  parent_id: many2one(),
  child_ids: x2many(),
  commercial_partner_id: many2one(),
  country_id: many2one(),
  company_id: many2one(),
  /** The salesperson. */
  user_id: many2one(),
  ref: char(),
  active: bool(),
  /** The address is on Odoo's own mail blacklist. */
  is_blacklisted: optional(bool()),
  /** The number is on Odoo's own phone blacklist. */
  phone_sanitized_blacklisted: optional(bool()),
});

export const userModel = defineModel("res.users", {
  name: char(),
  login: char(),
  email: char(),
  partner_id: many2one(),
  company_id: many2one(),
  company_ids: x2many(),
  lang: char(),
  tz: char(),
  active: bool(),
  /** A portal user, not an employee. */
  share: bool(),
});

/** `res.lang`: how a language writes dates and numbers. */
export const langModel = defineModel("res.lang", {
  code: char(),
  iso_code: char(),
  name: char(),
  active: bool(),
  date_format: char(),
  decimal_point: char(),
  /** Has a space in many languages, so it is not trimmed. */
  thousands_sep: char(),
});

/** `res.country`. */
export const countryModel = defineModel("res.country", { name: char(), code: char() });

/** `mail.message`: notes, mails and comments on a record. */
export const messageModel = defineModel("mail.message", {
  model: char(),
  res_id: referenceId(),
  /** UTC. */
  date: datetime(),
  /** `comment`, `email` (came in), `email_outgoing` (19), `notification`, `user_notification`, `sms`, …. */
  message_type: selection(),
  subtype_id: many2one(),
  is_internal: bool(),
  author_id: many2one(),
  email_from: char(),
  partner_ids: x2many(),
  subject: char(),
  /** HTML, untrusted. */
  body: text(),
  message_id: char(),
});

/** `mail.activity`: something planned. Up to 16 a finished one is deleted, later it is archived with `date_done`. */
export const activityModel = defineModel("mail.activity", {
  res_model: char(),
  res_id: referenceId(),
  res_name: char(),
  summary: char(),
  note: text(),
  date_deadline: date(),
  user_id: many2one(),
  activity_type_id: many2one(),
  /** `overdue`, `today`, `planned`, `done` (19). */
  state: selection(),
  active: optional(bool()),
  date_done: optional(date()),
  create_date: datetime(),
});

export const activityTypeModel = defineModel("mail.activity.type", {
  name: char(),
  /** `default`, `upload_file`, `meeting`, `phonecall` (19). */
  category: selection(),
  active: bool(),
});
