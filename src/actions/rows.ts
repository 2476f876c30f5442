import type { ActionRow } from "#src/db/access/autonomousActions.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import type { ActionState } from "#src/protocol/index.ts";
import type { ActionSummary } from "./types.ts";

export type { ActionRow };

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
  amountAtStake: autonomousActions.amountAtStake,
  priority: autonomousActions.priority,
  analysisId: autonomousActions.analysisId,
  createdBy: autonomousActions.createdBy,
  createdAt: autonomousActions.createdAt,
  expiresAt: autonomousActions.expiresAt,
  notBefore: autonomousActions.notBefore,
  snoozedUntil: autonomousActions.snoozedUntil,
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
    priority: row.priority,
    analysisId: row.analysisId,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    notBefore: row.notBefore?.toISOString() ?? null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    statusReason: row.statusReason,
    holdReason: row.holdReason,
    attempts: row.attempts,
  };
}

/** What `actionCan` decides by. */
export function stateOf(
  row: Pick<ActionRow, "status" | "expiresAt" | "notBefore" | "holdReason"> & Partial<Pick<ActionRow, "snoozedUntil" | "settledAt">>,
  now: Date,
): ActionState {
  return {
    status: row.status,
    expires_at: row.expiresAt.toISOString(),
    not_before: row.notBefore?.toISOString() ?? null,
    hold_reason: row.holdReason,
    snoozed_until: row.snoozedUntil?.toISOString() ?? null,
    settled_at: row.settledAt?.toISOString() ?? null,
    now,
  };
}

/** A sentence about a person, for the audit: kept apart from the chain, under the customer it concerns. */
export function personalOf(row: Pick<ActionRow, "actionId" | "partnerId">, text: string): { subject: string; text: string } {
  return { subject: row.partnerId === null ? `action:${row.actionId}` : `partner:${row.partnerId}`, text };
}
