import { and, asc, eq, isNull } from "drizzle-orm";
import type { ActionProtocol } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { autonomousActions, factChecks, type FactCheckResult, type FactVerdict } from "../schema/index.ts";

export type FactCheckRow = typeof factChecks.$inferSelect;

/** Asks how the facts of an action stand now; an earlier question and its answer make room. */
export async function askFactCheck(
  { tx, orgId, actor, clock }: TxContext,
  asked: { readonly actionId: string; readonly fingerprint: string },
): Promise<void> {
  const anew = {
    fingerprint: asked.fingerprint,
    askedBy: actor,
    askedAt: clock.now(),
    checkedAt: null,
    verdict: null,
    results: null,
    error: null,
  };
  await tx
    .insert(factChecks)
    .values({ orgId, actionId: asked.actionId, ...anew })
    .onConflictDoUpdate({ target: [factChecks.orgId, factChecks.actionId], set: anew });
}

/** What was asked last about an action, with the answer where there is one. */
export async function getFactCheck({ tx, orgId }: TxContext, actionId: string): Promise<FactCheckRow | null> {
  const [row] = await tx
    .select()
    .from(factChecks)
    .where(and(eq(factChecks.orgId, orgId), eq(factChecks.actionId, actionId)));
  return row ?? null;
}

/** Questions without an answer, the oldest first, each with the document that it is about. */
export async function openFactChecks(
  { tx, orgId }: TxContext,
  limit: number,
): Promise<{ readonly check: FactCheckRow; readonly action: ActionProtocol; readonly fingerprint: string }[]> {
  const a = autonomousActions;
  return tx
    .select({ check: factChecks, action: a.actionProtocol, fingerprint: a.fingerprint })
    .from(factChecks)
    .innerJoin(a, and(eq(a.orgId, factChecks.orgId), eq(a.actionId, factChecks.actionId)))
    .where(and(eq(factChecks.orgId, orgId), isNull(factChecks.checkedAt)))
    .orderBy(asc(factChecks.askedAt))
    .limit(limit);
}

/** Keeps the answer to exactly this question; one that was asked again meanwhile stays open. */
export async function answerFactCheck(
  { tx, orgId, clock }: TxContext,
  { actionId, askedAt }: Pick<FactCheckRow, "actionId" | "askedAt">,
  answer: { readonly verdict: FactVerdict | null; readonly results: readonly FactCheckResult[] | null; readonly error: string | null },
): Promise<void> {
  await tx
    .update(factChecks)
    .set({ ...answer, checkedAt: clock.now() })
    .where(and(eq(factChecks.orgId, orgId), eq(factChecks.actionId, actionId), eq(factChecks.askedAt, askedAt)));
}
