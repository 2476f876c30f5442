import { and, asc, count, eq, gte, lt, sql, sum } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { TxContext } from "../context.ts";
import { aiReservations, aiUsage } from "../schema/index.ts";

export type NewAiUsageRow = Omit<typeof aiUsage.$inferInsert, "orgId">;
export type NewAiReservationRow = Omit<typeof aiReservations.$inferInsert, "orgId">;

/** US dollars of a month: what its requests cost, and what is set aside for those without a record. */
export interface AiCost {
  readonly spentUsd: number;
  readonly heldUsd: number;
}

/**
 * Sets the most that a request may cost aside, if that and all that the month has seen stay within the budget; the
 * requests of an organisation one after the other. `monthFrom` (UTC) begins the month; what is left from before goes.
 */
export async function reserveAiCost(
  ctx: TxContext,
  row: NewAiReservationRow,
  limits: { readonly monthFrom: Date; readonly budgetUsd: number },
): Promise<{ readonly granted: boolean } & AiCost> {
  const { tx, orgId } = ctx;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ai_coo.ai_usage:${orgId}`}, 0))`);
  await tx.delete(aiReservations).where(and(eq(aiReservations.orgId, orgId), lt(aiReservations.at, limits.monthFrom)));
  const cost = await getAiCost(ctx, limits.monthFrom);
  const granted = cost.spentUsd + cost.heldUsd + row.mostUsd <= limits.budgetUsd;
  if (granted) await tx.insert(aiReservations).values({ orgId, ...row });
  return { granted, ...cost };
}

/** Records what a request came to, in the place of what was set aside for it. */
export async function recordAiUsage({ tx, orgId }: TxContext, row: NewAiUsageRow): Promise<void> {
  await tx.insert(aiUsage).values({ orgId, ...row });
  await tx.delete(aiReservations).where(and(eq(aiReservations.orgId, orgId), eq(aiReservations.id, row.id)));
}

/** What has been spent and is set aside since a moment, UTC. */
export async function getAiCost({ tx, orgId }: TxContext, from: Date): Promise<AiCost> {
  const [spent] = await tx
    .select({ usd: sum(aiUsage.costUsd).mapWith(Number) })
    .from(aiUsage)
    .where(and(eq(aiUsage.orgId, orgId), gte(aiUsage.at, from)));
  const [held] = await tx
    .select({ usd: sum(aiReservations.mostUsd).mapWith(Number) })
    .from(aiReservations)
    .where(and(eq(aiReservations.orgId, orgId), gte(aiReservations.at, from)));
  return { spentUsd: spent?.usd ?? 0, heldUsd: held?.usd ?? 0 };
}

export interface AiUsageSum {
  readonly purpose: string;
  readonly model: string;
  readonly requests: number;
  /** Of them, those that brought an answer of use. */
  readonly answered: number;
  /** Tokens as providers reported them: what was assumed of lost answers counts in the cost alone. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly costUsd: number;
  /** Of the cost, what was assumed because no usable answer said. */
  readonly assumedUsd: number;
  /** Requests at the price of the dearest model, because nobody priced theirs. */
  readonly pricedAsDearest: number;
}

/** The requests from a moment until before another (UTC), by purpose and model. */
export async function sumAiUsage({ tx, orgId }: TxContext, from: Date, until: Date): Promise<AiUsageSum[]> {
  const reported = (column: AnyPgColumn) =>
    sql<number>`coalesce(sum(${column}) filter (where not ${aiUsage.isAssumed}), 0)`.mapWith(Number);
  return tx
    .select({
      purpose: aiUsage.purpose,
      model: aiUsage.model,
      requests: count(),
      answered: sql<number>`count(*) filter (where ${aiUsage.outcome} = 'answered')`.mapWith(Number),
      inputTokens: reported(aiUsage.inputTokens),
      outputTokens: reported(aiUsage.outputTokens),
      cacheReadTokens: reported(aiUsage.cacheReadTokens),
      cacheWriteTokens: reported(aiUsage.cacheWriteTokens),
      costUsd: sum(aiUsage.costUsd).mapWith(Number),
      assumedUsd: sql<number>`coalesce(sum(${aiUsage.costUsd}) filter (where ${aiUsage.isAssumed}), 0)`.mapWith(Number),
      pricedAsDearest: sql<number>`count(*) filter (where ${aiUsage.pricedBy} = 'dearest')`.mapWith(Number),
    })
    .from(aiUsage)
    .where(and(eq(aiUsage.orgId, orgId), gte(aiUsage.at, from), lt(aiUsage.at, until)))
    .groupBy(aiUsage.purpose, aiUsage.model)
    .orderBy(asc(aiUsage.purpose), asc(aiUsage.model));
}
