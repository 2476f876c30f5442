import { acceptedInPeriod } from "#src/db/access/decisions.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { AcceptanceRecord } from "#src/recommender/index.ts";

/** How far back what people decided says something about what they want. */
const DAYS = 180;
/** Customers whose decisions are read: those of whom most was decided. What was decided once or twice says little. */
const MOST_CUSTOMERS = 5_000;

/** What people decided about what was proposed in the last 180 days. */
export async function readAcceptance(ctx: Context): Promise<AcceptanceRecord> {
  const until = ctx.clock.now();
  const since = new Date(until.getTime() - DAYS * 86_400_000);
  return withTransaction(ctx, (inner) => acceptedInPeriod(inner, { since, until, customers: MOST_CUSTOMERS }));
}
