import { and, asc, eq, lte, sql } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import type { TxContext } from "#src/db/index.ts";
import { updateActionStatus, type StatusChange } from "#src/db/access/autonomousActions.ts";
import { actionAttempts, autonomousActions, type JsonObject } from "#src/db/schema/index.ts";
import { MADE_AGAIN, STOPPED_IN_DOUBT } from "./doubts.ts";
import { announce } from "./announce.ts";
import { personalOf, type ActionRow } from "./rows.ts";
import type { EffectKind } from "./types.ts";
import { wakeExecutor } from "./wake.ts";

/** An action whose effect may have happened, due to be asked about again. */
export interface DueQuestion {
  readonly actionId: string;
  readonly attemptId: string;
  readonly attemptNo: number;
  readonly document: unknown;
  readonly intentAt: Date;
  readonly finishedAt: Date;
  readonly expiresAt: Date;
  /** Whether something other than the doubt stops it, so that not finding it lets nothing run again. */
  readonly stopped: boolean;
}

/** Waiting actions whose other side can be asked again now; locked, the next question set to `askedAgainAt`. */
export async function takeDueQuestions(
  { tx, orgId, clock }: TxContext,
  input: { readonly limit: number; readonly nextAt: (question: { readonly finishedAt: Date }) => Date | null },
): Promise<DueQuestion[]> {
  const rows = await tx
    .select({
      actionId: autonomousActions.actionId,
      attemptId: actionAttempts.id,
      attemptNo: actionAttempts.attemptNo,
      document: autonomousActions.actionProtocol,
      intentAt: actionAttempts.intentAt,
      finishedAt: actionAttempts.finishedAt,
      expiresAt: autonomousActions.expiresAt,
      stopped: sql<boolean>`coalesce(${actionAttempts.detail}->>'because' = ${STOPPED_IN_DOUBT["because"]}, false)`,
    })
    .from(autonomousActions)
    .innerJoin(
      actionAttempts,
      and(
        eq(actionAttempts.orgId, autonomousActions.orgId),
        eq(actionAttempts.actionId, autonomousActions.actionId),
        eq(actionAttempts.outcome, "unknown"),
      ),
    )
    .where(
      and(
        eq(autonomousActions.orgId, orgId),
        sql`${autonomousActions.status} = 'needs_attention'`,
        lte(autonomousActions.notBefore, clock.now()),
      ),
    )
    .orderBy(asc(autonomousActions.notBefore))
    .limit(input.limit)
    .for("update", { skipLocked: true });
  const due = rows.flatMap((row) =>
    row.intentAt === null || row.finishedAt === null ? [] : [{ ...row, intentAt: row.intentAt, finishedAt: row.finishedAt }],
  );
  for (const question of due) {
    await tx
      .update(autonomousActions)
      .set({ notBefore: input.nextAt(question) })
      .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, question.actionId)));
  }
  return due;
}

/** How the open question of a waiting action is answered. */
export interface Answer {
  readonly actionId: string;
  readonly to: "completed" | "failed" | "approved";
  readonly reason: string;
  /** What the attempt's outcome becomes: it happened; it did not. */
  readonly outcome: Exclude<EffectKind, "unknown">;
  readonly providerRef?: string | undefined;
  readonly patch?: NonNullable<StatusChange["patch"]>;
  /** Who or what answered: `look_up`, or a person's resolution. */
  readonly facts: JsonObject;
}

/** Answers it; null when somebody else did at the same moment. */
export async function answerUnknown(ctx: TxContext, answer: Answer): Promise<ActionRow | null> {
  const { tx, orgId, clock } = ctx;
  const row = await updateActionStatus(ctx, {
    actionId: answer.actionId,
    from: "needs_attention",
    to: answer.to,
    reason: answer.reason,
    ...(answer.patch === undefined ? {} : { patch: answer.patch }),
  });
  if (row === null) return null;
  await tx
    .update(actionAttempts)
    .set({
      outcome: answer.outcome,
      reason: answer.reason,
      finishedAt: clock.now(),
      // what a look-up does not find may stand there all the same; what a person says of it is taken for true
      ...(answer.to === "approved" && answer.facts["resolution"] === "look_up" ? { detail: MADE_AGAIN } : {}),
      ...(answer.providerRef === undefined ? {} : { providerRef: answer.providerRef }),
    })
    .where(and(eq(actionAttempts.orgId, orgId), eq(actionAttempts.actionId, answer.actionId), eq(actionAttempts.outcome, "unknown")));
  await appendAuditEvent(ctx, {
    kind: "action.resolved",
    actionId: row.actionId,
    version: row.version,
    fingerprint: row.fingerprint,
    facts: { to: answer.to, ...answer.facts },
    personal: personalOf(row, answer.reason),
  });
  await announce(ctx, [
    {
      kind: "action.resolved",
      actionId: row.actionId,
      actionType: row.actionType,
      version: row.version,
      status: row.status,
      more: answer.facts,
    },
  ]);
  if (answer.to === "approved") await wakeExecutor(ctx, row.notBefore);
  return row;
}
