import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";
import { actionAttempts, type JsonObject } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";

/** An earlier try of an action that may have had its effect: it was begun, its answer was lost, and a look-up did not find it. */
export interface Doubt {
  readonly intentAt: Date;
  readonly token: string | null;
}

/** What marks such a try: it goes on as one that is made again under the same key, not as one that was refused. */
export const MADE_AGAIN: JsonObject = { because: "recovered" };

/**
 * What marks an attempt that ended in front of a person because of such a doubt. A look-up may still find the effect; not
 * finding it lets nothing run again, since what stopped the action then still stands.
 */
export const STOPPED_IN_DOUBT: JsonObject = { because: "doubt" };

/** The last doubt about each of these actions; those about which there is none are not among the answers. */
export async function doubtsOf({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<Map<string, Doubt>> {
  if (actionIds.length === 0) return new Map();
  const rows = await tx
    .select({ actionId: actionAttempts.actionId, intentAt: actionAttempts.intentAt, token: actionAttempts.token })
    .from(actionAttempts)
    .where(
      and(
        eq(actionAttempts.orgId, orgId),
        inArray(actionAttempts.actionId, [...actionIds]),
        eq(actionAttempts.outcome, "retry"),
        isNotNull(actionAttempts.intentAt),
        sql`${actionAttempts.detail}->>'because' = ${MADE_AGAIN["because"]}`,
      ),
    )
    .orderBy(asc(actionAttempts.attemptNo));
  return new Map(rows.map(({ actionId, intentAt, token }) => [actionId, { intentAt: intentAt!, token }]));
}

/** The sentence for the person in front of whom such an action ends. */
export function inDoubt(reason: string): string {
  return `${reason} An earlier try may have done it all the same: its answer was lost, and a look-up has not found it yet.`;
}

/** Keeps a person from withdrawing or changing what may have happened already. Errors: `conflict`. */
export async function refuseInDoubt(ctx: TxContext, actionId: string, what: string): Promise<void> {
  if (!(await doubtsOf(ctx, [actionId])).has(actionId)) return;
  throw new AiCooError("conflict", `${what}: an earlier try may have done it, since its answer was lost. Nothing was changed.`, {
    next: "Wait a minute: it is looked up, and run again under the same key where it is not found.",
    details: { actionId },
  });
}

/** Gives the attempts that end in doubt the moment and the token of the try they are in doubt about, for the look-ups to come. */
export async function inheritDoubts(
  { tx, orgId }: TxContext,
  attempts: readonly { readonly attemptId: string; readonly doubt: Doubt }[],
): Promise<void> {
  for (const { attemptId, doubt } of attempts) {
    await tx
      .update(actionAttempts)
      .set({ ...doubt, detail: STOPPED_IN_DOUBT })
      .where(and(eq(actionAttempts.orgId, orgId), eq(actionAttempts.id, attemptId)));
  }
}
