import { and, asc, eq, inArray } from "drizzle-orm";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { getActionByIdOrThrow, getActionVersions } from "#src/db/access/autonomousActions.ts";
import { getLatestUndo } from "#src/db/access/actionUndos.ts";
import { riskReasonsOf } from "#src/db/access/riskReasons.ts";
import { actionApprovals, actionAttempts, actionEvents, actionFollowOns, actionStages } from "#src/db/schema/index.ts";
import { aboveLimit, guardrailsInForce, neededApprovals } from "#src/policy/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { validateActionProtocol } from "#src/protocol/index.ts";
import { policyOf } from "./policyView.ts";
import { summaryOf, type ActionRow } from "./rows.ts";
import { STAGES } from "./stages.ts";
import type { ActionDetail, EventView, FollowOnView } from "./types.ts";
import { canUndo } from "./undo.ts";
import type { ActionVerbs } from "./verbs.ts";

/** One action with its document and everything that happened to it. Errors: `not_found`, `fingerprint_mismatch`. */
export const getAction: ActionVerbs["getAction"] = async ({ ctx, input }) =>
  withTransaction(ctx, async (inner) => {
    const row = await getActionByIdOrThrow(inner, input.actionId);
    requireReadable(row);
    const { actionId } = row;
    const settings = await guardrailsInForce(inner);
    const history = await events(inner, actionId);
    const undoneBy = await getLatestUndo(inner, actionId);
    return {
      ...summaryOf(row),
      action: row.actionProtocol,
      minApprovals: row.actionProtocol.approval.required ? neededApprovals(settings, row.actionProtocol) : 0,
      approvals: await approvals(inner, actionId),
      attemptList: await attempts(inner, actionId),
      stages: await stages(inner, actionId),
      followOns: await followOns(inner, actionId),
      versions: await versions(inner, actionId),
      events: history,
      riskReasons: riskReasonsOf(history.find(({ kind }) => kind === "action.proposed")?.facts),
      policy: policyOf(history, aboveLimit(settings, row.actionProtocol, row.amountAtStake)),
      undoOf: row.undoOf,
      undoneBy,
      canUndo: canUndo(row, undoneBy?.status ?? null, inner.clock.now()),
    } satisfies ActionDetail;
  });

/** A document that was changed from outside may be shown; one that is no action any more would break whoever shows it. */
function requireReadable({ actionId, actionProtocol }: ActionRow): void {
  const stored = validateActionProtocol(actionProtocol);
  if (stored.ok || stored.issues.every(({ rule }) => rule !== "shape")) return;
  throw new AiCooError("fingerprint_mismatch", "The stored document of this action is no action any more, so it cannot be shown.", {
    next: "Reject or cancel it, and tell whoever runs the database: its contents were changed from outside.",
    details: { actionId },
  });
}

async function approvals({ tx, orgId }: TxContext, actionId: string): Promise<ActionDetail["approvals"]> {
  const t = actionApprovals;
  const rows = await tx
    .select()
    .from(t)
    .where(and(eq(t.orgId, orgId), eq(t.actionId, actionId)))
    .orderBy(asc(t.decidedAt), asc(t.id));
  return rows.map(({ version, fingerprint, decision, actor, onBehalfOf, channel, reason, decidedAt }) => ({
    version,
    fingerprint,
    decision,
    actor,
    onBehalfOf,
    channel,
    reason,
    decidedAt: decidedAt.toISOString(),
  }));
}

async function attempts({ tx, orgId }: TxContext, actionId: string): Promise<ActionDetail["attemptList"]> {
  const t = actionAttempts;
  const rows = await tx
    .select()
    .from(t)
    .where(and(eq(t.orgId, orgId), eq(t.actionId, actionId)))
    .orderBy(asc(t.attemptNo));
  return rows.map((row) => ({
    attemptId: row.id,
    attemptNo: row.attemptNo,
    workerId: row.workerId,
    startedAt: row.startedAt.toISOString(),
    leaseUntil: row.leaseUntil.toISOString(),
    operation: row.operation,
    token: row.token,
    intentAt: row.intentAt?.toISOString() ?? null,
    outcome: row.outcome,
    reason: row.reason,
    providerRef: row.providerRef,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}

async function stages({ tx, orgId }: TxContext, actionId: string): Promise<ActionDetail["stages"]> {
  const t = actionStages;
  // by way of the attempts, which are found by their action: six rows an attempt need no index of their own for it
  const attempts = tx
    .select({ id: actionAttempts.id })
    .from(actionAttempts)
    .where(and(eq(actionAttempts.orgId, orgId), eq(actionAttempts.actionId, actionId)));
  const rows = await tx
    .select()
    .from(t)
    .where(and(eq(t.orgId, orgId), inArray(t.attemptId, attempts)))
    .orderBy(asc(t.startedAt));
  return rows
    .map(({ attemptId, stage, outcome, startedAt, finishedAt, detail }) => ({
      attemptId,
      stage,
      outcome,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      detail,
    }))
    .toSorted((a, b) =>
      // attempt ids are made in the order of time; within one, the order of the stages
      a.attemptId === b.attemptId ? STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) : a.attemptId < b.attemptId ? -1 : 1,
    );
}

async function followOns({ tx, orgId }: TxContext, actionId: string): Promise<FollowOnView[]> {
  const t = actionFollowOns;
  const rows = await tx
    .select()
    .from(t)
    .where(and(eq(t.orgId, orgId), eq(t.actionId, actionId)))
    .orderBy(asc(t.id));
  return rows.map((row) => ({
    followOnId: row.id,
    operation: row.operation,
    record: "model" in row.inputs && "record_id" in row.inputs ? { model: row.inputs.model, id: row.inputs.record_id } : null,
    state: row.state,
    reason: row.reason,
    providerRef: row.providerRef,
  }));
}

async function versions(ctx: TxContext, actionId: string): Promise<ActionDetail["versions"]> {
  const rows = await getActionVersions(ctx, actionId);
  return rows.toReversed().map((row) => ({
    version: row.version,
    fingerprint: row.fingerprint,
    action: row.actionProtocol,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    reason: row.reason,
  }));
}

async function events({ tx, orgId }: TxContext, actionId: string): Promise<EventView[]> {
  const t = actionEvents;
  const rows = await tx
    .select({ seq: t.seq, at: t.at, kind: t.kind, actor: t.actor, entry: t.entry })
    .from(t)
    .where(and(eq(t.orgId, orgId), eq(t.actionId, actionId)))
    .orderBy(asc(t.seq));
  return rows.map(({ seq, at, kind, actor, entry }) => {
    const parsed: unknown = JSON.parse(entry);
    const fields: { readonly facts?: unknown; readonly acting_for?: unknown } = typeof parsed === "object" && parsed !== null ? parsed : {};
    const actingFor = typeof fields.acting_for === "string" ? fields.acting_for : null;
    return { seq, at: at.toISOString(), kind, actor, actingFor, facts: fields.facts ?? {} };
  });
}
