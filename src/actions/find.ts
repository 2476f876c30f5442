import { and, desc, eq, sql } from "drizzle-orm";
import { withTransaction, type Context } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";

const REFERENCE = /^[0-9a-f-]{4,36}$/;

/**
 * The id of the action that a person names by its id or by the end of it, as lists show it.
 * Errors: `invalid_input` for what cannot be one or names several, `not_found`.
 */
export async function findActionId({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: { readonly reference: string };
}): Promise<string> {
  const reference = input.reference.toLowerCase();
  if (!REFERENCE.test(reference)) {
    throw new AiCooError("invalid_input", `"${input.reference}" names no action; nothing was done.`, {
      next: "Name an action by at least the last four characters of its id, as `ai-coo actions list` shows it.",
    });
  }
  const found = await withTransaction(ctx, ({ tx, orgId }) =>
    tx
      .select({ actionId: autonomousActions.actionId })
      .from(autonomousActions)
      .where(and(eq(autonomousActions.orgId, orgId), sql`right(${autonomousActions.actionId}::text, ${reference.length}) = ${reference}`))
      .orderBy(desc(autonomousActions.createdAt))
      .limit(2),
  );
  const [one, another] = found;
  if (one === undefined) {
    throw new AiCooError("not_found", `There is no action ${input.reference}; nothing was done.`, {
      next: "`ai-coo actions list` shows the actions there are.",
    });
  }
  if (another !== undefined) {
    throw new AiCooError("invalid_input", `Several actions end in ${input.reference}; nothing was done.`, {
      next: "Give more characters of the id.",
    });
  }
  return one.actionId;
}
