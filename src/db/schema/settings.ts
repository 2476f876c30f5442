import { jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import type { Actor } from "#src/protocol/index.ts";
import { aiCoo, type JsonObject, moment, orgId } from "./base.ts";

/** The areas that have settings of their own; each folder parses its own with zod. */
export type SettingsArea =
  | "analysis"
  | "outreach"
  | "recommender"
  | "executor"
  | "model"
  | "notifications"
  | "organisation"
  | "odoo"
  | "retention"
  | "outcomes"
  | "restore"
  /** Not set by people: from where the SMS of a provider that has to be asked are read on. */
  | "sms_replies";

/** What the organisation allows, and the emergency stop. */
export const guardrails = aiCoo.table(
  "guardrails",
  {
    orgId: orgId(),
    settings: jsonb("settings").$type<JsonObject>().notNull().default({}),
    /** Set while the emergency stop is on: nothing starts. */
    stoppedAt: moment("stopped_at"),
    stoppedBy: text("stopped_by").$type<Actor>(),
    stopReason: text("stop_reason"),
    updatedAt: moment("updated_at").notNull(),
    updatedBy: text("updated_by").$type<Actor>(),
  },
  (t) => [primaryKey({ columns: [t.orgId] })],
);

/** Settings other than guardrails, one document an area. */
export const orgSettings = aiCoo.table(
  "org_settings",
  {
    orgId: orgId(),
    area: text("area").$type<SettingsArea>().notNull(),
    settings: jsonb("settings").$type<JsonObject>().notNull(),
    updatedAt: moment("updated_at").notNull(),
    updatedBy: text("updated_by").$type<Actor>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.area] })],
);
