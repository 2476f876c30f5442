import { sql } from "drizzle-orm";
import { check, date, doublePrecision, index, integer, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Actor } from "#src/protocol/index.ts";
import { aiCoo, moment, orgId } from "./base.ts";

/**
 * What reminders of a customer's debt wait for:
 * - `promise` the customer said until when it pays
 * - `dispute` the customer says that it does not owe it
 * - `stop` a person stopped the reminders
 * - `reply` the customer answered, which ended the reminders of the invoices it names; without any, what it ended is not looked up yet
 * - `resume` a person let the reminders go on; it holds nothing and ends when it is recorded
 */
export type CommitmentKind = "promise" | "dispute" | "stop" | "reply" | "resume";
/** Only what is `open` holds. `kept` and `broken` are a promise's; `withdrawn` was recorded wrongly or taken back. */
export type CommitmentStatus = "open" | "kept" | "broken" | "withdrawn" | "settled";
/** Where we know it from. */
export type CommitmentSource = "person" | "reply" | "odoo_activity";

/** What customers said about what they owe, and what people decided about reminding them. */
export const customerCommitments = aiCoo.table(
  "customer_commitments",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    kind: text("kind").$type<CommitmentKind>().notNull(),
    status: text("status").$type<CommitmentStatus>().notNull().default("open"),
    /** The commercial entity in Odoo. */
    partnerId: integer("partner_id").notNull(),
    /** Its name as it was seen when this was recorded. */
    partnerName: text("partner_name"),
    /** Null: of whichever company. */
    companyId: integer("company_id"),
    /** ISO 4217; null: in whichever currency. */
    currency: text("currency"),
    /** What the customer named, in the currency's major unit. */
    amount: doublePrecision("amount"),
    /** The invoices it is about; none: all of the customer's. */
    invoiceIds: integer("invoice_ids").array().notNull().default([]),
    /** The last day of a promise or of a stop. */
    untilDay: date("until_day", { mode: "string" }),
    /** What was said, or why: words of people, which never enter the audit's chain in the clear. */
    note: text("note"),
    source: text("source").$type<CommitmentSource>().notNull(),
    recordedBy: text("recorded_by").$type<Actor>().notNull(),
    recordedAt: moment("recorded_at").notNull(),
    endedBy: text("ended_by").$type<Actor>(),
    endedAt: moment("ended_at"),
    endReason: text("end_reason"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // what holds a customer, asked for right before each reminder; the status is a literal so that a generic plan keeps the index
    index("customer_commitments_open_idx")
      .on(t.orgId, t.partnerId)
      .where(sql`status = 'open'`),
    // the broken promises and the last resume that each analysis remembers
    index("customer_commitments_kind_idx").on(t.orgId, t.kind, t.recordedAt),
    // the history of a customer, newest first
    index("customer_commitments_partner_idx").on(t.orgId, t.partnerId, t.recordedAt, t.id),
    check("customer_commitments_kind_check", sql`kind in ('promise', 'dispute', 'stop', 'reply', 'resume')`),
    check("customer_commitments_status_check", sql`status in ('open', 'kept', 'broken', 'withdrawn', 'settled')`),
    check("customer_commitments_promise_check", sql`kind = 'promise' or status not in ('kept', 'broken')`),
    check("customer_commitments_day_check", sql`kind <> 'promise' or until_day is not null`),
    check("customer_commitments_ended_check", sql`(status = 'open') = (ended_at is null)`),
  ],
);
