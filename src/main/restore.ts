import { and, eq, sql } from "drizzle-orm";
import { resumeActions } from "#src/actions/index.ts";
import { appendAuditEvent, readHead, type PublishedHead } from "#src/audit/index.ts";
import { getRestoreState, saveRestoreState, type RestoreState } from "#src/db/access/restoreState.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { actionEvents, autonomousActions, guardrails } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { getStopSwitch, stopExecution } from "#src/policy/index.ts";

export interface RestoreStatus {
  /** Null where no restore was ever noticed. */
  readonly restore: RestoreState | null;
  readonly stopped: boolean;
  /** Ids of actions that may have happened after the backup, in front of a person. */
  readonly inDoubt: readonly string[];
  readonly held: readonly string[];
}

/** How a restore stands: what it lost, what the look-ups came to, and what waits for a person. */
export async function readRestore(ctx: Context): Promise<RestoreStatus> {
  const { stopped } = await getStopSwitch(ctx);
  return withTransaction(ctx, async (inner) => ({
    restore: await getRestoreState(inner),
    stopped,
    inDoubt: await idsOf(inner, sql`${autonomousActions.status} = 'needs_attention'`),
    held: await idsOf(
      inner,
      sql`${autonomousActions.status} in ('pending_approval', 'approved') and ${autonomousActions.holdSource} = 'restore'`,
    ),
  }));
}

async function idsOf({ tx, orgId }: TxContext, condition: ReturnType<typeof sql>): Promise<string[]> {
  const rows = await tx
    .select({ actionId: autonomousActions.actionId })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), condition))
    .orderBy(autonomousActions.actionId);
  return rows.map(({ actionId }) => actionId);
}

/**
 * Stops everything because the database was restored from a backup, and begins what follows: the next recovery asks the other
 * side about all that waits. `published` is the published head that the chain does not hold; null where a person says it.
 */
export async function lockRestored(
  ctx: Context,
  input: { readonly reason: string; readonly published: PublishedHead | null },
): Promise<void> {
  const head = await readHead(ctx);
  await withTransaction(ctx, async (inner) => {
    const { tx, orgId, clock } = inner;
    const [last] =
      head === null
        ? []
        : await tx
            .select({ at: actionEvents.at })
            .from(actionEvents)
            .where(and(eq(actionEvents.orgId, orgId), eq(actionEvents.seq, head.seq)));
    const before = await getStopSwitch(inner);
    await stopExecution(inner, input);
    if (before.stopped) await sayWhy(inner, `${input.reason} It was stopped before: ${before.reason ?? ""}`);
    await saveRestoreState(inner, {
      noticed_at: clock.now().toISOString(),
      lost_since: last?.at.toISOString() ?? null,
      chain_seq: head?.seq ?? 0,
      published_seq: input.published?.seq ?? null,
      published_at: input.published?.published_at ?? null,
      looked_up_at: null,
      unlocked_at: null,
      found: 0,
      in_doubt: 0,
      held: 0,
      left: 0,
    });
  });
}

/** A switch that was on in the backup goes on standing there, and has to say what is the matter now. */
async function sayWhy(ctx: TxContext, reason: string): Promise<void> {
  await ctx.tx.update(guardrails).set({ stopReason: reason, updatedAt: ctx.clock.now() }).where(eq(guardrails.orgId, ctx.orgId));
  await appendAuditEvent(ctx, { kind: "switch.stopped", facts: { reason } });
}

/** A person ends the lock of a restored database. Errors: `conflict` where nothing is locked, or the look-ups are not done. */
export async function unlockRestored(ctx: Context, input: { readonly reason: string }): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    const restore = await getRestoreState(inner);
    if (restore === null || restore.unlocked_at !== null) {
      throw new AiCooError("conflict", "No restored database is locked here, so nothing was unlocked.", {
        next: '`ai-coo status` says whether the emergency stop is on; `ai-coo resume --reason "…"` ends it.',
      });
    }
    await resumeActions(inner, input);
  });
}
