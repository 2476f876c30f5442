import { sql } from "drizzle-orm";
import type { Actor } from "#src/protocol/index.ts";
import type { Clock } from "#src/lib/clock.ts";
import type { Database } from "./open.ts";

export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** For whom, by whom and at what time something is done; derived from the session, key or job, never from a request's body. */
export interface Context {
  readonly db: Database;
  readonly orgId: string;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly tx?: Transaction;
}

/** A context inside a transaction whose tenant is set: the only thing data access accepts. */
export interface TxContext extends Context {
  readonly tx: Transaction;
}

/**
 * Runs `run` in one transaction as the context's tenant. An outer transaction of the context is reused, so
 * that verbs compose; whoever opened it commits. The tenant is local to the transaction: a pooled
 * connection never carries it to the next one.
 */
export async function withTransaction<T>(ctx: Context, run: (ctx: TxContext) => Promise<T>): Promise<T> {
  if (ctx.tx !== undefined) return run({ ...ctx, tx: ctx.tx });
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('ai_coo.org_id', ${ctx.orgId}, true)`);
    return run({ ...ctx, tx });
  });
}
