import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { actionEvents } from "../schema/index.ts";

/** What ends the waiting of a version or begins another one, in the audit's words. */
const ENDS = [
  "action.approved",
  "action.rejected",
  "action.cancelled",
  "action.recalled",
  "action.rejection_recalled",
  "action.edited",
  "action.expired",
] as const;
export type DecisionEvent = (typeof ENDS)[number];

export interface LastDecisionRow {
  readonly kind: DecisionEvent;
  readonly actor: Actor;
  /** Who was away and in whose place it was decided. */
  readonly actingFor: Actor | null;
  readonly at: Date;
}

/** What was decided last about an action and by whom, from the audit; null where nothing was. */
export async function findLastDecision({ tx, orgId }: TxContext, actionId: string): Promise<LastDecisionRow | null> {
  const [row] = await tx
    .select({
      kind: sql<DecisionEvent>`${actionEvents.kind}`,
      actor: sql<Actor>`${actionEvents.actor}`,
      actingFor: sql<Actor | null>`${actionEvents.entry}::jsonb->>'acting_for'`,
      at: actionEvents.at,
    })
    .from(actionEvents)
    .where(and(eq(actionEvents.orgId, orgId), eq(actionEvents.actionId, actionId), inArray(actionEvents.kind, [...ENDS])))
    .orderBy(desc(actionEvents.seq))
    .limit(1);
  return row ?? null;
}
