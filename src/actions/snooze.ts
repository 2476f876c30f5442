import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { putOffAction, reviseAction } from "#src/db/access/actionRevisions.ts";
import { getActionByIdOrThrow, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { actionCan, DEFAULTS, fingerprint, isActionExpired, type ActionProtocol } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { conflictOf } from "./conflict.ts";
import { expireOne, expiredError } from "./expire.ts";
import { stateOf, type ActionRow } from "./rows.ts";
import { requireSeenDocument } from "./seen.ts";
import type { SnoozeResult } from "./types.ts";
import type { ActionVerbs } from "./verbs.ts";
import { wakeExecutorAt } from "./wakeAt.ts";

const HOUR_MS = 3_600_000;
const LONGER_LIFE = "A person put it off beyond its life and made that longer, so it has to be approved again.";

type Ended = { readonly expired: ActionRow } | { readonly waits: ActionRow };

/**
 * Puts a waiting action off until a moment in its life; its approvals stand, and the executor is woken then. When asked for, its
 * life is made longer, to at most seven days in all: that is another version, which needs an approval of its own.
 * Errors: `invalid_input`, `not_found`, `conflict`, `expired`, `fingerprint_mismatch`.
 */
export const snoozeAction: ActionVerbs["snoozeAction"] = async ({ ctx, input }) => {
  const until = momentOf(input.until);
  const ended = await withTransaction(ctx, async (inner): Promise<Ended> => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    if (hasExpired(row, now)) return { expired: await expireOne(inner, row) };
    const can = actionCan.snooze(stateOf(row, now));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    const words = { tampered: "it cannot be put off", changed: "it was not put off" };
    const action = requireSeenDocument(row, input.fingerprint ?? row.fingerprint, words);
    if (until <= now) throw refused("that moment has passed already", "Name a moment in the future.");

    const seen = until < row.expiresAt ? row : await withLongerLife(inner, row, action, { until, asked: input.extend === true });
    const deferral = ownWait(row, now);
    const notBefore = deferral !== null && deferral > until ? deferral : until;
    const moved = await putOffAction(inner, seen, { notBefore, snoozedUntil: until, notBeforeUnsnoozed: deferral });
    if (moved === null) throw await conflictOf(inner, row, "Cannot snooze: it changed at the same moment.");
    await say(inner, moved, "action.snoozed", {
      until: until.toISOString(),
      was: row.status,
      ...(seen === row
        ? {}
        : { before: { version: row.version, fingerprint: row.fingerprint }, expires_at: moved.expiresAt.toISOString() }),
    });
    if (moved.status === "approved") await wakeExecutorAt(inner, notBefore);
    return { waits: moved };
  });
  return resultOf(ended, "put off");
};

/**
 * Takes a snooze back: the action waits for what it waited for before, or for nothing.
 * Errors: `not_found`, `conflict`, `expired`.
 */
export const unsnoozeAction: ActionVerbs["unsnoozeAction"] = async ({ ctx, input }) => {
  const ended = await withTransaction(ctx, async (inner): Promise<Ended> => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    if (hasExpired(row, now)) return { expired: await expireOne(inner, row) };
    const can = actionCan.unsnooze(stateOf(row, now));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    const notBefore = row.notBeforeUnsnoozed;
    const moved = await putOffAction(inner, row, { notBefore, snoozedUntil: null, notBeforeUnsnoozed: null });
    if (moved === null) throw await conflictOf(inner, row, "Cannot wake: it changed at the same moment.");
    await say(inner, moved, "action.snooze_ended", { was_until: row.snoozedUntil?.toISOString() ?? null });
    if (moved.status === "approved") await wakeExecutorAt(inner, notBefore ?? now);
    return { waits: moved };
  });
  return resultOf(ended, "woken");
};

const hasExpired = (row: ActionRow, now: Date): boolean =>
  (row.status === "pending_approval" || row.status === "approved") && isActionExpired({ expires_at: row.expiresAt.toISOString() }, now);

/** What holds it back besides a snooze: quiet hours, a rate limit, the wait before another try. */
function ownWait(row: ActionRow, now: Date): Date | null {
  const isSnoozed = row.snoozedUntil !== null && row.snoozedUntil > now;
  return isSnoozed ? row.notBeforeUnsnoozed : row.notBefore;
}

/** The same action with a life that goes on after `until`, waiting for approval. */
async function withLongerLife(
  ctx: TxContext,
  row: ActionRow,
  action: ActionProtocol,
  { until, asked }: { readonly until: Date; readonly asked: boolean },
): Promise<ActionRow> {
  if (!asked) {
    throw refused(`it expires at ${row.expiresAt.toISOString()}, before that moment`, "Name an earlier moment, or ask for a longer life.");
  }
  const longest = Date.parse(action.created_at) + DEFAULTS.maxLifeDays * 24 * HOUR_MS;
  const expiresAt = new Date(Math.min(until.getTime() + DEFAULTS.expiryHours * HOUR_MS, longest));
  if (expiresAt <= until) {
    const end = new Date(longest).toISOString();
    throw refused(`no action lives longer than ${DEFAULTS.maxLifeDays} days, this one until ${end}`, "Name an earlier moment.");
  }
  const longer: ActionProtocol = { ...action, expires_at: expiresAt.toISOString() };
  const reason = `Put off by a person until ${until.toISOString()}, with a life until ${longer.expires_at}.`;
  const revised = await reviseAction(ctx, row, { action: longer, fingerprint: fingerprint(longer), reason });
  if (revised === null) throw await conflictOf(ctx, row, "Cannot snooze: it changed at the same moment.");
  if (row.status !== "approved") return revised;
  const moved = await updateActionStatus(ctx, { actionId: row.actionId, from: "approved", to: "pending_approval", reason: LONGER_LIFE });
  if (moved === null) throw await conflictOf(ctx, row, "Cannot snooze: it changed at the same moment.");
  return moved;
}

async function say(
  ctx: TxContext,
  row: ActionRow,
  kind: "action.snoozed" | "action.snooze_ended",
  facts: NonNullable<Parameters<typeof appendAuditEvent>[1]["facts"]>,
): Promise<void> {
  const { actionId, version, fingerprint: print, actionType, status } = row;
  await appendAuditEvent(ctx, { kind, actionId, version, fingerprint: print, facts });
  const not_before = row.notBefore?.toISOString() ?? null;
  await announce(ctx, [{ kind, actionId, actionType, version, status, more: { not_before } }]);
}

function resultOf(ended: Ended, verb: string): SnoozeResult {
  if ("expired" in ended) throw expiredError(ended.expired, verb);
  const { actionId, status, version, fingerprint: print, notBefore, snoozedUntil, expiresAt } = ended.waits;
  return {
    actionId,
    status,
    version,
    fingerprint: print,
    notBefore: notBefore?.toISOString() ?? null,
    snoozedUntil: snoozedUntil?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
  };
}

function momentOf(text: string): Date {
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime()) && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text)) return moment;
  throw refused("that is no moment", "Write it with its zone, as 2026-03-02T09:00:00Z.");
}

function refused(why: string, next: string): AiCooError {
  return new AiCooError("invalid_input", `The action cannot be put off: ${why}. Nothing was changed.`, {
    next,
    details: { issues: [{ path: "until", message: why }] },
  });
}
