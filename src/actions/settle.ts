import { appendAuditEvents } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { updateActionStatus, type StatusChange } from "#src/db/access/autonomousActions.ts";
import { endExecutingActions, type ExecutingEnd, type MovedAction } from "#src/db/access/executingActions.ts";
import { actionVersions, type JsonObject } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { fingerprint, getActionDescription, type ActionStatus } from "#src/protocol/index.ts";
import { announce, type ActionEventKind } from "./announce.ts";
import { finishAttempts, type AttemptEnd } from "./attemptRows.ts";
import { doubtsOf, inDoubt, inheritDoubts, type Doubt } from "./doubts.ts";
import { expireApproved } from "./expire.ts";
import { personalOf } from "./rows.ts";
import type { EffectKind, SettleActionInput, Settlement, StatusResult } from "./types.ts";
import type { ActionVerbs } from "./verbs.ts";
import { wakeExecutor } from "./wake.ts";

/**
 * Ends an attempt and brings its action where it belongs, in one transaction, only while the attempt is this
 * worker's. Errors: `lease_lost`.
 */
export const settleAction: ActionVerbs["settleAction"] = async ({ ctx, input }) => {
  const settled = await withTransaction(ctx, (inner) => settleWithin(inner, input));
  if (settled !== null) return settled;
  throw new AiCooError("lease_lost", "The attempt was taken over by another worker, so nothing was recorded.", {
    next: "Look at the action: whoever took it over settles it.",
    details: { actionId: input.actionId, attemptId: input.attemptId },
  });
};

/** The same inside the caller's transaction; null, with nothing changed, when the attempt is no longer this worker's. */
export async function settleWithin(ctx: TxContext, input: SettleActionInput): Promise<StatusResult | null> {
  return (await settleAllWithin(ctx, [input])).get(input.actionId) ?? null;
}

/**
 * The same for many, with a number of statements that does not grow with them. Answers by action what its status is
 * now; one whose attempt is no longer this worker's is not among them, and nothing of it was changed.
 */
export async function settleAllWithin(ctx: TxContext, asked: readonly SettleActionInput[]): Promise<Map<string, Settled>> {
  const doubts = await doubtsAbout(ctx, asked);
  const inputs = asked.map((input) => (doubts.has(input.actionId) ? stoppedInDoubt(ctx, input) : input));
  const own = await finishAttempts(ctx, inputs.map(endOf));
  const held = inputs.filter(({ attemptId }) => own.has(attemptId));
  await inheritDoubts(
    ctx,
    held.flatMap(({ actionId, attemptId }) => {
      const doubt = doubts.get(actionId);
      return doubt === undefined ? [] : [{ attemptId, doubt }];
    }),
  );
  const moved = await move(ctx, held);
  const settled = held.map((input) => ({ ...input, row: movedOrThrow(moved, input) }));
  await appendAuditEvents(
    ctx,
    settled.map(({ row, settlement }) => ({
      kind: SAID[settlement.to],
      actionId: row.actionId,
      version: row.version,
      fingerprint: row.fingerprint,
      facts: { attempt: row.attempts, ...factsOf(settlement) },
      personal: personalOf(row, settlement.reason),
    })),
  );
  await announce(
    ctx,
    settled.map(({ row, settlement }) => ({
      kind: SAID[settlement.to],
      actionId: row.actionId,
      actionType: row.actionType,
      version: row.version,
      status: row.status,
      more: { reason: settlement.reason },
    })),
  );
  for (const { settlement } of settled) if (settlement.to === "deferred") await wakeExecutor(ctx, settlement.notBefore);
  const lifeEnded = settled.filter(({ settlement }) => settlement.to === "expired").map(({ actionId }) => actionId);
  const expired = await expireApproved(ctx, lifeEnded);
  return new Map(
    settled.map(({ actionId, row, settlement }) => [
      actionId,
      { actionId, status: expired.has(actionId) ? "expired" : row.status, settlement },
    ]),
  );
}

/** What became of an action, and by which settlement: another one than was asked for where an earlier try leaves a doubt. */
export interface Settled extends StatusResult {
  readonly settlement: Settlement;
}

/** A refusal is not among them: what a key makes safe to repeat is refused only where it does not stand there already. */
const SAYS_NOT_DONE: ReadonlySet<Settlement["to"]> = new Set(["blocked", "require_reapproval", "expired"]);

/** Doubts about those of the actions of which it would be said that nothing was done. */
function doubtsAbout(ctx: TxContext, inputs: readonly SettleActionInput[]): Promise<Map<string, Doubt>> {
  return doubtsOf(
    ctx,
    inputs.filter(({ settlement }) => SAYS_NOT_DONE.has(settlement.to)).map(({ actionId }) => actionId),
  );
}

function stoppedInDoubt({ clock }: TxContext, input: SettleActionInput): SettleActionInput {
  return { ...input, settlement: { to: "needs_attention", reason: inDoubt(input.settlement.reason), lookUpAt: clock.now() } };
}

function endOf({ attemptId, workerId, settlement, providerRef }: SettleActionInput): AttemptEnd {
  return {
    attemptId,
    workerId,
    outcome: OUTCOMES[settlement.to],
    reason: settlement.reason,
    providerRef,
    detail: settlement.to === "deferred" ? { because: settlement.because } : undefined,
  };
}

/** Brings the actions where they belong: all together, but for those that become another version. */
async function move(ctx: TxContext, inputs: readonly SettleActionInput[]): Promise<Map<string, MovedAction>> {
  const renewed = new Map<string, MovedAction>();
  const ends: ExecutingEnd[] = [];
  for (const { actionId, settlement } of inputs) {
    const { to, reason } = settlement;
    if (to === "require_reapproval") {
      const change = { from: "executing", to: STATUSES[to], reason, patch: await addVersion(ctx, actionId, settlement) } as const;
      const row = await updateActionStatus(ctx, { actionId, ...change });
      if (row !== null) renewed.set(actionId, row);
    } else {
      ends.push({ actionId, to: STATUSES[to], reason, notBefore: notBeforeOf(settlement) });
    }
  }
  return new Map([...renewed, ...(await endExecutingActions(ctx, ends))]);
}

function notBeforeOf(settlement: Settlement): Date | null {
  if (settlement.to === "deferred") return settlement.notBefore;
  // where the action waits for a person, this is when the other side is asked again
  return settlement.to === "needs_attention" ? (settlement.lookUpAt ?? null) : null;
}

function movedOrThrow(moved: ReadonlyMap<string, MovedAction>, { actionId, attemptId }: SettleActionInput): MovedAction {
  const row = moved.get(actionId);
  if (row !== undefined) return row;
  throw new AiCooError("internal", "An attempt was open although its action is not being executed; nothing was recorded.", {
    details: { actionId, attemptId },
  });
}

/** How each end reads on the attempt. Only a completed one happened; only `unknown` leaves the question open. */
const OUTCOMES = {
  completed: "done",
  failed: "final",
  blocked: "final",
  needs_attention: "unknown",
  deferred: "retry",
  expired: "retry",
  require_reapproval: "final",
} as const satisfies Record<Settlement["to"], EffectKind>;

/** The audit kind of each end, which is the domain event's as well. */
const SAID = {
  completed: "action.completed",
  failed: "action.failed",
  blocked: "action.blocked",
  needs_attention: "action.needs_attention",
  deferred: "action.deferred",
  expired: "action.deferred",
  require_reapproval: "action.reapproval_required",
} as const satisfies Record<Settlement["to"], ActionEventKind>;

const STATUSES = {
  completed: "completed",
  failed: "failed",
  blocked: "blocked",
  needs_attention: "needs_attention",
  deferred: "approved",
  // first back to what it was, then expired like any other approved action
  expired: "approved",
  require_reapproval: "pending_approval",
} as const satisfies Record<Settlement["to"], ActionStatus>;

/** Keeps the fresh document as the next version; approvals of the one before no longer count. */
async function addVersion(
  { tx, orgId, actor, clock }: TxContext,
  actionId: string,
  settlement: Extract<Settlement, { to: "require_reapproval" }>,
): Promise<NonNullable<StatusChange["patch"]>> {
  const { action, version } = settlement;
  const print = fingerprint(action);
  await tx.insert(actionVersions).values({
    orgId,
    actionId,
    version,
    fingerprint: print,
    actionProtocol: action,
    createdBy: actor,
    createdAt: clock.now(),
    reason: settlement.reason,
  });
  return {
    version,
    fingerprint: print,
    actionProtocol: action,
    riskLevel: action.risk_level,
    title: getActionDescription(action),
    expiresAt: new Date(action.expires_at),
  };
}

function factsOf(settlement: Settlement): JsonObject {
  switch (settlement.to) {
    case "deferred":
      return { because: settlement.because, not_before: settlement.notBefore.toISOString() };
    case "blocked":
      return { failed_checks: (settlement.checks ?? []).filter(({ passed }) => !passed).map(({ check_id }) => check_id) };
    case "require_reapproval":
      return { new_version: settlement.version, changed: settlement.changes.map(({ path, record }) => ({ path, record: record ?? null })) };
    case "needs_attention":
      return settlement.lookUpAt === undefined ? {} : { look_up_at: settlement.lookUpAt.toISOString() };
    case "completed":
    case "failed":
    case "expired":
      return {};
  }
}
