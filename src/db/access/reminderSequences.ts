import { and, asc, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import type { ActionProtocol, ActionStatus, ActionType } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { autonomousActions, outreachLedger } from "../schema/index.ts";

export interface SentLevel {
  readonly actionId: string;
  readonly partnerId: number;
  readonly companyId: number | null;
  readonly currency: string | null;
  readonly level: number;
  /** `unknown`: it may have gone out, and counts as sent. */
  readonly state: "sent" | "unknown";
  readonly at: Date;
  readonly invoiceIds: readonly number[];
}

/** The reminders that went out, or may have, since then; oldest first. Of one customer when it is named. */
export async function sentLevels(
  { tx, orgId }: TxContext,
  { since, partnerId }: { readonly since: Date; readonly partnerId?: number | undefined },
): Promise<SentLevel[]> {
  const t = outreachLedger;
  const rows = await tx
    .select()
    .from(t)
    .where(
      and(
        eq(t.orgId, orgId),
        inArray(t.state, ["sent", "unknown"]),
        isNotNull(t.level),
        gt(t.reservedAt, since),
        partnerId === undefined ? undefined : eq(t.partnerId, partnerId),
      ),
    )
    .orderBy(asc(t.reservedAt), asc(t.id));
  return rows.map((row) => ({
    actionId: row.actionId,
    partnerId: row.partnerId,
    companyId: row.companyId,
    currency: row.currency,
    level: row.level!,
    state: row.state === "sent" ? "sent" : "unknown",
    at: row.sentAt ?? row.reservedAt,
    invoiceIds: row.invoiceIds ?? [],
  }));
}

export interface OpenStep {
  readonly actionId: string;
  readonly actionType: ActionType;
  readonly status: ActionStatus;
  readonly partnerName: string | null;
  readonly holdReason: string | null;
  readonly document: ActionProtocol;
}

/** The reminders and collection tasks that wait or run; newest first. Of one customer when it is named. */
export async function openSteps(
  { tx, orgId, clock }: TxContext,
  { partnerId }: { readonly partnerId?: number | undefined },
): Promise<OpenStep[]> {
  const t = autonomousActions;
  return tx
    .select({
      actionId: t.actionId,
      actionType: t.actionType,
      status: t.status,
      partnerName: t.partnerName,
      holdReason: t.holdReason,
      document: t.actionProtocol,
    })
    .from(t)
    .where(
      and(
        eq(t.orgId, orgId),
        inArray(t.actionType, ["send_invoice_reminder", "create_collection_task"]),
        sql`(${t.status} in ('executing', 'needs_attention') or (${t.status} in ('pending_approval', 'approved') and ${t.expiresAt} > ${clock.now().toISOString()}))`,
        partnerId === undefined ? undefined : eq(t.partnerId, partnerId),
      ),
    )
    .orderBy(sql`${t.createdAt} desc`);
}
