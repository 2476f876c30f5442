import { pgSchema, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Every table of the product lives in this PostgreSQL schema, so that it can be installed beside
 * another application whose tables carry the same names.
 */
export const aiCoo = pgSchema("ai_coo");

/** The tenant. Row-level security compares it with `ai_coo.org_id` of the transaction. */
export const orgId = () => text("org_id").notNull();

/** A moment, UTC, to the millisecond: a `Date` written and read again is the same `Date`. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** What a `jsonb` column may hold where no narrower type is known to the database folder. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
