import { getFactCheck } from "#src/db/access/factChecks.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { z } from "zod";
import type { factCheckSchema } from "../schemas/inbox.ts";

/** What was asked last about the facts of an action, with the answer where there is one; null where nobody asked. */
export async function readFactCheck(ctx: Context, actionId: string): Promise<z.infer<typeof factCheckSchema> | null> {
  const row = await withTransaction(ctx, (inner) => getFactCheck(inner, actionId));
  if (row === null) return null;
  const { askedAt, checkedAt, verdict, results, error } = row;
  return { askedAt: askedAt.toISOString(), checkedAt: checkedAt?.toISOString() ?? null, verdict, results, error };
}
