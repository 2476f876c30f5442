import { sql } from "drizzle-orm";
import { check, index, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { Actor } from "#src/protocol/index.ts";
import { aiCoo, moment, orgId } from "./base.ts";

/** Who stands in for whom while they are away. Ends by itself; a row is kept, since the audit speaks of it. */
export const delegations = aiCoo.table(
  "delegations",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    /** Who is away. */
    fromUser: text("from_user").notNull(),
    /** Who stands in. */
    toUser: text("to_user").notNull(),
    startsAt: moment("starts_at").notNull(),
    endsAt: moment("ends_at").notNull(),
    createdBy: text("created_by").$type<Actor>().notNull(),
    createdAt: moment("created_at").notNull(),
    /** Set where somebody ended it before its time. */
    endedAt: moment("ended_at"),
    endedBy: text("ended_by").$type<Actor>(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // at every request of somebody who acts for another person, and for who is told instead
    index("delegations_to_idx")
      .on(t.orgId, t.toUser, t.endsAt)
      .where(sql`ended_at is null`),
    // the list on a person's page, and whether two overlap
    index("delegations_from_idx").on(t.orgId, t.fromUser, t.endsAt),
    check("delegations_period_check", sql`ends_at > starts_at`),
    check("delegations_people_check", sql`from_user <> to_user`),
  ],
);
