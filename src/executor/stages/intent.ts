import { lockOwnAttempts, recordIntent, settleWithin, writeStages, type Settlement, type StageRecord } from "#src/actions/index.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { operationToken } from "#src/operations/index.ts";
import { reserveOutreachBatch, type Reservation, type ReserveOutreachInput } from "#src/outreach/index.ts";
import { holdStopSwitch } from "#src/policy/index.ts";
import { isActionExpired } from "#src/protocol/index.ts";
import { contactOf } from "../contact.ts";
import { settleContact } from "../outreachTrail.ts";
import { leaseLost, resultOf } from "../results.ts";
import { elapsed, stage, type Run, type Taken } from "../run.ts";
import type { ActionResult } from "../types.ts";
import { outsideContactHours } from "./contactHours.ts";
import { deferral, detailOf, type Facts } from "./revalidation.ts";

export interface Ready {
  readonly taken: Taken;
  readonly facts: Facts;
}

/** `go`: the intent is committed, and the effect is to be caused at once. */
export type IntentResult = { readonly kind: "go"; readonly intentAt: Date } | { readonly kind: "ended"; readonly result: ActionResult };

/**
 * The first half of stage 4. In one transaction, for effects that start the moment it is committed: the
 * attempts are still ours, the stop switch is off and held so, the actions live, their contacts are reserved,
 * and the intents with their tokens are written. Whatever fails here settles its action instead.
 */
export async function commitIntents(run: Run, items: readonly Ready[]): Promise<IntentResult[]> {
  return withTransaction(run.ctx, async (inner) => {
    const { workerId } = run.runtime;
    const stop = await holdStopSwitch(inner);
    const own = await lockOwnAttempts(inner, { workerId, attemptIds: items.map(({ taken }) => taken.claim.attemptId) });
    const refusals = new Map<Ready, Settlement>();
    const contacts = new Map<Ready, ReserveOutreachInput>();
    for (const item of items) {
      if (!own.has(item.taken.claim.attemptId)) continue;
      const refusal = stop.stopped
        ? stopped(inner)
        : (alive(inner, item.taken) ?? outsideContactHours(run, inner.clock.now(), item.taken, item.facts));
      const contact = contactOf(item.taken.action);
      if (refusal !== null) refusals.set(item, refusal);
      else if (contact.kind === "unguarded") refusals.set(item, { to: "blocked", reason: contact.reason });
      else if (contact.kind === "contact") contacts.set(item, contact.contact);
    }
    const reservations = await reserve(run, inner, contacts);
    const results: IntentResult[] = [];
    for (const item of items) {
      const { claim } = item.taken;
      const reservation = reservations.get(item);
      const refusal = refusals.get(item) ?? (reservation === undefined || reservation.ok ? null : refusalOf(reservation, item.taken));
      if (!own.has(claim.attemptId)) results.push({ kind: "ended", result: leaseLost(claim.actionId, elapsed(item.taken.startedMs)) });
      else if (refusal !== null) results.push(await end(run, inner, item, refusal));
      else results.push(await intend(run, inner, item, reservation !== undefined));
    }
    for (const [index, result] of results.entries()) {
      if (result.kind === "go") await run.hooks.at("after_reserve", items[index]!.taken.claim.actionId);
    }
    return results;
  });
}

function stopped(ctx: TxContext): Settlement {
  // claims are refused while it is on, so it need not wait for a moment
  return { to: "deferred", reason: "The emergency stop is on, so nothing was done.", notBefore: ctx.clock.now(), because: "policy" };
}

function alive(ctx: TxContext, { action }: Taken): Settlement | null {
  if (!isActionExpired(action, ctx.clock.now())) return null;
  return { to: "expired", reason: `It expired at ${action.expires_at}, before anything was done.` };
}

async function reserve(run: Run, ctx: TxContext, contacts: ReadonlyMap<Ready, ReserveOutreachInput>): Promise<Map<Ready, Reservation>> {
  if (contacts.size === 0) return new Map();
  const answers = await reserveOutreachBatch(ctx, [...contacts.values()], run.runtime.outreach);
  return new Map([...contacts.keys()].map((item, index) => [item, answers[index]!]));
}

function refusalOf(reservation: Exclude<Reservation, { ok: true }>, { claim }: Taken): Settlement {
  if (reservation.verdict === "defer") return deferral(reservation.until, claim.expiresAt, reservation.sentence);
  return { to: "blocked", reason: reservation.sentence };
}

async function intend(run: Run, ctx: TxContext, item: Ready, reserved: boolean): Promise<IntentResult> {
  const { claim, action } = item.taken;
  const { actionId, attemptId, version, fingerprint } = claim;
  const { operation } = action;
  const token = operationToken(operation, actionId);
  const written = await recordIntent(ctx, { attemptId, workerId: run.runtime.workerId, operation: operation.type, token });
  if (!written) {
    if (reserved) await settleContact(ctx, actionId, { to: "released" });
    const reason = "Its lease ran out before the effect began; nothing was done.";
    return end(run, ctx, item, { to: "deferred", reason, notBefore: ctx.clock.now(), because: "recovered" });
  }
  const about = { actionId, version, fingerprint, attemptId } as const;
  if (reserved) await appendAuditEvent(ctx, { kind: "outreach.reserved", ...about, facts: { attempt: claim.attemptNo } });
  await appendAuditEvent(ctx, {
    kind: "action.intent",
    ...about,
    stage: "execution",
    facts: {
      attempt: claim.attemptNo,
      operation: operation.type,
      token,
      facts_seen: item.facts.results.map(({ check_id, outcome }) => `${check_id}: ${outcome}`),
    },
  });
  const intentAt = ctx.clock.now();
  await writeStages(ctx, [
    ...factsStage(item, "passed"),
    stage(claim, "execution", "running", { startedAt: intentAt, finishedAt: null }, { token }),
  ]);
  return { kind: "go", intentAt };
}

/** Settles an action that gets no further, with the row of its revalidation. */
export async function end(
  run: Run,
  ctx: TxContext,
  { taken, facts }: Ready,
  settlement: Settlement,
): Promise<IntentResult & { kind: "ended" }> {
  const { actionId, attemptId } = taken.claim;
  const settled = await settleWithin(ctx, { actionId, attemptId, workerId: run.runtime.workerId, settlement });
  if (settled === null) return { kind: "ended", result: leaseLost(actionId, elapsed(taken.startedMs)) };
  await writeStages(ctx, factsStage({ taken, facts }, settlement.to));
  return { kind: "ended", result: resultOf(actionId, settlement, elapsed(taken.startedMs)) };
}

function factsStage({ taken, facts }: Ready, outcome: string): StageRecord[] {
  return [stage(taken.claim, "revalidation", outcome, { startedAt: facts.readFrom, finishedAt: facts.readUntil }, detailOf(facts))];
}
