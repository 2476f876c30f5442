import { appendAuditEvents } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { holdStopSwitch } from "#src/policy/index.ts";
import { announce } from "./announce.ts";
import { approvalsOf, lockCandidates, lockPartners, retriesOf, takeRows, type TakenRow } from "./claimQueries.ts";
import { refusalsOf } from "./refusals.ts";
import type { ClaimActionsInput, ClaimActionsResult, ClaimedAction } from "./types.ts";
import type { ActionVerbs } from "./verbs.ts";

/**
 * Takes approved actions for one worker, in one transaction: `approved → executing`, an attempt with a lease
 * for each. One update decides every race; it holds only for what is approved, alive, due and not held, while
 * the emergency stop is off. Actions of one customer are taken in the order they were made, and never while
 * another one of that customer is being executed by somebody else.
 *
 * Asked for by id, what was not taken comes back as a refusal that names its present status.
 */
export const claimActions: ActionVerbs["claimActions"] = async ({ ctx, input }) =>
  withTransaction(ctx, async (inner): Promise<ClaimActionsResult> => {
    const stop = await holdStopSwitch(inner);
    if (stop.stopped) return { claimed: [], refused: await refusalsOf(inner, input.actionIds ?? [], { stopped: true }) };
    const claimed = await take(inner, input);
    const taken = new Set(claimed.map(({ actionId }) => actionId));
    const missing = (input.actionIds ?? []).filter((actionId) => !taken.has(actionId));
    return { claimed, refused: await refusalsOf(inner, missing, { stopped: false }) };
  });

async function take(ctx: TxContext, input: ClaimActionsInput): Promise<ClaimedAction[]> {
  const candidates = await lockPartners(ctx, await lockCandidates(ctx, input));
  if (candidates.length === 0) return [];
  const now = ctx.clock.now();
  const rows = await takeRows(ctx, {
    workerId: input.workerId,
    leaseUntil: new Date(now.getTime() + input.leaseSeconds * 1000),
    // named actions run in the order somebody chose; the sweep keeps each customer's own
    keepOrder: input.actionIds === undefined,
    candidates: candidates.map(({ actionId }) => ({ actionId, attemptId: uuidv7(now) })),
  });
  const approvals = Map.groupBy(
    await approvalsOf(
      ctx,
      rows.map(({ actionId }) => actionId),
    ),
    ({ actionId, version }) => `${actionId} ${version}`,
  );
  const tried = rows.filter(({ attemptNo }) => attemptNo > 1).map(({ actionId }) => actionId);
  const retries = await retriesOf(ctx, tried);
  await appendAuditEvents(
    ctx,
    rows.map((row) => ({
      kind: "action.claimed",
      actionId: row.actionId,
      version: row.version,
      fingerprint: row.fingerprint,
      facts: { attempt: row.attemptNo, worker: input.workerId, lease_until: row.leaseUntil.toISOString() },
    })),
  );
  await announce(
    ctx,
    rows.map(({ actionId, actionType, version }) => ({ kind: "action.executing", actionId, actionType, version, status: "executing" })),
  );
  return rows.toSorted(byAge).map(({ createdAt: _createdAt, actionType: _actionType, ...row }) => ({
    ...row,
    approvals: (approvals.get(`${row.actionId} ${row.version}`) ?? []).map(
      ({ actor, fingerprint, channel, rule, onBehalfOf, authored }) => ({
        actor,
        fingerprint,
        channel,
        rule,
        onBehalfOf,
        authored,
      }),
    ),
    retriesUsed: retries.get(row.actionId) ?? 0,
  }));
}

/** Older first; ids are made in the order of time and settle the rest. */
function byAge(a: TakenRow, b: TakenRow): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.actionId < b.actionId ? -1 : 1);
}
