import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { getExpiredActions, updateActionStatuses } from "#src/db/access/autonomousActions.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { announce } from "./announce.ts";
import type { ActionRow } from "./rows.ts";
import type { ActionVerbs } from "./verbs.ts";

const DEFAULT_LIMIT = 500;

/**
 * Ends the life of what waits for approval or execution beyond its `expires_at`. Safe to run on many workers
 * at once: rows that another one holds are left to it.
 */
export const expireActions: ActionVerbs["expireActions"] = async ({ ctx, input }) =>
  withTransaction(ctx, async (inner) => {
    const due = await getExpiredActions(inner, { limit: input.limit ?? DEFAULT_LIMIT });
    const expired: string[] = [];
    for (const from of ["pending_approval", "approved"] as const) {
      const ids = due.filter(({ status }) => status === from).map(({ actionId }) => actionId);
      for (const row of await moveToExpired(inner, ids, from)) expired.push(row.actionId);
    }
    return { expired };
  });

/** One action whose life has ended, found so by a verb that wanted to use it. */
export async function expireOne(ctx: TxContext, row: ActionRow): Promise<ActionRow> {
  const [expired] = await moveToExpired(ctx, [row.actionId], row.status === "approved" ? "approved" : "pending_approval");
  return expired ?? row;
}

/** Approved actions whose life has ended; answers those that were still approved. */
export async function expireApproved(ctx: TxContext, actionIds: readonly string[]): Promise<Set<string>> {
  return new Set((await moveToExpired(ctx, actionIds, "approved")).map(({ actionId }) => actionId));
}

async function moveToExpired(ctx: TxContext, actionIds: readonly string[], from: "pending_approval" | "approved"): Promise<ActionRow[]> {
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

export function expiredError(row: Pick<ActionRow, "actionId" | "expiresAt">, verb: string): AiCooError {
  return new AiCooError("expired", `The action expired at ${row.expiresAt.toISOString()}, so it was not ${verb}.`, {
    next: "If the reason still stands, the next analysis proposes it again.",
    details: { actionId: row.actionId, expiresAt: row.expiresAt.toISOString(), status: "expired" },
  });
}
