import { jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { aiCoo, type JsonObject, moment, orgId } from "./base.ts";

/** Views of the inbox that a person keeps by name: theirs on every machine, and nobody else's. */
export const savedViews = aiCoo.table(
  "saved_views",
  {
    orgId: orgId(),
    id: uuid("id").notNull(),
    userId: text("user_id").notNull(),
    name: text("name").notNull(),
    /** The tab and what it is narrowed to, as they stand in the page's address. */
    query: jsonb("query").$type<JsonObject>().notNull(),
    createdAt: moment("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    // a name means one view; and the list of one person
    uniqueIndex("saved_views_name_idx").on(t.orgId, t.userId, t.name),
  ],
);
