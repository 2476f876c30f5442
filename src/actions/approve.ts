import { and, asc, eq, inArray } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { getActionByIdOrThrow, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { actionApprovals, actionVersions } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import {
  aboveLimit,
  countApprovers,
  guardrailsInForce,
  mayCount,
  neededApprovals,
  raiseByPolicy,
  stakesOf,
  type Voice,
} from "#src/policy/index.ts";
import { actionCan, DEFAULTS, isActionExpired, type Actor } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { conflictOf } from "./conflict.ts";
import { expireOne, expiredError } from "./expire.ts";
import { stateOf, type ActionRow } from "./rows.ts";
import { requireSeenDocument } from "./seen.ts";
import { tooLateWarning } from "./tooLate.ts";
import type { ApproveActionResult, DecisionChannel } from "./types.ts";
import type { ActionVerbs } from "./verbs.ts";
import { wakeExecutor } from "./wake.ts";
import { wakeExecutorAt } from "./wakeAt.ts";

/**
 * A person's yes to exactly what they saw: bound to the fingerprint, good while the action waits and lives.
 * The last approval that is needed makes the action `approved` and wakes the executor, all in one
 * transaction. Errors: `not_found`, `conflict`, `expired`, `fingerprint_mismatch`,
 * `forbidden` (also for what is above the organisation's limit).
 */
export const approveAction: ActionVerbs["approveAction"] = async ({ ctx, input }) => {
  const result = await withTransaction(ctx, async (inner): Promise<ApproveActionResult | ActionRow> => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    if (row.status === "pending_approval" && isActionExpired({ expires_at: row.expiresAt.toISOString() }, now)) {
      return expireOne(inner, row);
    }
    const can = actionCan.approve(stateOf(row, now));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    refuseOwnVoice(inner, row);
    const action = requireSeenDocument(row, input.fingerprint, {
      tampered: "it cannot be approved",
      changed: "your approval was not counted",
    });
    const settings = await guardrailsInForce(inner);
    const limit = aboveLimit(settings, action, row.amountAtStake);
    if (limit !== null) throw overLimit(row, limit);
    // thresholds may have been lowered since it was proposed
    const needed = neededApprovals(settings, raiseByPolicy(action, stakesOf(row), settings));
    refuseKeyAmongPeople(inner, row, needed);
    const given = await countApproval(inner, row, input.channel, needed);
    await appendAuditEvent(inner, {
      kind: "action.approved",
      actionId: row.actionId,
      version: row.version,
      fingerprint: row.fingerprint,
      facts: { channel: input.channel, given, needed },
    });
    const about = { actionId: row.actionId, actionType: row.actionType, version: row.version, more: { given, needed } };
    if (given < needed) {
      await announce(inner, [{ ...about, kind: "action.approval_given", status: "pending_approval" }]);
      return { actionId: row.actionId, status: "pending_approval", approvals: { given, needed } };
    }
    const undoUntil = input.undoable === true ? undoLimit(row, now) : null;
    // an earlier deferral of the same action still stands after it was asked again
    const notBefore = laterOf(row.notBefore, undoUntil);
    const moved = await updateActionStatus(inner, {
      actionId: row.actionId,
      from: "pending_approval",
      to: "approved",
      reason: null,
      patch: { notBefore },
    });
    if (moved === null) throw await conflictOf(inner, row, "Cannot approve: somebody else decided at the same moment.");
    await announce(inner, [{ ...about, kind: "action.approved", status: "approved" }]);
    const isSnoozed = row.snoozedUntil !== null && row.snoozedUntil > now;
    if (isSnoozed && notBefore !== null) await wakeExecutorAt(inner, notBefore);
    else await wakeExecutor(inner, notBefore);
    const warning = tooLateWarning(action, now);
    return {
      actionId: row.actionId,
      status: "approved",
      approvals: { given, needed },
      ...(warning === undefined ? {} : { warning }),
      ...(undoUntil === null ? {} : { undoUntil: undoUntil.toISOString() }),
    };
  });
  if ("approvals" in result) return result;
  throw expiredError(result, "approved");
};

/**
 * Until when whoever approves can take it back: the claim does not see the action before, so the undo never races an effect.
 * Null where the action would not live as long.
 */
function undoLimit({ expiresAt }: ActionRow, now: Date): Date | null {
  const until = new Date(now.getTime() + DEFAULTS.undoSeconds * 1000);
  return until < expiresAt ? until : null;
}

function laterOf(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/**
 * Policy's own approvals come with the proposal; whoever proposed may not also say yes to it. Of an undo the person's asking is
 * their yes: what they take back was somebody else's proposal, and where several people are needed theirs is one of them.
 */
function refuseOwnVoice({ actor, actingFor }: TxContext, row: ActionRow): void {
  const own = actor === "system:ai-coo" || ((actor === row.createdBy || actingFor === row.createdBy) && row.undoOf === null);
  if (!own) return;
  throw new AiCooError("forbidden", "Who proposed this action cannot approve it; nothing was decided.", {
    next: "Let another person approve it, signed in.",
    details: { actionId: row.actionId },
  });
}

/** Beyond the organisation's limit nobody's yes counts. */
function overLimit({ actionId, amountAtStake, actionType }: ActionRow, limit: string): AiCooError {
  return new AiCooError("forbidden", `${limit} Nothing was decided.`, {
    next: `Reject it, or let an owner or an admin raise actionTypes.${actionType}.blockAbove in the guardrails.`,
    details: { actionId, amountAtStake },
  });
}

/** Where several people have to agree, a key is none of them. */
function refuseKeyAmongPeople({ actor }: TxContext, row: ActionRow, needed: number): void {
  if (mayCount(actor, needed)) return;
  throw new AiCooError("forbidden", `This action needs ${needed} different people; the approval of a key was not counted.`, {
    next: "Let people approve it, each signed in as themselves.",
    details: { actionId: row.actionId, needed },
  });
}

/** Adds the actor's approval and counts the approvers of this version and fingerprint. */
async function countApproval(ctx: TxContext, row: ActionRow, channel: DecisionChannel, needed: number): Promise<number> {
  const { tx, orgId, actor, actingFor, clock } = ctx;
  const now = clock.now();
  const people = actingFor === undefined ? [actor] : [actor, actingFor];
  const earlier = await voicesOf(ctx, row);
  if (actingFor !== undefined && earlier.some((one) => people.includes(one.actor) || (one.onBehalfOf && people.includes(one.onBehalfOf)))) {
    throw await conflictOf(ctx, row, "You, or the person you stand in for, have approved this already; it needs somebody else as well.");
  }
  const added = await tx
    .insert(actionApprovals)
    .values({
      orgId,
      id: uuidv7(now),
      actionId: row.actionId,
      version: row.version,
      fingerprint: row.fingerprint,
      decision: "approve",
      actor,
      channel,
      onBehalfOf: actingFor ?? null,
      authored: await hadAHand(ctx, row, people),
      decidedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: actionApprovals.id });
  if (added.length === 0) throw await conflictOf(ctx, row, "You have approved this already; it needs somebody else as well.");
  return countApprovers(await voicesOf(ctx, row), needed);
}

/** Whether one of these people proposed the action or changed what it says, in whichever version. */
async function hadAHand({ tx, orgId }: TxContext, row: ActionRow, people: readonly Actor[]): Promise<boolean> {
  if (people.includes(row.createdBy)) return true;
  if (row.version === 1) return false;
  const [edited] = await tx
    .select({ version: actionVersions.version })
    .from(actionVersions)
    .where(and(eq(actionVersions.orgId, orgId), eq(actionVersions.actionId, row.actionId), inArray(actionVersions.createdBy, [...people])))
    .limit(1);
  return edited !== undefined;
}

/** The approvals of the version and fingerprint that stand now. */
async function voicesOf({ tx, orgId }: TxContext, row: ActionRow): Promise<Voice[]> {
  return tx
    .select({
      actor: actionApprovals.actor,
      channel: actionApprovals.channel,
      onBehalfOf: actionApprovals.onBehalfOf,
      authored: actionApprovals.authored,
    })
    .from(actionApprovals)
    .where(
      and(
        eq(actionApprovals.orgId, orgId),
        eq(actionApprovals.actionId, row.actionId),
        eq(actionApprovals.version, row.version),
        eq(actionApprovals.fingerprint, row.fingerprint),
        eq(actionApprovals.decision, "approve"),
      ),
    )
    .orderBy(asc(actionApprovals.decidedAt), asc(actionApprovals.id));
}
