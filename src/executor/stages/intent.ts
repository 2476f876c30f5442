import {
  beginStages,
  lockOwnAttempts,
  recordIntents,
  settleAllWithin,
  writeStages,
  type Settlement,
  type StageOutcome,
  type StageRecord,
} from "#src/actions/index.ts";
import { appendAuditEvents, type AuditEvent } from "#src/audit/index.ts";
import { reportedLeft } from "#src/db/access/inboundEvents.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { operationToken } from "#src/operations/index.ts";
import { assumeOutreach, reserveOutreachBatch, type Reservation, type ReserveOutreachInput } from "#src/outreach/index.ts";
import { holdStopSwitch } from "#src/policy/index.ts";
import { isActionExpired } from "#src/protocol/index.ts";
import { contactOf } from "../contact.ts";
import { settleContacts } from "../outreachTrail.ts";
import { leaseLost, resultOf } from "../results.ts";
import { elapsed, stage, type Run, type Taken } from "../run.ts";
import type { ActionResult } from "../types.ts";
import { outsideContactHours } from "./contactHours.ts";
import { deferral, detailOf, isStale, type Facts } from "./revalidation.ts";

export interface Ready {
  readonly taken: Taken;
  readonly facts: Facts;
}

/** `go`: the intent is committed, and the effect is to be caused at once, within the lease. */
export type IntentResult =
  | { readonly kind: "go"; readonly intentAt: Date; readonly leaseUntil: Date }
  | { readonly kind: "ended"; readonly result: ActionResult };

/**
 * The first half of stage 4. In one transaction, for effects that start the moment it is committed: the
 * attempts are still ours, the stop switch is off and held so, the actions live, their facts are fresh, their contacts
 * are reserved, and the intents with their tokens are written. Whatever fails here settles its action instead.
 */
export async function commitIntents(run: Run, items: readonly Ready[]): Promise<IntentResult[]> {
  return withTransaction(run.ctx, async (inner) => {
    const { workerId } = run.runtime;
    const stop = await holdStopSwitch(inner);
    const own = await lockOwnAttempts(inner, { workerId, attemptIds: items.map(({ taken }) => taken.claim.attemptId) });
    const retried = items.filter(({ taken }) => taken.claim.attemptNo > 1).map(({ taken }) => taken.claim.actionId);
    const left = await reportedLeft(inner, retried);
    const refusals = new Map<Ready, Settlement>();
    const contacts = new Map<Ready, ReserveOutreachInput>();
    for (const item of items) {
      if (!own.has(item.taken.claim.attemptId)) continue;
      const refusal = left.has(item.taken.claim.actionId)
        ? {
            to: "needs_attention" as const,
            reason: "The provider has reported that an earlier attempt's message left; it was not sent again.",
          }
        : stop.stopped
          ? stopped(inner)
          : (alive(inner, item.taken) ??
            (isStale(run, item.facts) ? readAgain(inner) : null) ??
            outsideContactHours(run, inner.clock.now(), item.taken, item.facts));
      const contact = contactOf(item.taken.action);
      // the attempt that it left with had given its contact back
      if (left.has(item.taken.claim.actionId) && contact.kind === "contact") await assumeOutreach(inner, contact.contact);
      if (refusal !== null) refusals.set(item, refusal);
      else if (contact.kind === "unguarded") refusals.set(item, { to: "blocked", reason: contact.reason });
      else if (contact.kind === "contact") contacts.set(item, contact.contact);
    }
    const reservations = await reserve(run, inner, contacts);
    const ready: Ready[] = [];
    for (const item of items) {
      if (!own.has(item.taken.claim.attemptId) || refusals.has(item)) continue;
      const reservation = reservations.get(item);
      if (reservation === undefined || reservation.ok) ready.push(item);
      else refusals.set(item, refusalOf(reservation, item.taken));
    }
    const intentAt = inner.clock.now();
    // a reservation waits for a lock of its own
    const fresh = ready.filter(({ facts }) => !isStale(run, facts));
    const leaseUntil = new Date(intentAt.getTime() + run.runtime.settings.leaseSeconds * 1000);
    const begun = await intend(run, inner, fresh, { leaseUntil, isContact: (item) => reservations.has(item) });
    const late = ready.filter((item) => !begun.has(item));
    // a reservation is given back with the intent that it was made for
    await settleContacts(
      inner,
      late.filter((item) => reservations.has(item)).map(({ taken }) => ({ actionId: taken.claim.actionId, end: { to: "released" } })),
    );
    for (const item of late) refusals.set(item, fresh.includes(item) ? tooSlow(inner) : readAgain(inner));
    const ended = await endAll(run, inner, refusals);
    const results = items.map((item): IntentResult => {
      if (begun.has(item)) return { kind: "go", intentAt, leaseUntil };
      return { kind: "ended", result: ended.get(item) ?? lost(item) };
    });
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

/** The wait for this transaction and its locks has no bound, so the age of the facts is looked at once those are held. */
function readAgain(ctx: TxContext): Settlement {
  const reason = "The facts had grown old before the effect began; nothing was done, and they are read again.";
  return { to: "deferred", reason, notBefore: ctx.clock.now(), because: "policy" };
}

async function reserve(run: Run, ctx: TxContext, contacts: ReadonlyMap<Ready, ReserveOutreachInput>): Promise<Map<Ready, Reservation>> {
  if (contacts.size === 0) return new Map();
  const answers = await reserveOutreachBatch(ctx, [...contacts.values()], run.outreach.settings);
  return new Map([...contacts.keys()].map((item, index) => [item, answers[index]!]));
}

function refusalOf(reservation: Exclude<Reservation, { ok: true }>, { claim }: Taken): Settlement {
  if (reservation.verdict === "defer") return deferral(reservation.until, claim.expiresAt, reservation.sentence);
  return { to: "blocked", reason: reservation.sentence };
}

function tooSlow(ctx: TxContext): Settlement {
  const reason = "Its lease ran out before the effect began; nothing was done.";
  return { to: "deferred", reason, notBefore: ctx.clock.now(), because: "recovered" };
}

const lost = ({ taken }: Ready): ActionResult => leaseLost(taken.claim.actionId, elapsed(taken.startedMs));

/** Writes the intents; answers those that hold. Not written is one whose lease has run out. */
async function intend(
  run: Run,
  ctx: TxContext,
  items: readonly Ready[],
  { leaseUntil, isContact }: { readonly leaseUntil: Date; readonly isContact: (item: Ready) => boolean },
): Promise<Set<Ready>> {
  if (items.length === 0) return new Set();
  const tokens = new Map(items.map((item) => [item, operationToken(item.taken.action.operation, item.taken.claim.actionId)]));
  const written = await recordIntents(ctx, {
    workerId: run.runtime.workerId,
    leaseUntil,
    intents: items.map((item) => ({
      attemptId: item.taken.claim.attemptId,
      operation: item.taken.action.operation.type,
      token: tokens.get(item)!,
    })),
  });
  const begun = items.filter(({ taken }) => written.has(taken.claim.attemptId));
  const intentAt = ctx.clock.now();
  await appendAuditEvents(
    ctx,
    begun.flatMap((item) => auditOf(item, tokens.get(item)!, isContact(item))),
  );
  await beginStages(
    ctx,
    begun.flatMap((item) => [
      factsStage(item, "passed"),
      stage(item.taken.claim, "execution", "running", { startedAt: intentAt, finishedAt: null }, { token: tokens.get(item)! }),
    ]),
  );
  return new Set(begun);
}

function auditOf({ taken: { claim, action }, facts }: Ready, token: string, isContact: boolean): AuditEvent[] {
  const { actionId, attemptId, version, fingerprint, attemptNo: attempt } = claim;
  const about = { actionId, version, fingerprint, attemptId } as const;
  const seen = facts.results.map(({ check_id, outcome }) => `${check_id}: ${outcome}`);
  const intent: AuditEvent = {
    kind: "action.intent",
    ...about,
    stage: "execution",
    facts: { attempt, operation: action.operation.type, token, facts_seen: seen },
  };
  return isContact ? [{ kind: "outreach.reserved", ...about, facts: { attempt } }, intent] : [intent];
}

/** Settles actions that get no further, each with the row of its revalidation; those whose lease was lost are not among the answers. */
export async function endAll(run: Run, ctx: TxContext, ends: ReadonlyMap<Ready, Settlement>): Promise<Map<Ready, ActionResult>> {
  if (ends.size === 0) return new Map();
  const settled = await settleAllWithin(
    ctx,
    [...ends].map(([{ taken }, settlement]) => {
      const { actionId, attemptId } = taken.claim;
      return { actionId, attemptId, workerId: run.runtime.workerId, settlement };
    }),
  );
  const ended = [...ends.keys()].flatMap((item): [Ready, Settlement][] => {
    const end = settled.get(item.taken.claim.actionId);
    return end === undefined ? [] : [[item, end.settlement]];
  });
  await writeStages(
    ctx,
    ended.map(([item, settlement]) => factsStage(item, settlement.to)),
  );
  return new Map(ended.map(([item, settlement]) => [item, resultOf(item.taken.claim.actionId, settlement, elapsed(item.taken.startedMs))]));
}

/** One action that the facts stop, in a transaction of its own. */
export async function endOne(run: Run, item: Ready, settlement: Settlement): Promise<ActionResult> {
  const ended = await withTransaction(run.ctx, (inner) => endAll(run, inner, new Map([[item, settlement]])));
  return ended.get(item) ?? lost(item);
}

function factsStage({ taken, facts }: Ready, outcome: StageOutcome): StageRecord {
  return stage(taken.claim, "revalidation", outcome, { startedAt: facts.readFrom, finishedAt: facts.readUntil }, detailOf(facts));
}
