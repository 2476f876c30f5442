import { and, eq, sql } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { autonomousActions } from "../schema/index.ts";
import type { ActionRow } from "./autonomousActions.ts";

export type HoldableAction = Pick<
  ActionRow,
  "actionId" | "version" | "fingerprint" | "status" | "actionType" | "actionProtocol" | "holdReason"
>;

/** The actions that wait for a decision or for their moment, locked: what holds them back may change. */
export async function getHoldableActions({ tx, orgId }: TxContext): Promise<HoldableAction[]> {
  return tx
    .select({
      actionId: autonomousActions.actionId,
      version: autonomousActions.version,
      fingerprint: autonomousActions.fingerprint,
      status: autonomousActions.status,
      actionType: autonomousActions.actionType,
      actionProtocol: autonomousActions.actionProtocol,
      holdReason: autonomousActions.holdReason,
    })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), sql`${autonomousActions.status} in ('pending_approval', 'approved')`))
    .orderBy(autonomousActions.actionId)
    .for("update", { skipLocked: true });
}

/** Holds an action back with this reason, or no longer. The caller holds the row and writes the audit entry. */
export async function setActionHold({ tx, orgId, clock }: TxContext, actionId: string, holdReason: string | null): Promise<void> {
  await tx
    .update(autonomousActions)
    .set({ holdReason, updatedAt: clock.now() })
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, actionId)));
}
