import type { Actor } from "#src/protocol/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import type { Database } from "./open.ts";
import { runPrepared, type Statement } from "./prepared.ts";

export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** For whom, by whom and at what time something is done; derived from the session, key or job, never from a request's body. */
export interface Context {
  readonly db: Database;
  readonly orgId: string;
  readonly actor: Actor;
  /** Whom the actor stands in for while they are away; both names are in the audit. */
  readonly actingFor?: Actor;
  readonly clock: Clock;
  readonly tx?: Transaction;
}

/** A context inside a transaction whose tenant is set: the only thing data access accepts. */
export interface TxContext extends Context {
  readonly tx: Transaction;
}

const SET_TENANT: Statement = { name: "ai_coo_tenant", text: "select set_config('ai_coo.org_id', $1, true)" };

/** Writes everything that was queued for it, right before the commit. */
type Finisher<T> = (ctx: TxContext, items: readonly T[]) => Promise<void>;

/** What waits for the commit of the transactions that {@link withTransaction} opened. */
const waiting = new WeakMap<Transaction, Map<Finisher<never>, unknown[]>>();

/**
 * Runs `run` in one transaction as the context's tenant. An outer transaction of the context is reused, so
 * that verbs compose; whoever opened it commits. The tenant is local to the transaction: a pooled
 * connection never carries it to the next one.
 */
export async function withTransaction<T>(ctx: Context, run: (ctx: TxContext) => Promise<T>): Promise<T> {
  if (ctx.tx !== undefined) return run({ ...ctx, tx: ctx.tx });
  return ctx.db.transaction(async (tx) => {
    await runPrepared({ tx }, SET_TENANT, [ctx.orgId]);
    const inner = { ...ctx, tx };
    const finishers = new Map<Finisher<never>, unknown[]>();
    waiting.set(tx, finishers);
    const result = await run(inner);
    waiting.delete(tx);
    for (const [finish, items] of finishers) await finish(inner, items as never[]);
    return result;
  });
}

/**
 * One transaction whose first half belongs to no tenant and whose second to the context's: accounts of people, which no tenant's
 * transaction can reach, with what the organisation keeps about them and its audit.
 */
export async function withAccountsThenTenant<T>(
  ctx: Context,
  accounts: (tx: Transaction) => Promise<T>,
  tenant: (ctx: TxContext, found: T) => Promise<void>,
): Promise<T> {
  return ctx.db.transaction(async (tx) => {
    const found = await accounts(tx);
    await runPrepared({ tx }, SET_TENANT, [ctx.orgId]);
    await tenant({ ...ctx, tx }, found);
    return found;
  });
}

/**
 * Queues `items` for `finish`, which gets all of them at once right before the transaction commits: for what
 * takes a lock that others wait for. In a savepoint, or a transaction opened elsewhere, it runs at once.
 */
export async function beforeCommit<T>(ctx: TxContext, finish: Finisher<T>, items: readonly T[]): Promise<void> {
  const finishers = waiting.get(ctx.tx);
  if (finishers === undefined) return finish(ctx, items);
  const queued = finishers.get(finish);
  if (queued === undefined) finishers.set(finish, [...items]);
  else queued.push(...items);
}
