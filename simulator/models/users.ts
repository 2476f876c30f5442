import { type Env, existing, rowOf } from "../engine/env.ts";
import { bool, char, html, many2many, many2one, on14, on19, selection } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { ref, type Row, text } from "../engine/values.ts";
import { languages, TIMEZONES } from "./base.ts";

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
    // A method of the model on 14, of a user on 19; the group itself is the last argument of both.
    has_group: { params: ["user_or_group", "group_ext_id?"], rest: true, run: () => true },
  },
});

export const resGroups = defineModel({
  name: "res.groups",
  label: "Access Groups",
  order: "name",
  fields: { name: char("Name", { required: true }), comment: char("Comment") },
});
