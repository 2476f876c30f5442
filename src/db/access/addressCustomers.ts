import { and, arrayOverlaps, eq, gt, isNull } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { outreachLedger, type OutreachChannel } from "../schema/outreach.ts";

/** The customers who were contacted at one of these addresses (normalised) since a moment, UTC. */
export async function getCustomersOfAddresses(
  { tx, orgId }: TxContext,
  query: { readonly channel: OutreachChannel; readonly addresses: readonly string[]; readonly since: Date },
): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ partnerId: outreachLedger.partnerId })
    .from(outreachLedger)
    .where(
      and(
        eq(outreachLedger.orgId, orgId),
        eq(outreachLedger.channel, query.channel),
        gt(outreachLedger.reservedAt, query.since),
        arrayOverlaps(outreachLedger.addresses, [...query.addresses]),
        isNull(outreachLedger.releasedAt),
      ),
    );
  return rows.map(({ partnerId }) => partnerId);
}
