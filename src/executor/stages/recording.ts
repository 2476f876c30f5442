import {
  attemptsEndedBy,
  beginStages,
  endStages,
  lockOwnAttempts,
  noteOnStage,
  writeStages,
  type Settlement,
  type StageRecord,
} from "#src/actions/index.ts";
import { appendAuditEvents } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import type { Outcome } from "#src/operations/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { settleContacts, type ContactEnd } from "../outreachTrail.ts";
import type { Reconciled } from "../reconcile.ts";
import { LEASE_LOST, leaseLost, resultOf } from "../results.ts";
import { elapsed, stage, type Run } from "../run.ts";
import type { ActionResult } from "../types.ts";
import { completeAll, settlementOf, type Settling } from "./completion.ts";

/** What is known of an effect, for good: an unknown outcome was reconciled before it gets here. */
export type Known = Exclude<Outcome, { kind: "unknown" }> | Exclude<Reconciled, { kind: "done" }>;

export interface Recordable {
  readonly actionId: string;
  readonly attemptId: string;
  readonly attemptNo: number;
  readonly version: number;
  readonly fingerprint: string;
  readonly expiresAt: Date;
  readonly retriesUsed: number;
  readonly action: ActionProtocol;
  readonly intentAt: Date;
  readonly known: Known;
  readonly startedMs: number;
  /** Taken over from another worker, which may have left a note on its recording since. */
  readonly takenOver: boolean;
}

/**
 * Stages 5 and 6, in one transaction: the outcome, the outreach entry, the audit, the domain event, and the
 * status with what follows from it. Only while the attempt is this worker's: whoever lost the lease leaves a
 * note on the attempt for the person who looks, and records nothing.
 */
export async function recordOutcomes(run: Run, items: readonly Recordable[]): Promise<ActionResult[]> {
  return withTransaction(run.ctx, async (inner) => {
    const attempts = { workerId: run.runtime.workerId, attemptIds: items.map(({ attemptId }) => attemptId) };
    const own = await lockOwnAttempts(inner, attempts);
    const ended = own.size === items.length ? new Set<string>() : await attemptsEndedBy(inner, attempts);
    const now = inner.clock.now();
    const all = items.map((item): Settling => ({ item, settlement: settlementOf(run, item, now) }));
    await recordOwn(
      run,
      inner,
      all.filter(({ item }) => own.has(item.attemptId)),
      now,
    );
    const results: ActionResult[] = [];
    for (const { item, settlement } of all) {
      const { actionId, attemptId, known } = item;
      // ended by this very worker before: the commit went through and its answer was lost
      if (own.has(attemptId) || ended.has(attemptId)) {
        results.push(resultOf(actionId, settlement, elapsed(item.startedMs), "ref" in known ? known.ref : null));
        continue;
      }
      const late = { late_worker: { worker: run.runtime.workerId, note: LEASE_LOST, ...effectOf(item) } };
      await noteOnStage(inner, { ...stage(item, "recording", "lease_lost", { startedAt: now, finishedAt: now }), detail: late });
      results.push(leaseLost(actionId, elapsed(item.startedMs)));
    }
    for (const { actionId } of items) await run.hooks.at("before_record_commit", actionId);
    return results;
  });
}

/** Where an outcome is committed and nothing that follows it has begun; outside of the batch, which others wait for. */
export async function recorded(run: Run, actionId: string): Promise<void> {
  await run.hooks.at("after_record", actionId);
}

/** Records what is this worker's to record, all of it with a number of statements that does not grow with it. */
async function recordOwn(run: Run, ctx: TxContext, settling: readonly Settling[], now: Date): Promise<void> {
  if (settling.length === 0) return;
  await appendAuditEvents(
    ctx,
    settling.map(({ item }) => ({
      kind: "action.effect",
      actionId: item.actionId,
      version: item.version,
      fingerprint: item.fingerprint,
      attemptId: item.attemptId,
      stage: "recording",
      facts: { attempt: item.attemptNo, outcome: item.known.kind, ref: "ref" in item.known ? item.known.ref : null },
    })),
  );
  await settleContacts(
    ctx,
    settling.map(({ item, settlement }) => ({ actionId: item.actionId, end: contactAfter(item, settlement) })),
  );
  const times = { startedAt: now, finishedAt: now };
  const executions: StageRecord[] = [];
  const ends: StageRecord[] = [];
  const endsOfOthers: StageRecord[] = [];
  for (const { item, settlement } of settling) {
    executions.push(stage(item, "execution", item.known.kind, { startedAt: item.intentAt, finishedAt: now }, effectOf(item)));
    (item.takenOver ? endsOfOthers : ends).push(
      stage(item, "recording", "recorded", times),
      stage(item, "completion", settlement.to, times, { reason: settlement.reason }),
    );
  }
  await endStages(ctx, executions);
  await beginStages(ctx, ends);
  await writeStages(ctx, endsOfOthers);
  await completeAll(run, ctx, settling);
}

const effectOf = ({ known }: Recordable) => ({ effect: known.kind, ...("ref" in known ? { ref: known.ref } : { reason: known.reason }) });

/** A definite failure gives the reservation back, and so does what runs again: it reserves anew. A doubt keeps it. */
function contactAfter({ known, intentAt }: Recordable, { to }: Settlement): ContactEnd {
  if (to === "completed") return { to: "sent", at: intentAt, ref: "ref" in known ? known.ref : undefined };
  return { to: to === "needs_attention" ? "unknown" : "released" };
}
