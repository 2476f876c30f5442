import { and, asc, desc, eq, inArray, notInArray } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { suppressions } from "../schema/outreach.ts";

export type SuppressionRow = typeof suppressions.$inferSelect;

/** Adds an address to a channel's list; one that stands there keeps its first reason. Returns whether it is new. */
export async function insertSuppression(ctx: TxContext, suppression: Omit<SuppressionRow, "orgId" | "createdBy">): Promise<boolean> {
  const rows = await ctx.tx
    .insert(suppressions)
    .values({ ...suppression, orgId: ctx.orgId, createdBy: ctx.actor })
    .onConflictDoNothing()
    .returning({ address: suppressions.address });
  return rows.length > 0;
}

/** Gives an address of a channel's list another reason, where it stands there for none of these. Returns whether it did. */
export async function replaceSuppression(
  ctx: TxContext,
  suppression: Omit<SuppressionRow, "orgId" | "createdBy">,
  keep: readonly SuppressionRow["reason"][],
): Promise<boolean> {
  const { channel, address, ...change } = suppression;
  const rows = await ctx.tx
    .update(suppressions)
    .set({ ...change, createdBy: ctx.actor })
    .where(
      and(
        eq(suppressions.orgId, ctx.orgId),
        eq(suppressions.channel, channel),
        eq(suppressions.address, address),
        notInArray(suppressions.reason, [...keep]),
      ),
    )
    .returning({ address: suppressions.address });
  return rows.length > 0;
}

/** Those of the addresses (normalised) that stand on a channel's list. */
export async function getSuppressions(
  ctx: TxContext,
  query: { readonly channel: SuppressionRow["channel"]; readonly addresses: readonly string[] },
): Promise<SuppressionRow[]> {
  if (query.addresses.length === 0) return [];
  return ctx.tx
    .select()
    .from(suppressions)
    .where(
      and(
        eq(suppressions.orgId, ctx.orgId),
        eq(suppressions.channel, query.channel),
        inArray(suppressions.address, [...new Set(query.addresses)]),
      ),
    );
}

/** The organisation's whole list, newest first. */
export async function listSuppressions({ tx, orgId }: TxContext): Promise<SuppressionRow[]> {
  return tx
    .select()
    .from(suppressions)
    .where(eq(suppressions.orgId, orgId))
    .orderBy(desc(suppressions.createdAt), asc(suppressions.address));
}

/** Takes an address (normalised) off a channel's list; what stood there, or null. */
export async function deleteSuppression(
  { tx, orgId }: TxContext,
  { channel, address }: Pick<SuppressionRow, "channel" | "address">,
): Promise<SuppressionRow | null> {
  const [row] = await tx
    .delete(suppressions)
    .where(and(eq(suppressions.orgId, orgId), eq(suppressions.channel, channel), eq(suppressions.address, address)))
    .returning();
  return row ?? null;
}
