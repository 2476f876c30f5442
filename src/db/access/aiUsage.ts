import { and, asc, count, desc, eq, gte, lt, ne, sql, sum } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { MODEL_WORDS, PLAYBOOK_WORDS } from "#src/protocol/index.ts";
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

export interface AiUsageDay {
  /** `YYYY-MM-DD` on the clock of the zone. */
  readonly day: string;
  readonly requests: number;
  readonly costUsd: number;
}

/** The requests from a moment until before another (UTC), by day of this IANA zone, oldest first. */
export async function sumAiUsageByDay(
  { tx, orgId }: TxContext,
  { from, until, timezone }: { readonly from: Date; readonly until: Date; readonly timezone: string },
): Promise<AiUsageDay[]> {
  // named, because a value given twice is two expressions to the server
  const dated = tx
    .select({ day: sql<string>`(${aiUsage.at} at time zone ${timezone})::date::text`.as("day"), costUsd: aiUsage.costUsd })
    .from(aiUsage)
    .where(and(eq(aiUsage.orgId, orgId), gte(aiUsage.at, from), lt(aiUsage.at, until)))
    .as("dated");
  return tx
    .select({ day: dated.day, requests: count(), costUsd: sum(dated.costUsd).mapWith(Number) })
    .from(dated)
    .groupBy(dated.day)
    .orderBy(asc(dated.day));
}

export interface AiUnanswered {
  readonly purpose: string;
  /** Why there was no answer of use, of the closed list of the model's port. */
  readonly outcome: string;
  readonly requests: number;
}

/** The requests from a moment until before another (UTC) that brought no answer of use, most first. */
export async function countUnanswered({ tx, orgId }: TxContext, from: Date, until: Date): Promise<AiUnanswered[]> {
  return tx
    .select({ purpose: aiUsage.purpose, outcome: aiUsage.outcome, requests: count() })
    .from(aiUsage)
    .where(and(eq(aiUsage.orgId, orgId), gte(aiUsage.at, from), lt(aiUsage.at, until), ne(aiUsage.outcome, "answered")))
    .groupBy(aiUsage.purpose, aiUsage.outcome)
    .orderBy(desc(count()), asc(aiUsage.purpose), asc(aiUsage.outcome));
}

export interface WordsOfActions {
  /** Actions whose message is in a model's words. */
  readonly byModel: number;
  /** Actions whose message keeps the playbook's although a model was there to be asked. */
  readonly byPlaybook: number;
  /** Why, as the card of one of them says it; the figures in it differ from action to action. Most first. */
  readonly reasons: readonly { readonly value: string; readonly actions: number }[];
}

/** More kinds of reasons are not listed one by one. */
const MOST_REASONS = 20;

/** Whose words the messages are in that were proposed from a moment until before another (UTC), as their evidence says. */
export async function countWords({ tx, orgId }: TxContext, from: Date, until: Date): Promise<WordsOfActions> {
  const { rows } = await tx.execute(sql`
    select e ->> 'label' = ${MODEL_WORDS} as by_model, min(e ->> 'value') as value, count(*)::int as actions
    from ai_coo.autonomous_actions a
    join ai_coo.action_versions v on v.org_id = a.org_id and v.action_id = a.action_id and v.version = 1
    cross join lateral jsonb_array_elements(v.action_protocol -> 'evidence') e
    where a.org_id = ${orgId} and a.created_at >= ${from.toISOString()}::timestamptz and a.created_at < ${until.toISOString()}::timestamptz
      and (e ->> 'label' = ${MODEL_WORDS} or (e ->> 'label' = ${PLAYBOOK_WORDS} and e ->> 'value' like 'The playbook%'))
    group by 1, case when e ->> 'label' = ${MODEL_WORDS} then '' else regexp_replace(e ->> 'value', '[0-9]+([.,][0-9]+)*', '#', 'g') end
    order by 3 desc, 2`);
  const groups = rows as unknown as readonly { readonly by_model: boolean; readonly value: string; readonly actions: number }[];
  const sumOf = (isModel: boolean): number => groups.reduce((all, { by_model, actions }) => all + (by_model === isModel ? actions : 0), 0);
  const reasons = groups.filter(({ by_model }) => !by_model).map(({ value, actions }) => ({ value, actions }));
  return { byModel: sumOf(true), byPlaybook: sumOf(false), reasons: reasons.slice(0, MOST_REASONS) };
}
