import { type Env, existing, linked, nowText, rowOf } from "../engine/env.ts";
import { validationError } from "../engine/errors.ts";
import {
  bool,
  char,
  date,
  datetime,
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
} from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import { defineModel, type Draft } from "../engine/model.ts";
import { flag, num, ref, round, type Row, text, type Values } from "../engine/values.ts";
import { writeRecords } from "../engine/write.ts";
import { normalizedEmail } from "./base.ts";
import { logCreation, logTracking } from "./mailThread.ts";

export const crmStage = defineModel({
  name: "crm.stage",
  label: "CRM Stages",
  order: "sequence, name, id",
  fields: {
    name: char("Stage Name", { required: true, translate: true }),
    sequence: integer("Sequence", { default: 1 }),
    is_won: bool("Is Won Stage?"),
    fold: bool("Folded in Pipeline"),
    requirements: char("Requirements"),
    team_id: on14(many2one("Sales Team", "crm.team")),
    team_ids: on19(many2many("Sales Teams", "crm.team")),
  },
});

export const crmTeam = defineModel({
  name: "crm.team",
  label: "Sales Team",
  order: "sequence, name",
  fields: {
    name: char("Sales Team", { required: true }),
    sequence: integer("Sequence", { default: 10 }),
    active: bool("Active", { default: true }),
    user_id: many2one("Team Leader", "res.users"),
    company_id: many2one("Company", "res.company", { default: 1 }),
  },
});

export const crmLostReason = defineModel({
  name: "crm.lost.reason",
  label: "Opp. Lost Reason",
  order: "id",
  fields: { name: char("Description", { required: true }), active: bool("Active", { default: true }) },
});

const partnerOf = (env: Env, row: Row): Row | undefined => rowOf(env, "res.partner", ref(row, "partner_id"));
const ordersOf = (env: Env, row: Row, states: readonly string[]): Row[] =>
  linked(env, "sale.order", "opportunity_id", row.id).filter((order) => states.includes(text(order, "state")));
const stageOf = (env: Env, row: Row): Row | undefined => rowOf(env, "crm.stage", ref(row, "stage_id"));

const phoneBlacklisted = (env: Env, row: Row): boolean => {
  const phone = (text(row, "mobile") || text(row, "phone")).replaceAll(/[^+\d]/g, "");
  return phone !== "" && linked(env, "phone.blacklist", "number", phone).some((entry) => flag(entry, "active"));
};
const blacklisted = (env: Env, row: Row): boolean => {
  const email = normalizedEmail(text(row, "email_from"));
  return email !== false && linked(env, "mail.blacklist", "email", email).some((entry) => flag(entry, "active"));
};

/** A stage's usual chance, in place of Odoo's learnt one. */
const STAGE_PROBABILITY: Readonly<Record<string, number>> = { New: 10, Qualified: 30, Proposition: 60 };

export const crmLead = defineModel({
  name: "crm.lead",
  label: "Lead",
  label14: "Lead/Opportunity",
  order: "priority desc, id desc",
  thread: true,
  activities: true,
  fields: {
    name: char("Opportunity", { required: true }),
    active: bool("Active", { default: true }),
    type: selection(
      "Type",
      [
        ["lead", "Lead"],
        ["opportunity", "Opportunity"],
      ],
      { required: true, default: "lead", index: true },
    ),
    partner_id: many2one("Customer", "res.partner", { index: true }),
    partner_name: char("Company Name"),
    contact_name: char("Contact Name"),
    email_from: char("Email"),
    phone: char("Phone"),
    mobile: on14(char("Mobile")),
    phone_sanitized: char("Sanitized Number", { compute: (_env, row) => text(row, "mobile") || text(row, "phone") || false }),
    phone_blacklisted: bool("Blacklisted Phone is Phone", { compute: phoneBlacklisted }),
    phone_sanitized_blacklisted: bool("Phone Blacklisted", { compute: phoneBlacklisted }),
    is_blacklisted: bool("Blacklist", { compute: blacklisted }),
    email_normalized: char("Normalized Email", { compute: (_env, row) => normalizedEmail(text(row, "email_from")) }),
    expected_revenue: monetary("Expected Revenue"),
    prorated_revenue: monetary("Prorated Revenue", {
      stored: true,
      compute: (_env, row) => round((num(row, "expected_revenue") * num(row, "probability")) / 100),
    }),
    recurring_revenue: monetary("Recurring Revenues", { groups: "Technical / Show Recurring Revenues Menu" }),
    company_currency: many2one("Currency", "res.currency", { compute: (env) => ref(existing(env, "res.company", 1), "currency_id") }),
    probability: float("Probability", { aggregate: "avg" }),
    automated_probability: float("Automated Probability"),
    is_automated_probability: bool("Is automated probability?"),
    won_status: on19(
      selection(
        "Is Won",
        [
          ["won", "Won"],
          ["lost", "Lost"],
          ["pending", "Pending"],
        ],
        {
          stored: true,
          compute: (env, row) => {
            const stage = stageOf(env, row);
            return stage && flag(stage, "is_won") && num(row, "probability") === 100
              ? "won"
              : row["active"] === false && num(row, "probability") === 0
                ? "lost"
                : "pending";
          },
        },
      ),
    ),
    stage_id: many2one("Stage", "crm.stage", { index: true }),
    user_id: many2one("Salesperson", "res.users", { index: true, default: (env) => env.uid }),
    team_id: many2one("Sales Team", "crm.team", { default: 1 }),
    company_id: many2one("Company", "res.company", { default: 1 }),
    country_id: many2one("Country", "res.country"),
    lang_id: many2one("Language", "res.lang"),
    priority: selection(
      "Priority",
      [
        ["0", "Low"],
        ["1", "Medium"],
        ["2", "High"],
        ["3", "Very High"],
      ],
      { default: "0" },
    ),
    description: html("Notes"),
    date_open: datetime("Assignment Date"),
    date_closed: datetime("Closed Date"),
    date_last_stage_update: datetime("Last Stage Update"),
    date_deadline: date("Expected Closing"),
    date_conversion: datetime("Conversion Date"),
    day_open: float("Days to Assign", { compute: () => 0 }),
    lost_reason: on14(many2one("Lost Reason", "crm.lost.reason")),
    lost_reason_id: on19(many2one("Lost Reason", "crm.lost.reason")),
    tag_ids: many2many("Tags", "res.groups"),
    order_ids: one2many("Orders", "sale.order", "opportunity_id"),
    sale_order_count: integer("Number of Sale Orders", { compute: (env, row) => ordersOf(env, row, ["sale", "done"]).length }),
    quotation_count: integer("Number of Quotations", { compute: (env, row) => ordersOf(env, row, ["draft", "sent"]).length }),
    sale_amount_total: monetary("Sum of Orders", {
      compute: (env, row) => ordersOf(env, row, ["sale", "done"]).reduce((sum, order) => sum + num(order, "amount_untaxed"), 0),
    }),
  },
  hooks: {
    beforeCreate: (env, draft, given) => prepareLead(env, draft, given),
    afterCreate: (env, row) => logCreation(env, "crm.lead", row),
    beforeWrite: (env, row, patch, given) => {
      if (typeof patch["stage_id"] !== "number" || patch["stage_id"] === row["stage_id"]) return;
      const stage = existing(env, "crm.stage", patch["stage_id"]);
      patch["date_last_stage_update"] = nowText(env);
      const fromWon = stageOf(env, row)?.["is_won"] === true;
      if (flag(stage, "is_won")) Object.assign(patch, { probability: 100, automated_probability: 100, date_closed: nowText(env) });
      else if (fromWon || (flag(row, "is_automated_probability") && !("probability" in given))) {
        const probability = STAGE_PROBABILITY[text(stage, "name")] ?? 50;
        Object.assign(patch, { probability, automated_probability: probability, ...(fromWon ? { date_closed: false } : {}) });
      }
    },
    afterWrite: (env, row, changed) => {
      if (changed.has("stage_id"))
        logTracking(env, "crm.lead", row, stageOf(env, row)?.["is_won"] === true ? "crm.mt_lead_won" : "crm.mt_lead_stage");
    },
  },
  methods: {
    action_set_won: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env, ids) => {
        guard(env, "crm.lead", ids, "write");
        const won = [...env.store.table("crm.stage").rows.values()].find((stage) => flag(stage, "is_won"));
        writeRecords(env, "crm.lead", ids, { active: true, stage_id: won?.id ?? false, probability: 100 });
        return true;
      },
    },
    action_set_lost: {
      onRecords: true,
      writes: true,
      rest: true,
      params: [],
      run: (env, ids, _args, rest) => {
        guard(env, "crm.lead", ids, "write");
        if (env.release === 19 && ids.some((id) => stageOf(env, existing(env, "crm.lead", id))?.["is_won"] === true))
          throw validationError("A lead in a Won stage cannot be lost. Move it to another stage first.");
        writeRecords(env, "crm.lead", ids, { ...rest, active: false, probability: 0, automated_probability: 0 });
        return env.release === 19 ? true : undefined;
      },
    },
  },
});

function prepareLead(env: Env, draft: Draft, given: Values): void {
  const partner = partnerOf(env, { id: 0, ...draft });
  if (partner) {
    const company = rowOf(env, "res.partner", ref(partner, "commercial_partner_id"));
    draft["email_from"] ||= text(partner, "email") || false;
    draft["phone"] ||= text(partner, "phone") || false;
    draft["partner_name"] ||= company && flag(company, "is_company") ? text(company, "name") : false;
    draft["contact_name"] ||= flag(partner, "is_company") ? false : text(partner, "name");
    draft["country_id"] ||= ref(partner, "country_id") || false;
    draft["lang_id"] ||= linked(env, "res.lang", "code", text(partner, "lang"))[0]?.id ?? false;
  }
  const stages = [...env.store.table("crm.stage").rows.values()].toSorted((a, b) => num(a, "sequence") - num(b, "sequence"));
  draft["stage_id"] ||= stages[0]?.id ?? false;
  const stage = existing(env, "crm.stage", Number(draft["stage_id"]));
  if (!("probability" in given))
    Object.assign(draft, {
      probability: flag(stage, "is_won") ? 100 : (STAGE_PROBABILITY[text(stage, "name")] ?? 50),
      is_automated_probability: true,
    });
  draft["date_last_stage_update"] ||= nowText(env);
  if (draft["user_id"]) draft["date_open"] ||= nowText(env);
}
