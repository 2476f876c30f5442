import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { actionAttempts } from "../schema/actionExecution.ts";
import { autonomousActions } from "../schema/autonomousActions.ts";
import { inboundEvents, type InboundSource } from "../schema/inbound.ts";

export type NewInboundEvent = Omit<typeof inboundEvents.$inferInsert, "orgId" | "receivedAt">;

/** Keeps what a provider reported; false where it was reported before, whoever races. */
export async function insertInboundEvent({ tx, orgId, clock }: TxContext, event: NewInboundEvent): Promise<boolean> {
  const rows = await tx
    .insert(inboundEvents)
    .values({ ...event, orgId, receivedAt: clock.now() })
    .onConflictDoNothing()
    .returning({ eventKey: inboundEvents.eventKey });
  return rows.length > 0;
}

/** Those of the actions of which a provider has reported, since their last intent, that their message left. */
export async function reportedLeft({ tx, orgId }: TxContext, actionIds: readonly string[]): Promise<Set<string>> {
  if (actionIds.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ actionId: inboundEvents.actionId })
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.orgId, orgId),
        inArray(inboundEvents.actionId, [...actionIds]),
        isNotNull(inboundEvents.leftRef),
        sql`${inboundEvents.receivedAt} >= (select max(t.intent_at) from ai_coo.action_attempts t
          where t.org_id = ${orgId} and t.action_id = ai_coo.inbound_events.action_id)`,
      ),
    );
  return new Set(rows.flatMap(({ actionId }) => (actionId === null ? [] : [actionId])));
}

/** An action in doubt whose message certainly left, as a provider has said. */
export interface LeftInDoubt {
  readonly actionId: string;
  readonly source: InboundSource;
  readonly leftRef: string;
}

/** Actions in doubt of which a provider has reported that their message left: these ones, or all of them, at most `limit`. */
export async function leftInDoubt(
  { tx, orgId }: TxContext,
  { actionIds, limit }: { readonly actionIds?: readonly string[]; readonly limit: number },
): Promise<LeftInDoubt[]> {
  const rows = await tx
    .selectDistinctOn([autonomousActions.actionId], {
      actionId: autonomousActions.actionId,
      source: inboundEvents.source,
      leftRef: inboundEvents.leftRef,
    })
    .from(autonomousActions)
    .innerJoin(
      inboundEvents,
      and(
        eq(inboundEvents.orgId, autonomousActions.orgId),
        eq(inboundEvents.actionId, autonomousActions.actionId),
        isNotNull(inboundEvents.leftRef),
      ),
    )
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
        ...(actionIds === undefined ? [] : [inArray(autonomousActions.actionId, [...actionIds])]),
      ),
    )
    .orderBy(autonomousActions.actionId)
    .limit(limit);
  return rows.flatMap(({ leftRef, ...row }) => (leftRef === null ? [] : [{ ...row, leftRef }]));
}
