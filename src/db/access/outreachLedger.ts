import { and, arrayOverlaps, desc, eq, gt, inArray, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { outreachLedger } from "../schema/outreach.ts";

export type OutreachLedgerRow = typeof outreachLedger.$inferSelect;
export type NewOutreachLedgerRow = Omit<typeof outreachLedger.$inferInsert, "orgId">;

/** Literal, so that PostgreSQL can use the partial indexes: everything that was or may have been a contact. */
const isLive = sql`${outreachLedger.state} in ('reserved', 'sent', 'unknown')`;

export async function insertOutreachLedgerRows(ctx: TxContext, rows: readonly NewOutreachLedgerRow[]): Promise<void> {
  if (rows.length === 0) return;
  await ctx.tx.insert(outreachLedger).values(rows.map((row) => ({ ...row, orgId: ctx.orgId })));
}

/** The contact that each of these actions holds, made or not; released ones are not among them. */
export async function getLiveOutreachOfActions(ctx: TxContext, actionIds: readonly string[]): Promise<OutreachLedgerRow[]> {
  if (actionIds.length === 0) return [];
  return ctx.tx
    .select()
    .from(outreachLedger)
    .where(and(eq(outreachLedger.orgId, ctx.orgId), inArray(outreachLedger.actionId, [...actionIds]), isLive));
}

/** Contacts under these scopes reserved after `since`, UTC; the newest first. */
export async function getLiveOutreachOfScopes(ctx: TxContext, scopeKeys: readonly string[], since: Date): Promise<OutreachLedgerRow[]> {
  if (scopeKeys.length === 0) return [];
  return ctx.tx
    .select()
    .from(outreachLedger)
    .where(
      and(
        eq(outreachLedger.orgId, ctx.orgId),
        inArray(outreachLedger.scopeKey, [...scopeKeys]),
        gt(outreachLedger.reservedAt, since),
        isLive,
      ),
    )
    .orderBy(desc(outreachLedger.reservedAt));
}

/**
 * Contacts on a channel, reserved after `since` (UTC), with one of these customers or addresses; the newest first.
 * Addresses have no index: nearly all contacts have one, which is looked up in a hash, and few have copies.
 */
export async function getLiveOutreachOfPeople(
  ctx: TxContext,
  people: {
    readonly channel: OutreachLedgerRow["channel"];
    readonly partnerIds: readonly number[];
    readonly addresses: readonly string[];
    readonly since: Date;
  },
): Promise<Pick<OutreachLedgerRow, "scopeKey" | "partnerId" | "addresses" | "reservedAt">[]> {
  const addresses = sql`${sql.param([...people.addresses])}::text[]`;
  return ctx.tx
    .select({
      scopeKey: outreachLedger.scopeKey,
      partnerId: outreachLedger.partnerId,
      addresses: outreachLedger.addresses,
      reservedAt: outreachLedger.reservedAt,
    })
    .from(outreachLedger)
    .where(
      and(
        eq(outreachLedger.orgId, ctx.orgId),
        eq(outreachLedger.channel, people.channel),
        gt(outreachLedger.reservedAt, people.since),
        sql`(${outreachLedger.partnerId} = any(${sql.param([...people.partnerIds])}::int[])
          or ${outreachLedger.addresses}[1] = any(${addresses})
          or (cardinality(${outreachLedger.addresses}) > 1 and ${outreachLedger.addresses} && ${addresses}))`,
        isLive,
      ),
    )
    .orderBy(desc(outreachLedger.reservedAt));
}

/** When contacts on a channel were reserved after `since` (UTC), newest first: at most `limit` behind the newest `skip`. */
export async function getLiveOutreachMoments(
  ctx: TxContext,
  query: { readonly channel: OutreachLedgerRow["channel"]; readonly since: Date; readonly skip: number; readonly limit: number },
): Promise<Date[]> {
  const rows = await ctx.tx
    .select({ reservedAt: outreachLedger.reservedAt })
    .from(outreachLedger)
    .where(
      and(
        eq(outreachLedger.orgId, ctx.orgId),
        eq(outreachLedger.channel, query.channel),
        gt(outreachLedger.reservedAt, query.since),
        isLive,
      ),
    )
    .orderBy(desc(outreachLedger.reservedAt))
    .offset(query.skip)
    .limit(query.limit);
  return rows.map((row) => row.reservedAt);
}

/** The customers who were contacted at one of these addresses (normalised) since a moment, UTC. */
export async function getCustomersOfAddresses(
  ctx: TxContext,
  query: { readonly channel: OutreachLedgerRow["channel"]; readonly addresses: readonly string[]; readonly since: Date },
): Promise<number[]> {
  const rows = await ctx.tx
    .selectDistinct({ partnerId: outreachLedger.partnerId })
    .from(outreachLedger)
    .where(
      and(
        eq(outreachLedger.orgId, ctx.orgId),
        eq(outreachLedger.channel, query.channel),
        gt(outreachLedger.reservedAt, query.since),
        arrayOverlaps(outreachLedger.addresses, [...query.addresses]),
        isLive,
      ),
    );
  return rows.map(({ partnerId }) => partnerId);
}
