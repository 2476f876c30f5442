import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Actor, ActionType } from "#src/protocol/index.ts";
import { aiCoo, type JsonObject, moment, orgId } from "./base.ts";

export type OutreachChannel = "email" | "sms";
export type OutreachContextType = "invoice" | "deal" | "customer" | "task";
export type LedgerState = "reserved" | "sent" | "released" | "unknown";
export type SuppressionReason = "hard_bounce" | "complaint" | "unsubscribe" | "stop" | "odoo_blacklist" | "manual";

/** Per scope, when the next contact is allowed. A contact is reserved here before it is made. */
export const outreachState = aiCoo.table(
  "outreach_state",
  {
    orgId: orgId(),
    partnerId: integer("partner_id").notNull(),
    contextType: text("context_type").$type<OutreachContextType>().notNull(),
    /** 0 where the scope is the partner as a whole. */
    contextId: integer("context_id").notNull().default(0),
    channel: text("channel").$type<OutreachChannel>().notNull(),
    scopeKey: text("scope_key").notNull(),
    lastSentAt: moment("last_sent_at"),
    nextAllowedAt: moment("next_allowed_at").notNull(),
    /** The action that holds or last held the reservation. */
    actionId: uuid("action_id"),
    attemptCount: integer("attempt_count").notNull().default(0),
    sequenceState: jsonb("sequence_state").$type<JsonObject>(),
    updatedAt: moment("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.partnerId, t.contextType, t.contextId, t.channel] }),
    // the reservation's conflict target: one row a scope, whoever races
    uniqueIndex("outreach_state_scope_idx").on(t.orgId, t.scopeKey),
  ],
);

/** Every contact, reserved, made, given back or not known; rate limits count it. */
export const outreachLedger = aiCoo.table(
  "outreach_ledger",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    actionId: uuid("action_id").notNull(),
    partnerId: integer("partner_id").notNull(),
    channel: text("channel").$type<OutreachChannel>().notNull(),
    addresses: text("addresses").array().notNull(),
    contextType: text("context_type").$type<OutreachContextType>().notNull(),
    contextId: integer("context_id").notNull().default(0),
    scopeKey: text("scope_key").notNull(),
    state: text("state").$type<LedgerState>().notNull(),
    actionType: text("action_type").$type<ActionType>(),
    /** Level of the reminder ladder, with the currency and company it was for and the invoices it listed. */
    level: integer("level"),
    currency: text("currency"),
    companyId: integer("company_id"),
    invoiceIds: integer("invoice_ids").array(),
    reservedAt: moment("reserved_at").notNull(),
    sentAt: moment("sent_at"),
    releasedAt: moment("released_at"),
    /** What `outreach_state` allowed before, so that a release gives back exactly that. */
    previousNextAllowedAt: moment("previous_next_allowed_at"),
    providerRef: text("provider_ref"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // "not given back" in these: asked for by the state they would be written anew with each change of it
    // an action holds one contact at a time; a retry after a release is a new row
    uniqueIndex("outreach_ledger_action_idx")
      .on(t.orgId, t.actionId)
      .where(sql`released_at is null`),
    // rate limits of a channel over a sliding window
    index("outreach_ledger_channel_idx")
      .on(t.orgId, t.channel, t.reservedAt)
      .where(sql`released_at is null`),
    // rate limits of a customer, and the last contact with them
    index("outreach_ledger_partner_idx")
      .on(t.orgId, t.partnerId, t.channel, t.reservedAt)
      .where(sql`released_at is null`),
    // the duplicate check of a scope over its window
    index("outreach_ledger_scope_idx")
      .on(t.orgId, t.scopeKey, t.reservedAt)
      .where(sql`released_at is null`),
    // the reminder ladder reads the last level of each customer
    index("outreach_ledger_level_idx")
      .on(t.orgId, t.partnerId, t.companyId, t.currency, t.reservedAt)
      .where(sql`level is not null`),
    check("outreach_ledger_released_check", sql`(state = 'released') = (released_at is not null)`),
    check("outreach_ledger_state_check", sql`state in ('reserved', 'sent', 'released', 'unknown')`),
  ],
);

/** Addresses that are not contacted, each on its own channel. The address is normalised by the outreach folder. */
export const suppressions = aiCoo.table(
  "suppressions",
  {
    orgId: orgId(),
    channel: text("channel").$type<OutreachChannel>().notNull(),
    address: text("address").notNull(),
    reason: text("reason").$type<SuppressionReason>().notNull(),
    /** Where it came from: a provider's event id, a person's note. */
    source: text("source"),
    createdBy: text("created_by").$type<Actor>().notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.channel, t.address] })],
);
