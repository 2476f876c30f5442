import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { setActionHold } from "#src/db/access/actionHolds.ts";
import { getActionById, updateActionStatus, type ActionRow } from "#src/db/access/autonomousActions.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { getRestoreState } from "#src/db/access/restoreState.ts";
import type { TxContext } from "#src/db/index.ts";
import { actionAttempts, autonomousActions, type JsonObject } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { announce } from "./announce.ts";
import { personalOf } from "./rows.ts";

/** An action that waits in a restored database: its effect may have happened after the backup was made. */
export interface RestoredAction {
  readonly actionId: string;
  readonly document: unknown;
}

/** Waiting actions made before the restore was noticed, by id, a page after `after`; `held`: only those that the restore holds. */
export async function listRestoredActions(
  { tx, orgId }: TxContext,
  input: { readonly before: Date; readonly after: string | null; readonly limit: number; readonly held: boolean },
): Promise<RestoredAction[]> {
  return tx
    .select({ actionId: autonomousActions.actionId, document: autonomousActions.actionProtocol })
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        sql`${autonomousActions.status} in ('pending_approval', 'approved')`,
        lt(autonomousActions.createdAt, input.before),
        input.after === null ? undefined : gt(autonomousActions.actionId, input.after),
        input.held ? eq(autonomousActions.holdSource, "restore") : undefined,
      ),
    )
    .orderBy(asc(autonomousActions.actionId))
    .limit(input.limit);
}

/**
 * After a restore: actions made before this moment may have happened already, and the other side has not been asked yet. None of
 * them may reach a status in which nobody would ask. Null where no restore is open, or everything was asked about.
 */
export async function inQuestionBefore(ctx: TxContext): Promise<Date | null> {
  const restore = await getRestoreState(ctx);
  return restore === null || restore.looked_up_at !== null ? null : new Date(restore.noticed_at);
}

/** How many actions made before then are being executed still, as far as this database knows. */
export async function countExecuting({ tx, orgId }: TxContext, before: Date): Promise<number> {
  return tx.$count(
    autonomousActions,
    and(eq(autonomousActions.orgId, orgId), sql`${autonomousActions.status} = 'executing'`, lt(autonomousActions.createdAt, before)),
  );
}

/** The action while it still waits, locked; null when it went on meanwhile. */
export async function lockRestoredAction(ctx: TxContext, actionId: string): Promise<ActionRow | null> {
  const row = await getActionById(ctx, actionId, { lock: true });
  return row !== null && (row.status === "pending_approval" || row.status === "approved") ? row : null;
}

/**
 * Puts a waiting action where one stands whose effect was begun and whose outcome nobody knows, with an attempt of its own: from
 * there a look-up, a webhook or a person settles it like any other. One that waited for approval in the backup goes the same way,
 * because its effect is what says that it was approved after it.
 */
export async function putInDoubt(
  ctx: TxContext,
  row: ActionRow,
  doubt: {
    readonly workerId: string;
    readonly token: string;
    readonly since: Date;
    readonly reason: string;
    readonly lookUpAt: Date | null;
    /** Where the doubt comes from; a restored database unless told. */
    readonly because?: "restored" | "expired";
    /** Kept with the attempt. */
    readonly detail?: JsonObject;
  },
): Promise<{ readonly attemptId: string }> {
  const { tx, orgId, clock } = ctx;
  const { actionId, version, fingerprint } = row;
  const now = clock.now();
  const { reason } = doubt;
  const outside = saidFromOutside(row);
  if (row.status === "pending_approval") await move(ctx, { actionId, from: "pending_approval", to: "approved", reason });
  await move(ctx, { actionId, from: "approved", to: "executing", reason });
  const after = await move(ctx, { actionId, from: "executing", to: "needs_attention", reason, patch: { notBefore: doubt.lookUpAt } });
  const [counted] = await tx
    .update(autonomousActions)
    .set({
      attempts: sql`${autonomousActions.attempts} + 1`,
      holdReason: outside.length === 0 ? null : outside.join("\n"),
      holdSource: outside.length === 0 ? null : "inbound",
    })
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, actionId)))
    .returning({ attempts: autonomousActions.attempts });
  const attemptId = uuidv7(now);
  await tx.insert(actionAttempts).values({
    orgId,
    id: attemptId,
    actionId,
    attemptNo: counted!.attempts,
    version,
    workerId: doubt.workerId,
    leaseUntil: now,
    startedAt: doubt.since,
    operation: row.safeOperation,
    token: doubt.token,
    intentAt: doubt.since,
    outcome: "unknown",
    reason,
    ...(doubt.detail === undefined ? {} : { detail: doubt.detail }),
    finishedAt: now,
  });
  await appendAuditEvent(ctx, {
    kind: "action.needs_attention",
    actionId,
    version,
    fingerprint,
    attemptId,
    facts: { because: doubt.because ?? "restored", was: row.status, since: doubt.since.toISOString() },
    personal: personalOf(row, reason),
  });
  const { actionType, status } = after;
  await announce(ctx, [{ kind: "action.needs_attention", actionId, actionType, version, status, more: { reason } }]);
  return { attemptId };
}

async function move(ctx: TxContext, change: Parameters<typeof updateActionStatus>[1]): Promise<ActionRow> {
  const row = await updateActionStatus(ctx, change);
  if (row !== null) return row;
  throw new AiCooError("internal", "An action that was locked changed its status all the same; nothing was changed here.");
}

/** What customers or providers said of a held action: on its own, or in the lines behind what the restore says. */
function saidFromOutside({ holdReason, holdSource }: Pick<ActionRow, "holdReason" | "holdSource">): string[] {
  if (holdReason === null || holdSource === "analysis") return [];
  const lines = holdReason.split("\n");
  return holdSource === "restore" ? lines.slice(1) : lines;
}

/** Holds an action that waits for approval until a person has looked whether it happened after the backup. False when it is held so already. */
export async function holdRestored(ctx: TxContext, row: ActionRow, sentence: string): Promise<boolean> {
  const { actionId, version, fingerprint, status, actionType } = row;
  const reason = [sentence, ...saidFromOutside(row)].join("\n");
  if (row.holdReason === reason || row.holdReleased === sentence) return false;
  await setActionHold(ctx, actionId, { reason, source: "restore" });
  await appendAuditEvent(ctx, { kind: "action.held", actionId, version, fingerprint, facts: { reason: "restored" } });
  const payload = { action_id: actionId, action_type: actionType, version, status, actor: ctx.actor };
  await appendDomainEvents(ctx, [{ kind: "action.held", actionId, payload }]);
  return true;
}
