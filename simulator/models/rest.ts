import { bool, char, type Field, html, many2one, resId, selection } from "../engine/fields.ts";
import { defineModel, type Model } from "../engine/model.ts";
import { TIMEZONES } from "./base.ts";

const small = (name: string, label: string, fields: Record<string, Field>, options: Partial<Model> = {}): Model =>
  defineModel({ name, label, order: "id", fields, ...options });

/** Models that matter by a field or two, or by being refused. */
export const REST: readonly Model[] = [
  small("mail.template", "Email Templates", {
    name: char("Name"),
    model_id: many2one("Applies to", "ir.model"),
    subject: char("Subject"),
    body_html: html("Body"),
    partner_to: char("To"),
  }),
  small(
    "mail.followers",
    "Document Followers",
    {
      res_model: char("Related Document Model Name", { required: true }),
      res_id: resId("Related Document ID", { index: true }),
      partner_id: many2one("Related Partner", "res.partner", { required: true }),
    },
    { recName: "res_model" },
  ),
  small("resource.calendar", "Resource Working Time", {
    name: char("Name", { required: true }),
    active: bool("Active", { default: true }),
    tz: selection("Timezone", TIMEZONES, { required: true, default: "Europe/Brussels" }),
    company_id: many2one("Company", "res.company"),
  }),
  small(
    "res.partner.bank",
    "Bank Accounts",
    {
      acc_number: char("Account Number", { required: true }),
      partner_id: many2one("Account Holder", "res.partner", { required: true, index: true }),
    },
    { recName: "acc_number" },
  ),
  small(
    "account.payment.method.line",
    "Payment Methods",
    { name: char("Name"), code: char("Code"), journal_id: many2one("Journal", "account.journal") },
    { only: 19 },
  ),
  small(
    "ir.config_parameter",
    "System Parameter",
    { key: char("Key", { required: true }), value: char("Value", { required: true }) },
    { recName: "key" },
  ),
  small("res.config.settings", "Config Settings", { company_id: many2one("Company", "res.company") }, { recName: "id" }),
];
