import {
  answerUnknown,
  settleWithin,
  takeDueQuestions,
  takeOverAttempts,
  writeStages,
  type DueQuestion,
  type OrphanedAttempt,
  type Settlement,
} from "#src/actions/index.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { validateActionProtocol } from "#src/protocol/index.ts";
import { nextQuestion } from "./backoff.ts";
import { planFollowOns } from "./followOns/plan.ts";
import { recoverFollowOns, runFollowOns } from "./followOns/run.ts";
import { addFollowOns } from "./followOns/store.ts";
import { settleContact } from "./outreachTrail.ts";
import { reconcile } from "./reconcile.ts";
import { settleRestored } from "./restored.ts";
import { runOf, stage, type Run } from "./run.ts";
import { recorded, recordOutcomes, type Known } from "./stages/recording.ts";
import { settleToldContacts } from "./told.ts";
import type { ActionResult, ExecutorRuntime, RecoveryStatistics } from "./types.ts";

type Counted = "returned" | "completed" | "repeated" | "needsAttention" | "failed";

/**
 * Finishes what dead workers left. An attempt whose lease ran out is taken over: before its intent nothing
 * can have happened, and the action is approved again; after it the other side is asked. Then come the
 * actions that wait because nobody knew (a later look-up may find them), and what follows effects.
 * Safe on many workers at once. One run does a bounded amount and goes no further where Odoo is away, but it
 * waits for Odoo's answers: nothing that has to start waits for it.
 */
export async function recoverAttempts(ctx: Context, runtime: ExecutorRuntime): Promise<RecoveryStatistics> {
  // under a name of its own: an attempt of this very process that was only slow is then no longer its own either
  const run = runOf(ctx, { ...runtime, workerId: `${runtime.workerId}:recovery` });
  const counts: Record<Counted, number> = { returned: 0, completed: 0, repeated: 0, needsAttention: 0, failed: 0 };
  let found = 0;
  for (let rounds = 0; rounds < MOST_ROUNDS && runtime.signal?.aborted !== true; rounds++) {
    const { began, returned, orphans } = await takeOver(run);
    if (orphans === 0) break;
    found += orphans;
    for (const outcome of returned) counts[outcome] += 1;
    const outcomes = await mapWithLimit(began, runtime.settings.concurrency, (orphan) => finishBegun(run, orphan));
    for (const outcome of outcomes) if (outcome !== null) counts[outcome] += 1;
  }
  // after the orphans: what they gave back is asked about too
  await settleRestored(run);
  const settledLater = await askAgain(run);
  await settleToldContacts(run);
  const doubtful = await recoverFollowOns(run);
  const due = await runFollowOns(run);
  return {
    found,
    ...counts,
    settledLater,
    followOns: {
      done: doubtful.done + due.done,
      waiting: doubtful.waiting + due.waiting,
      uncertain: doubtful.uncertain + due.uncertain,
      failed: doubtful.failed + due.failed,
    },
  };
}

/** Batches of one run; a run comes every minute, and one that never ends would keep the next from new orphans. */
const MOST_ROUNDS = 20;

type Begun = OrphanedAttempt & { readonly intentAt: Date };

/** Takes attempts over, and settles those that never began in the same transaction. */
async function takeOver(run: Run): Promise<{ readonly orphans: number; readonly began: Begun[]; readonly returned: Counted[] }> {
  const { workerId, settings } = run.runtime;
  const took = await withTransaction(run.ctx, async (inner) => {
    const leaseUntil = new Date(inner.clock.now().getTime() + settings.leaseSeconds * 1000);
    const orphans = await takeOverAttempts(inner, { workerId, leaseUntil, limit: settings.batchSize });
    const began: Begun[] = [];
    const returned: Counted[] = [];
    for (const orphan of orphans) {
      await appendAuditEvent(inner, {
        kind: "attempt.recovered",
        actionId: orphan.actionId,
        version: orphan.version,
        fingerprint: orphan.fingerprint,
        attemptId: orphan.attemptId,
        facts: { attempt: orphan.attemptNo, dead_worker: orphan.deadWorkerId, by: workerId, after_intent: orphan.intentAt !== null },
      });
      if (orphan.intentAt !== null) {
        began.push({ ...orphan, intentAt: orphan.intentAt });
        continue;
      }
      const settlement = afterDeathBeforeIntent(run, orphan, inner.clock.now());
      await settleWithin(inner, { actionId: orphan.actionId, attemptId: orphan.attemptId, workerId, settlement });
      returned.push(settlement.to === "failed" ? "failed" : "returned");
    }
    return { orphans: orphans.length, began, returned };
  });
  for (const { actionId } of took.began) await run.hooks.at("after_takeover", actionId);
  return took;
}

const LONGEST_WAIT_SECONDS = 300;

function afterDeathBeforeIntent(run: Run, orphan: OrphanedAttempt, now: Date): Settlement {
  if (orphan.recoveries >= run.runtime.settings.maxRecoveries) {
    return { to: "failed", reason: `${orphan.recoveries + 1} workers died over it before anything was done.` };
  }
  // at once the first time: the process was killed; later ones may be the action's own doing
  const wait = orphan.recoveries === 0 ? 0 : Math.min(2 ** orphan.recoveries, LONGEST_WAIT_SECONDS);
  return {
    to: "deferred",
    reason: "The worker died before anything was done.",
    notBefore: new Date(now.getTime() + wait * 1000),
    because: "recovered",
  };
}

/** The worker died between its intent and its record: whether the effect happened is asked outside. */
async function finishBegun(run: Run, orphan: Begun): Promise<Counted | null> {
  const { workerId, logger } = run.runtime;
  const { actionId, attemptId, intentAt } = orphan;
  const parsed = validateActionProtocol(orphan.document);
  if (!parsed.ok) {
    const reason = "The worker died while it was being done, and the stored action can no longer be read.";
    const settled = await withTransaction(run.ctx, (inner) =>
      settleWithin(inner, { actionId, attemptId, workerId, settlement: { to: "needs_attention", reason } }),
    );
    return settled === null ? null : "needsAttention";
  }
  const known: Known = await reconcile(run, parsed.action, { intentAt, because: "The worker died while it was being done." });
  await run.hooks.at("after_lookup", actionId);
  try {
    const [result] = await recordOutcomes(run, [
      { ...orphan, action: parsed.action, known, startedMs: performance.now(), takenOver: true },
    ]);
    await recorded(run, actionId);
    return result === undefined ? null : (COUNTED_AS[result.result] ?? null);
  } catch (error) {
    logger.error({ err: error, actionId }, "a recovered outcome could not be recorded; the next recovery does it");
    return null;
  }
}

/** How the recorded end of a recovered attempt is counted; the others do not come out of a recovery. */
const COUNTED_AS: Partial<Record<ActionResult["result"], Counted>> = {
  executed: "completed",
  needs_attention: "needsAttention",
  deferred: "repeated",
  failed: "failed",
};

/** Asks about waiting actions again; answers how many that settled. */
async function askAgain(run: Run): Promise<number> {
  const { settings } = run.runtime;
  let settled = 0;
  for (let rounds = 0; rounds < MOST_ROUNDS && run.runtime.signal?.aborted !== true; rounds++) {
    const questions = await withTransaction(run.ctx, (inner) =>
      takeDueQuestions(inner, { limit: settings.batchSize, nextAt: ({ finishedAt }) => nextQuestion(inner.clock.now(), finishedAt) }),
    );
    if (questions.length === 0) break;
    const answers = await mapWithLimit(questions, settings.concurrency, (question) => settleLater(run, question));
    settled += answers.filter(Boolean).length;
    // the other side is away or knows nothing new: those behind are asked about in the next run
    if (!answers.includes(true)) break;
  }
  return settled;
}

async function settleLater(run: Run, question: DueQuestion): Promise<boolean> {
  const parsed = validateActionProtocol(question.document);
  if (!parsed.ok) return false;
  const { action } = parsed;
  const answer = await reconcile(run, action, { intentAt: question.intentAt, because: "Its outcome was unknown." });
  if (answer.kind === "ask") return false;
  const { actionId, attemptId } = question;
  return withTransaction(run.ctx, async (inner) => {
    const now = inner.clock.now();
    const done = answer.kind === "done";
    // it could not run again any more, and would end as expired although it may have happened: it stays in front of a person
    if (!done && (question.stopped || question.expiresAt <= now)) return false;
    const row = await answerUnknown(inner, {
      actionId,
      to: done ? "completed" : "approved",
      outcome: done ? "done" : "retry",
      reason: done ? `Found by a later look-up: ${answer.ref}` : answer.reason,
      ...(done ? { providerRef: answer.ref } : {}),
      facts: { resolution: "look_up", found: done, ...(done ? { ref: answer.ref } : {}) },
    });
    // a person, or another worker, was faster
    if (row === null) return false;
    await settleContact(inner, actionId, done ? { to: "sent", at: question.intentAt, ref: answer.ref } : { to: "released" });
    if (done) {
      await writeStages(inner, [
        stage(
          { actionId, attemptId },
          "completion",
          "completed",
          { startedAt: now, finishedAt: now },
          { reason: "found by a later look-up" },
        ),
      ]);
      await addFollowOns(inner, planFollowOns(action, question.intentAt));
    }
    return true;
  });
}
