import { and, eq } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { ActionProtocol, ActionState } from "#src/protocol/index.ts";
import type { ActionSummary } from "./types.ts";

export type ActionRow = typeof autonomousActions.$inferSelect;

/** The columns of a list; the document, some kilobytes of it, is left out. */
export const SUMMARY_COLUMNS = {
  actionId: autonomousActions.actionId,
  version: autonomousActions.version,
  status: autonomousActions.status,
  actionType: autonomousActions.actionType,
  safeOperation: autonomousActions.safeOperation,
  riskLevel: autonomousActions.riskLevel,
  fingerprint: autonomousActions.fingerprint,
  title: autonomousActions.title,
  partnerId: autonomousActions.partnerId,
  partnerName: autonomousActions.partnerName,
  amount: autonomousActions.amount,
  currency: autonomousActions.currency,
  analysisId: autonomousActions.analysisId,
  createdBy: autonomousActions.createdBy,
  createdAt: autonomousActions.createdAt,
  expiresAt: autonomousActions.expiresAt,
  notBefore: autonomousActions.notBefore,
  settledAt: autonomousActions.settledAt,
  statusReason: autonomousActions.statusReason,
  holdReason: autonomousActions.holdReason,
  attempts: autonomousActions.attempts,
} as const;

export type SummaryRow = Pick<ActionRow, keyof typeof SUMMARY_COLUMNS>;

/** A row as the verbs answer it. */
export function summaryOf(row: SummaryRow): ActionSummary {
  return {
    actionId: row.actionId,
    version: row.version,
    status: row.status,
    actionType: row.actionType,
    safeOperation: row.safeOperation,
    riskLevel: row.riskLevel,
    fingerprint: row.fingerprint,
    description: row.title,
    partnerId: row.partnerId,
    partnerName: row.partnerName,
    amount: row.amount === null || row.currency === null ? null : { amount: row.amount, currency: row.currency },
    analysisId: row.analysisId,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    notBefore: row.notBefore?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    statusReason: row.statusReason,
    holdReason: row.holdReason,
    attempts: row.attempts,
  };
}

/** What `actionCan` decides by. */
export function stateOf(row: Pick<ActionRow, "status" | "expiresAt" | "notBefore" | "holdReason">, now: Date): ActionState {
  return {
    status: row.status,
    expires_at: row.expiresAt.toISOString(),
    not_before: row.notBefore?.toISOString() ?? null,
    hold_reason: row.holdReason,
    now,
  };
}

/** The row, locked until the transaction ends, so that decisions about one action happen one after the other. */
export async function lockAction({ tx, orgId }: TxContext, actionId: string): Promise<ActionRow> {
  const [row] = await tx
    .select()
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, requireActionId(actionId))))
    .for("update");
  if (row === undefined) throw actionNotFound(actionId);
  return row;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id in the form the database takes; anything else names no action. */
export function requireActionId(actionId: string): string {
  if (!UUID.test(actionId)) throw actionNotFound(actionId);
  return actionId;
}

export function actionNotFound(actionId: string): AiCooError {
  return new AiCooError("not_found", "There is no action with this id in this organisation.", {
    next: "List the actions and take the id from there.",
    details: { actionId: actionId.slice(0, 64) },
  });
}

/** The columns that repeat parts of a document. */
export function columnsOf(action: ActionProtocol) {
  const cashIn = action.estimated_impact?.cash_in;
  return {
    actionType: action.action_type,
    safeOperation: action.safe_operation,
    riskLevel: action.risk_level,
    partnerId: action.affected_records.partner_id ?? null,
    partnerName: action.affected_records.partner_name ?? null,
    amount: cashIn?.amount ?? null,
    currency: cashIn?.currency ?? null,
    actionProtocol: action,
    expiresAt: new Date(action.expires_at),
  };
}

/** A sentence about a person, for the audit: kept apart from the chain, under the customer it concerns. */
export function personalOf(row: Pick<ActionRow, "actionId" | "partnerId">, text: string): { subject: string; text: string } {
  return { subject: row.partnerId === null ? `action:${row.actionId}` : `partner:${row.partnerId}`, text };
}
