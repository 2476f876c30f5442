import { type Env, SUPERUSER_ID, type Server } from "../engine/env.ts";
import type { Values } from "../engine/values.ts";
import { createRecord } from "../engine/write.ts";
import { ACCOUNT_TYPES, internalType } from "../models/account.ts";
import { CHART, JOURNALS, TERMS } from "./chart.ts";
import { COUNTRIES, CURRENCIES, EURO_RATES, LANGUAGES } from "./world.ts";

export const ADMIN_LOGIN = "admin";
export const USER_LOGIN = "aicoo";

/** What a freshly installed Odoo holds before anybody has done business in it. */
export function seedFresh(server: Server, currency: string): void {
  const env: Env = {
    server,
    release: server.release,
    store: server.store,
    uid: SUPERUSER_ID,
    su: true,
    context: { tracking_disable: true },
  };
  seedModels(env);
  seedWorld(env);
  seedCompany(env, currency);
  seedAccounting(env);
  seedMail(env);
  seedWork(env);
}

function make(env: Env, model: string, values: Values, xmlId?: string): number {
  const { id } = createRecord(env, model, values);
  if (xmlId) nameRecord(env, model, id, xmlId);
  return id;
}

function nameRecord(env: Env, model: string, id: number, xmlId: string): void {
  const dot = xmlId.indexOf(".");
  env.store.insert("ir.model.data", { module: xmlId.slice(0, dot), name: xmlId.slice(dot + 1), model, res_id: id, noupdate: false });
}

function seedModels(env: Env): void {
  for (const model of env.server.models.values()) {
    const module = MODULES.find(([prefix]) => model.name.startsWith(prefix))?.[1] ?? "base";
    const row = env.store.insert("ir.model", { name: model.label, model: model.name });
    nameRecord(env, "ir.model", row.id, `${module}.model_${model.name.replaceAll(".", "_")}`);
  }
}

const MODULES = [
  ["account.", "account"],
  ["mail.", "mail"],
  ["crm.", "crm"],
  ["sale.", "sale"],
  ["project.", "project"],
  ["product.", "product"],
  ["phone.", "phone_validation"],
] as const;

function seedWorld(env: Env): void {
  for (const [code, name, symbol, position, active] of CURRENCIES)
    make(env, "res.currency", { name: code, full_name: name, symbol, position, active }, `base.${code}`);
  for (const [code, name, currency] of COUNTRIES) {
    const [row] = [...env.store.table("res.currency").withValue("name", currency)];
    make(env, "res.country", { code, name, currency_id: row ?? false }, `base.${code.toLowerCase()}`);
  }
  for (const language of LANGUAGES)
    make(env, "res.lang", { ...language, url_code: language.iso_code }, `base.lang_${language.code.split("_")[0]}`);
}

const idOf = (env: Env, model: string, field: string, value: string): number => [...env.store.table(model).withValue(field, value)][0] ?? 0;

function seedCompany(env: Env, code: string): void {
  const currency = idOf(env, "res.currency", "name", code);
  const partner = (name: string, email: string): number => {
    const row = env.store.insert("res.partner", {
      name,
      complete_name: name,
      email,
      lang: "en_US",
      tz: "Europe/Brussels",
      type: "contact",
      active: true,
      is_company: name === "My Company",
      trust: "normal",
    });
    env.store.update("res.partner", row.id, { commercial_partner_id: row.id });
    return row.id;
  };
  const company = partner("My Company", "info@mycompany.example");
  make(
    env,
    "res.company",
    {
      name: "My Company",
      partner_id: company,
      currency_id: currency,
      resource_calendar_id: make(env, "resource.calendar", { name: "Standard 40 hours/week" }),
      email: "info@mycompany.example",
      country_id: idOf(env, "res.country", "code", "BE"),
    },
    "base.main_company",
  );
  nameRecord(env, "res.partner", company, "base.main_partner");
  for (const [other, perEuro] of EURO_RATES) {
    const rate = perEuro / (EURO_RATES.find(([one]) => one === code)?.[1] ?? 1);
    if (other !== code) make(env, "res.currency.rate", { currency_id: idOf(env, "res.currency", "name", other), rate, name: "2010-01-01" });
  }
  const bot = partner("OdooBot", "odoobot@mycompany.example");
  env.store.update("res.partner", bot, { active: false });
  env.store.insert("res.users", { login: "__system__", partner_id: bot, active: false, share: false, company_id: 1, company_ids: [1] });
  const admin = env.store.insert("res.users", {
    login: ADMIN_LOGIN,
    partner_id: partner("Mitchell Admin", "admin@mycompany.example"),
    active: true,
    share: false,
    company_id: 1,
    company_ids: [1],
  });
  nameRecord(env, "res.users", admin.id, "base.user_admin");
  env.store.insert("res.users", {
    login: USER_LOGIN,
    partner_id: partner("AI COO", "aicoo@mycompany.example"),
    active: true,
    share: false,
    company_id: 1,
    company_ids: [1],
  });
  const groups = [
    ["base.group_user", "Internal User"],
    ["account.group_account_invoice", "Billing"],
    ["project.group_project_user", "User"],
    ["sales_team.group_sale_salesman_all_leads", "User: All Documents"],
  ] as const;
  for (const [xmlId, name] of groups) make(env, "res.groups", { name }, xmlId);
}

function seedAccounting(env: Env): void {
  if (env.release === 14) {
    for (const [type, name] of ACCOUNT_TYPES)
      env.store.insert("account.account.type", { name, type: internalType(type), internal_group: type.split("_")[0] ?? "" });
  }
  const byCode = new Map<string, number>();
  for (const [code, name, type, reconcile] of CHART) {
    const row = env.store.insert("account.account", { code, name, account_type: type, reconcile, active: true, company_id: 1 });
    byCode.set(code, row.id);
  }
  for (const journal of JOURNALS) {
    make(env, "account.journal", {
      name: env.release === 14 ? journal.name14 : journal.name,
      code: journal.code,
      type: journal.type,
      sequence: journal.sequence,
      default_account_id: byCode.get(journal.account) ?? false,
      suspense_account_id: journal.type === "bank" || journal.type === "cash" ? (byCode.get("101402") ?? false) : false,
    });
  }
  for (const { name, parts } of TERMS) {
    const term = make(
      env,
      "account.payment.term",
      { name },
      name === "Immediate Payment"
        ? "account.account_payment_term_immediate"
        : name === "30 Days"
          ? "account.account_payment_term_30days"
          : undefined,
    );
    parts.forEach((part, index) => {
      const isLast = index === parts.length - 1;
      const values =
        env.release === 14
          ? { value: isLast ? "balance" : "percent", value_amount: isLast ? 0 : part.percent, days: part.days }
          : { value: "percent", value_amount: part.percent, nb_days: part.days, delay_type: "days_after" };
      make(env, "account.payment.term.line", { payment_id: term, ...values });
    });
  }
}

function seedMail(env: Env): void {
  const subtypes = [
    ["Discussions", "mail.mt_comment", false, true],
    ["Note", "mail.mt_note", true, false],
    ["Activities", "mail.mt_activities", true, true],
    ["Paid", "account.mt_invoice_paid", false, false],
    ["Invoice Created", "account.mt_invoice_created", true, false],
    ["Stage Changed", "crm.mt_lead_stage", false, true],
    ["Opportunity Won", "crm.mt_lead_won", false, false],
    ["Stage Changed", "project.mt_task_stage", false, true],
  ] as const;
  for (const [name, xmlId, internal, standard] of subtypes) make(env, "mail.message.subtype", { name, internal, default: standard }, xmlId);
  const types = [
    ["Email", "mail.mail_activity_data_email", "default", "fa-envelope", 0, 3],
    ["Call", "mail.mail_activity_data_call", env.release === 14 ? "default" : "phonecall", "fa-phone", 2, 6],
    ["Meeting", "mail.mail_activity_data_meeting", "meeting", "fa-users", 0, 9],
    [env.release === 14 ? "To Do" : "To-Do", "mail.mail_activity_data_todo", "default", "fa-check", 5, env.release === 14 ? 12 : 2],
    [env.release === 14 ? "Upload Document" : "Document", "mail.mail_activity_data_upload_document", "upload_file", "fa-upload", 5, 25],
  ] as const;
  for (const [name, xmlId, category, icon, delay, sequence] of types)
    make(env, "mail.activity.type", { name, category, icon, delay_count: delay, sequence }, xmlId);
}

function seedWork(env: Env): void {
  make(env, "crm.team", { name: "Sales" }, "sales_team.team_sales_department");
  const stages = [
    ["New", 1, false],
    ["Qualified", 2, false],
    ["Proposition", 3, false],
    ["Won", 70, true],
  ] as const;
  stages.forEach(([name, sequence, won], index) => make(env, "crm.stage", { name, sequence, is_won: won }, `crm.stage_lead${index + 1}`));
  for (const name of ["Too expensive", "We don't have people/skills", "Not enough stock"]) make(env, "crm.lost.reason", { name });
  make(env, "product.product", { name: "Service", list_price: 100 });
}
