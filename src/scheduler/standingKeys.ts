import { getActionsByIdempotencyKey } from "#src/db/access/autonomousActions.ts";
import { withTransaction, type Context } from "#src/db/index.ts";

/** Which of these keys an action has already. */
export async function standingKeys(ctx: Context, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await withTransaction(ctx, (inner) => getActionsByIdempotencyKey(inner, keys));
  return new Set(rows.map(({ idempotencyKey }) => idempotencyKey));
}
