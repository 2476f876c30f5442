import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Actor } from "#src/protocol/index.ts";
import { actionVersions } from "./autonomousActions.ts";
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

/** How an approver wants to be told. */
export const notificationPreferences = aiCoo.table(
  "notification_preferences",
  {
    orgId: orgId(),
    userId: text("user_id").notNull(),
    inApp: boolean("in_app").notNull().default(true),
    email: boolean("email").notNull().default(true),
    sms: boolean("sms").notNull().default(false),
    phone: text("phone"),
    /** IANA zone of the person, for digests. */
    timezone: text("timezone"),
    settings: jsonb("settings").$type<JsonObject>().notNull().default({}),
    updatedAt: moment("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.userId] })],
);

/** Links and codes that decide: only the hash is stored, for one person, one version, once. */
export const approvalTokens = aiCoo.table(
  "approval_tokens",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    tokenHash: text("token_hash").notNull(),
    purpose: text("purpose").$type<"link" | "code">().notNull(),
    actionId: uuid("action_id").notNull(),
    version: integer("version").notNull(),
    fingerprint: text("fingerprint").notNull(),
    userId: text("user_id").notNull(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    failedTries: integer("failed_tries").notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({
      name: "approval_tokens_version_fk",
      columns: [t.orgId, t.actionId, t.version],
      foreignColumns: [actionVersions.orgId, actionVersions.actionId, actionVersions.version],
    }),
    uniqueIndex("approval_tokens_hash_idx").on(t.orgId, t.tokenHash), // the look-up when a link is opened
    index("approval_tokens_action_idx").on(t.orgId, t.actionId), // ended together when the action is decided
    check("approval_tokens_purpose_check", sql`purpose in ('link', 'code')`),
  ],
);
