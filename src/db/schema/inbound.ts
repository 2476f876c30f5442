import { sql } from "drizzle-orm";
import { check, index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { aiCoo, moment, orgId } from "./base.ts";

/** Who reports what became of messages, and what people answer. */
export type InboundSource = "smtp2go" | "smtp2go_sms" | "twilio" | "sms_gateway" | "list_unsubscribe";

/**
 * What providers reported, once each: they deliver the same event up to 35 times and in any order. Holds no address and no text of
 * anybody; `event_key` is a hash that the provider's own random id goes into.
 */
export const inboundEvents = aiCoo.table(
  "inbound_events",
  {
    orgId: orgId(),
    source: text("source").$type<InboundSource>().notNull(),
    eventKey: text("event_key").notNull(),
    kind: text("kind").notNull(),
    /** The action whose message it is about, where the provider says so. */
    actionId: uuid("action_id"),
    /** A message that certainly left: settles its action should that come to be in doubt. */
    leftRef: text("left_ref"),
    receivedAt: moment("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.source, t.eventKey] }),
    // what is known of an action in doubt
    index("inbound_events_left_idx")
      .on(t.orgId, t.actionId)
      .where(sql`left_ref is not null`),
    // what was reported of an action's message
    index("inbound_events_action_idx")
      .on(t.orgId, t.actionId)
      .where(sql`action_id is not null`),
    // the oldest of a source, which retention removes
    index("inbound_events_received_idx").on(t.orgId, t.source, t.receivedAt),
    check("inbound_events_source_check", sql`source in ('smtp2go', 'smtp2go_sms', 'twilio', 'sms_gateway', 'list_unsubscribe')`),
  ],
);
