import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { getActionById, getExpiredActions, updateActionStatuses } from "#src/db/access/autonomousActions.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { announce } from "./announce.ts";
import { doubtsOf, inDoubt, STOPPED_IN_DOUBT, type Doubt } from "./doubts.ts";
import { putInDoubt } from "./restored.ts";
import { inQuestionBefore } from "./restored.ts";
import type { ActionRow } from "./rows.ts";
import type { ActionVerbs } from "./verbs.ts";

const DEFAULT_LIMIT = 500;

/**
 * Ends the life of what waits for approval or execution beyond its `expires_at`. Safe to run on many workers
 * at once: rows that another one holds are left to it. After a restore nothing expires before it was looked up: it
 * may have happened, and the look-up asks about nothing that has expired.
 */
export const expireActions: ActionVerbs["expireActions"] = async ({ ctx, input }) =>
  withTransaction(ctx, async (inner) => {
    const due = await getExpiredActions(inner, { limit: input.limit ?? DEFAULT_LIMIT, madeSince: await inQuestionBefore(inner) });
    const expired: string[] = [];
    for (const from of ["pending_approval", "approved"] as const) {
      const ids = due.filter(({ status }) => status === from).map(({ actionId }) => actionId);
      for (const row of await moveToExpired(inner, ids, from)) expired.push(row.actionId);
    }
    return { expired };
  });

/** One action whose life has ended, found so by a verb that wanted to use it. Errors: `conflict` while a restore has not looked it up. */
export async function expireOne(ctx: TxContext, row: ActionRow): Promise<ActionRow> {
  const before = await inQuestionBefore(ctx);
  if (before !== null && row.createdAt < before) {
    throw new AiCooError(
      "conflict",
      "The action's life has ended, but the database was restored from a backup and it may have been done since. It has not been looked up yet, so nothing was changed.",
      {
        next: "`ai-coo restore look-up` asks now; `ai-coo restore status` says how far it is.",
        details: { actionId: row.actionId, expiresAt: row.expiresAt.toISOString(), status: row.status },
      },
    );
  }
  const [expired] = await moveToExpired(ctx, [row.actionId], row.status === "approved" ? "approved" : "pending_approval");
  return expired ?? row;
}

/** Approved actions whose life has ended; answers those that were still approved. After a restore they wait for the look-up. */
export async function expireApproved(ctx: TxContext, actionIds: readonly string[]): Promise<Set<string>> {
  if (actionIds.length === 0 || (await inQuestionBefore(ctx)) !== null) return new Set();
  return new Set((await moveToExpired(ctx, actionIds, "approved")).map(({ actionId }) => actionId));
}

async function moveToExpired(ctx: TxContext, due: readonly string[], from: "pending_approval" | "approved"): Promise<ActionRow[]> {
  const doubts = await doubtsOf(ctx, due);
  for (const [actionId, doubt] of doubts) await askAbout(ctx, actionId, doubt);
  const actionIds = due.filter((actionId) => !doubts.has(actionId));
  const rows = await updateActionStatuses(ctx, {
    actionIds,
    from,
    to: "expired",
    reason: from === "approved" ? "Its life ended before it could run." : "Its life ended before anybody decided.",
  });
  for (const row of rows) {
    await appendAuditEvent(ctx, {
      kind: "action.expired",
      actionId: row.actionId,
      version: row.version,
      fingerprint: row.fingerprint,
      facts: { was: from, expires_at: row.expiresAt.toISOString() },
    });
  }
  await announce(
    ctx,
    rows.map((row) => ({
      kind: "action.expired",
      actionId: row.actionId,
      actionType: row.actionType,
      version: row.version,
      status: "expired",
    })),
  );
  return rows;
}

/** What may have been done by an earlier try does not end as if nothing had been: it is looked up, and a person sees it. */
async function askAbout(ctx: TxContext, actionId: string, doubt: Doubt): Promise<void> {
  const row = await getActionById(ctx, actionId, { lock: true });
  if (row?.status !== "approved") return;
  await putInDoubt(ctx, row, {
    workerId: "expiry",
    token: doubt.token ?? actionId,
    since: doubt.intentAt,
    reason: inDoubt("Its life ended before it could run again."),
    lookUpAt: ctx.clock.now(),
    because: "expired",
    detail: STOPPED_IN_DOUBT,
  });
}

export function expiredError(row: Pick<ActionRow, "actionId" | "expiresAt">, verb: string): AiCooError {
  return new AiCooError("expired", `The action expired at ${row.expiresAt.toISOString()}, so it was not ${verb}.`, {
    next: "If the reason still stands, the next analysis proposes it again.",
    details: { actionId: row.actionId, expiresAt: row.expiresAt.toISOString(), status: "expired" },
  });
}
