import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { autonomousActions } from "../schema/index.ts";

/** A customer's name as the newest action about it has it, or null. */
export async function getPartnerName({ tx, orgId }: TxContext, partnerId: number): Promise<string | null> {
  const [row] = await tx
    .select({ name: autonomousActions.partnerName })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.partnerId, partnerId), isNotNull(autonomousActions.partnerName)))
    .orderBy(desc(autonomousActions.createdAt))
    .limit(1);
  return row?.name ?? null;
}
