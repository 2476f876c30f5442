import { attemptsEndedBy, lockOwnAttempts, noteOnStage, writeStages, type Settlement } from "#src/actions/index.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import type { Outcome } from "#src/operations/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { settleContact, type ContactEnd } from "../outreachTrail.ts";
import type { Reconciled } from "../reconcile.ts";
import { LEASE_LOST, leaseLost, resultOf } from "../results.ts";
import { elapsed, stage, type Run } from "../run.ts";
import type { ActionResult } from "../types.ts";
import { complete, settlementOf } from "./completion.ts";

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
}

/**
 * Stages 5 and 6, in one transaction: the outcome, the outreach entry, the audit, the domain event, and the
 * status with what follows from it. Only while the attempt is this worker's: whoever lost the lease leaves a
 * note on the attempt for the person who looks, and records nothing.
 */
export async function recordOutcomes(run: Run, items: readonly Recordable[]): Promise<ActionResult[]> {
  const results = await withTransaction(run.ctx, async (inner) => {
    const attempts = { workerId: run.runtime.workerId, attemptIds: items.map(({ attemptId }) => attemptId) };
    const own = await lockOwnAttempts(inner, attempts);
    const ended = await attemptsEndedBy(inner, attempts);
    const recorded: ActionResult[] = [];
    for (const item of items) {
      const { actionId, attemptId, known } = item;
      const now = inner.clock.now();
      const effect = { effect: known.kind, ...("ref" in known ? { ref: known.ref } : { reason: known.reason }) };
      const settlement = settlementOf(run, item, now);
      // recorded by this very worker before: the commit went through and its answer was lost
      if (ended.has(attemptId)) {
        recorded.push(resultOf(actionId, settlement, elapsed(item.startedMs), "ref" in known ? known.ref : null));
        continue;
      }
      if (!own.has(attemptId)) {
        const late = { late_worker: { worker: run.runtime.workerId, note: LEASE_LOST, ...effect } };
        await noteOnStage(inner, { ...stage(item, "recording", "lease_lost", { startedAt: now, finishedAt: now }), detail: late });
        recorded.push(leaseLost(actionId, elapsed(item.startedMs)));
        continue;
      }
      await appendAuditEvent(inner, {
        kind: "action.effect",
        actionId,
        version: item.version,
        fingerprint: item.fingerprint,
        attemptId,
        stage: "recording",
        facts: { attempt: item.attemptNo, outcome: known.kind, ref: "ref" in known ? known.ref : null },
      });
      await settleContact(inner, actionId, contactAfter(item, settlement));
      await writeStages(inner, [
        stage(item, "execution", known.kind, { startedAt: item.intentAt, finishedAt: now }, effect),
        stage(item, "recording", "recorded", { startedAt: now, finishedAt: now }),
        stage(item, "completion", settlement.to, { startedAt: now, finishedAt: now }, { reason: settlement.reason }),
      ]);
      recorded.push(await complete(run, inner, item, settlement));
    }
    for (const { actionId } of items) await run.hooks.at("before_record_commit", actionId);
    return recorded;
  });
  for (const { actionId } of items) await run.hooks.at("after_record", actionId);
  return results;
}

/** A definite failure gives the reservation back, and so does what runs again: it reserves anew. A doubt keeps it. */
function contactAfter({ known, intentAt }: Recordable, { to }: Settlement): ContactEnd {
  if (to === "completed") return { to: "sent", at: intentAt, ref: "ref" in known ? known.ref : undefined };
  return { to: to === "needs_attention" ? "unknown" : "released" };
}
