import { withTransaction } from "#src/db/index.ts";
import { OPERATIONS, type LookUp, type Outcome } from "#src/operations/index.ts";
import { createInternalNoteInputsSchema } from "#src/protocol/index.ts";
import { backoffFrom, nextQuestion } from "../backoff.ts";
import type { Run } from "../run.ts";
import type { RecoveryStatistics } from "../types.ts";
import { beginFollowOns, takeDoubtfulFollowOns, updateFollowOn, type FollowOn, type FollowOnChange } from "./store.ts";

/** Begun together and started at once: a crash leaves no more of them in doubt than this. */
const AT_ONCE = 4;
/** Definite refusals of a note (Odoo is down) that are tried again; the wait between them grows to an hour. */
const MAX_TRIES = 12;

/** Of one call; what is left is due at the next. */
const MOST_GROUPS = 25;

type Counts = RecoveryStatistics["followOns"];
const NONE: Counts = { done: 0, waiting: 0, uncertain: 0, failed: 0 };

const COUNTED = {
  done: "done",
  pending: "waiting",
  running: "waiting",
  uncertain: "uncertain",
  failed: "failed",
} as const satisfies Record<FollowOn["state"], keyof Counts>;

/** Does what follows effects and is due, of whatever action. Never throws for what Odoo does. */
export async function runFollowOns(run: Run): Promise<Counts> {
  return inGroups(run, (holder) => withTransaction(run.ctx, (inner) => beginFollowOns(inner, holder)), attemptFollowOn);
}

/** Settles those in doubt by look-up. None of them is made again: not found is no proof. */
export async function recoverFollowOns(run: Run): Promise<Counts> {
  return inGroups(run, (holder) => withTransaction(run.ctx, (inner) => takeDoubtfulFollowOns(inner, holder)), settleDoubt);
}

async function inGroups(
  run: Run,
  take: (holder: { workerId: string; leaseUntil: Date; limit: number }) => Promise<FollowOn[]>,
  work: (run: Run, one: FollowOn) => Promise<FollowOnChange>,
): Promise<Counts> {
  let counts = NONE;
  const { workerId, settings } = run.runtime;
  for (let groups = 0; groups < MOST_GROUPS && run.runtime.signal?.aborted !== true; groups++) {
    const leaseUntil = new Date(run.ctx.clock.now().getTime() + settings.leaseSeconds * 1000);
    const group = await take({ workerId, leaseUntil, limit: AT_ONCE });
    if (group.length === 0) break;
    const states = await Promise.all(
      group.map(async (one) => {
        const change = await work(run, one);
        await withTransaction(run.ctx, (inner) => updateFollowOn(inner, one, change));
        return change.state;
      }),
    );
    for (const state of states) counts = { ...counts, [COUNTED[state]]: counts[COUNTED[state]] + 1 };
    // Odoo is away, or does not show what it has: the rest is not sent after them into the same wait
    if (states.every((state) => state === "pending" || state === "uncertain")) break;
  }
  return counts;
}

/** Makes the effect of one that was just marked as begun. */
export async function attemptFollowOn(run: Run, one: FollowOn): Promise<FollowOnChange> {
  await run.hooks.at("before_follow_on_effect", one.actionId);
  const outcome = await post(run, one);
  await run.hooks.at("after_follow_on_effect", one.actionId);
  const now = run.ctx.clock.now();
  const { settings, random = Math.random } = run.runtime;
  switch (outcome.kind) {
    case "done":
      return { state: "done", reason: null, providerRef: outcome.ref, finishedAt: now };
    case "final":
      return { state: "failed", reason: outcome.reason, finishedAt: now };
    case "retry":
      if (one.tries >= MAX_TRIES) return { state: "failed", reason: `${outcome.reason} It was tried ${one.tries} times.`, finishedAt: now };
      return { state: "pending", reason: outcome.reason, notBefore: backoffFrom(now, one.tries - 1, settings.retryBaseSeconds, random) };
    case "unknown":
      return settleDoubt(run, one);
  }
}

async function settleDoubt(run: Run, one: FollowOn): Promise<FollowOnChange> {
  const now = run.ctx.clock.now();
  const since = one.beganAt ?? one.createdAt;
  const found = await lookUp(run, one, since);
  if (found.kind === "found") return { state: "done", reason: null, providerRef: found.ref, finishedAt: now };
  const next = nextQuestion(now, since);
  const reason = "Whether this note was written is not known; it is not written again by itself.";
  return next === null ? { state: "uncertain", reason, finishedAt: now } : { state: "uncertain", reason, notBefore: next };
}

function noteOf(run: Run, one: FollowOn) {
  const inputs = createInternalNoteInputsSchema.parse(one.inputs);
  return { inputs, context: { orgId: run.ctx.orgId, actionId: one.actionId, token: one.token } };
}

async function post(run: Run, one: FollowOn): Promise<Outcome> {
  try {
    const { inputs, context } = noteOf(run, one);
    return await OPERATIONS.create_internal_note.run(inputs, context, run.runtime.ports);
  } catch (error) {
    run.runtime.logger.error({ err: error, actionId: one.actionId }, "a note broke on the way");
    return { kind: "unknown", reason: "Something unexpected went wrong while the note was being written." };
  }
}

async function lookUp(run: Run, one: FollowOn, since: Date): Promise<LookUp> {
  try {
    const { inputs, context } = noteOf(run, one);
    return await OPERATIONS.create_internal_note.lookUp(inputs, { ...context, since }, run.runtime.ports);
  } catch (error) {
    run.runtime.logger.warn({ err: error, actionId: one.actionId }, "a note in doubt could not be looked up");
    return { kind: "not_found" };
  }
}
