import { and, eq } from "drizzle-orm";
import { getActionDescription, type ActionProtocol } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { actionVersions, autonomousActions } from "../schema/index.ts";
import type { ActionRow } from "./autonomousActions.ts";

type SeenRow = Pick<ActionRow, "actionId" | "status" | "version" | "fingerprint">;

const isStill = (orgId: string, { actionId, status, version, fingerprint }: SeenRow) =>
  and(
    eq(autonomousActions.orgId, orgId),
    eq(autonomousActions.actionId, actionId),
    eq(autonomousActions.status, status),
    eq(autonomousActions.version, version),
    eq(autonomousActions.fingerprint, fingerprint),
  );

/**
 * Gives an action its next version: the document is kept, the row says it, and its status stays. Approvals are given to a
 * version, so those of the one before no longer count. Null, with nothing changed, when the row is no longer the one seen.
 */
export async function reviseAction(
  { tx, orgId, actor, clock }: TxContext,
  seen: SeenRow,
  next: { readonly action: ActionProtocol; readonly fingerprint: string; readonly reason: string },
): Promise<ActionRow | null> {
  const { action, fingerprint, reason } = next;
  const now = clock.now();
  const version = seen.version + 1;
  const [row] = await tx
    .update(autonomousActions)
    .set({
      version,
      fingerprint,
      actionProtocol: action,
      riskLevel: action.risk_level,
      title: getActionDescription(action),
      expiresAt: new Date(action.expires_at),
      updatedAt: now,
    })
    .where(isStill(orgId, seen))
    .returning();
  if (row === undefined) return null;
  await tx
    .insert(actionVersions)
    .values({ orgId, actionId: seen.actionId, version, fingerprint, actionProtocol: action, createdBy: actor, createdAt: now, reason });
  return row;
}

/** Until when a waiting action is put off, and what it waits for without that. Null when the row is no longer the one seen. */
export async function putOffAction(
  { tx, orgId, clock }: TxContext,
  seen: SeenRow,
  waits: Pick<ActionRow, "notBefore" | "snoozedUntil" | "notBeforeUnsnoozed">,
): Promise<ActionRow | null> {
  const [row] = await tx
    .update(autonomousActions)
    .set({ ...waits, updatedAt: clock.now() })
    .where(isStill(orgId, seen))
    .returning();
  return row ?? null;
}
