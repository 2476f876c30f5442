import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actionVersions, autonomousActions } from "./autonomousActions.ts";
import { aiCoo, type JsonObject, moment, orgId } from "./base.ts";

/** How an approver wants to be told, and the number they may decide from. */
export const notificationPreferences = aiCoo.table(
  "notification_preferences",
  {
    orgId: orgId(),
    userId: text("user_id").notNull(),
    /** E.164. Theirs: they sent a code from it, or whoever runs AI COO said so. */
    phone: text("phone"),
    /** A number that nobody has proved yet; nothing is ever sent there. */
    pendingPhone: text("pending_phone"),
    phoneCodeHash: text("phone_code_hash"),
    phoneCodeUntil: moment("phone_code_until"),
    /** Wrong codes by SMS since the last right one. */
    smsWrong: integer("sms_wrong").notNull().default(0),
    /** Set after too many of them: nothing is decided by SMS until the person unlocks it, signed in. */
    smsLockedAt: moment("sms_locked_at"),
    /** IANA zone of the person, for digests and the night; the organisation's when not set. */
    timezone: text("timezone"),
    settings: jsonb("settings").$type<JsonObject>().notNull().default({}),
    updatedAt: moment("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.userId] }),
    // an SMS from a number is one person's word
    uniqueIndex("notification_preferences_phone_idx")
      .on(t.orgId, t.phone)
      .where(sql`phone is not null`),
  ],
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
    /** Who is away and in whose place they are asked; null where they are asked for themselves. */
    forUser: text("for_user"),
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
    index("approval_tokens_user_idx").on(t.orgId, t.userId, t.purpose), // the codes of whoever sent an SMS
    check("approval_tokens_purpose_check", sql`purpose in ('link', 'code')`),
  ],
);

export type NotificationKind = "approval" | "escalation" | "digest" | "receipt" | "test" | "invitation";
export type NotificationState = "waiting" | "sending" | "sent" | "failed" | "unknown" | "dropped";

/**
 * What an approver is told by mail or SMS, one row a person, channel and reason; and the mail of an invitation, as a row of who invites. The key makes each exist once, whoever
 * races; the state says whether it went out, so that it goes once.
 */
export const notifications = aiCoo.table(
  "notifications",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    dedupeKey: text("dedupe_key").notNull(),
    userId: text("user_id").notNull(),
    /** Who is away and in whose place they are told; null where they are told for themselves. */
    forUser: text("for_user"),
    channel: text("channel").$type<"email" | "sms">().notNull(),
    kind: text("kind").$type<NotificationKind>().notNull(),
    /** Absent for a digest, a test and an invitation. */
    actionId: uuid("action_id"),
    version: integer("version"),
    /** What a receipt or an invitation says: ids and codes of ours, no text of a customer and no address. */
    detail: jsonb("detail").$type<JsonObject>().notNull().default({}),
    state: text("state").$type<NotificationState>().notNull().default("waiting"),
    /** Not sent before. */
    dueAt: moment("due_at").notNull(),
    createdAt: moment("created_at").notNull(),
    /** When a worker took it to send it; written before anything leaves. */
    claimedAt: moment("claimed_at"),
    sentAt: moment("sent_at"),
    tries: integer("tries").notNull().default(0),
    /** The mail or SMS that it went with: several are gathered into one. */
    deliveryId: uuid("delivery_id"),
    /** Why it was not sent, or is sent later, one sentence. */
    reason: text("reason"),
    providerRef: text("provider_ref"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    foreignKey({
      name: "notifications_action_fk",
      columns: [t.orgId, t.actionId],
      foreignColumns: [autonomousActions.orgId, autonomousActions.actionId],
    }),
    uniqueIndex("notifications_key_idx").on(t.orgId, t.dedupeKey),
    // what is due
    index("notifications_due_idx")
      .on(t.orgId, t.dueAt)
      .where(sql`state in ('waiting', 'sending')`),
    index("notifications_user_idx").on(t.orgId, t.userId, t.createdAt), // what somebody was told, newest first
    index("notifications_action_idx").on(t.orgId, t.actionId, t.userId), // whether somebody was told about it
    check("notifications_channel_check", sql`channel in ('email', 'sms')`),
    check("notifications_kind_check", sql`kind in ('approval', 'escalation', 'digest', 'receipt', 'test', 'invitation')`),
    check("notifications_state_check", sql`state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')`),
  ],
);
