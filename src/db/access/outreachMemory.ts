import { and, eq, gt, inArray, isNotNull, max, or, sql } from "drizzle-orm";
import type { ActionProtocol } from "#src/protocol/index.ts";
import type { TxContext } from "../context.ts";
import { autonomousActions, outreachLedger, suppressions } from "../schema/index.ts";

/** A contact that was made, or may have been: both count as made. */
const MADE = ["sent", "unknown"] as const;
const WAITING = ["pending_approval", "approved"] as const;
/** Something may have been done: no expiry ends these. */
const BEGUN = ["executing", "needs_attention"] as const;

export interface RememberedReminder {
  readonly partnerId: number;
  readonly companyId: number;
  readonly currency: string;
  readonly level: number;
  readonly at: Date;
  readonly invoiceIds: readonly number[];
}

/** Every reminder since then: what a customer was reminded of is remembered by invoice. */
export async function rememberedReminders(ctx: TxContext, { since }: { readonly since: Date }): Promise<RememberedReminder[]> {
  const rows = await ctx.tx
    .select({
      partnerId: outreachLedger.partnerId,
      companyId: outreachLedger.companyId,
      currency: outreachLedger.currency,
      level: outreachLedger.level,
      sentAt: outreachLedger.sentAt,
      reservedAt: outreachLedger.reservedAt,
      invoiceIds: outreachLedger.invoiceIds,
    })
    .from(outreachLedger)
    .where(
      and(
        eq(outreachLedger.orgId, ctx.orgId),
        inArray(outreachLedger.state, [...MADE]),
        isNotNull(outreachLedger.level),
        gt(outreachLedger.reservedAt, since),
      ),
    );
  return rows.map((row) => ({
    partnerId: row.partnerId,
    companyId: row.companyId ?? 0,
    currency: row.currency ?? "",
    level: row.level!,
    at: row.sentAt ?? row.reservedAt,
    invoiceIds: row.invoiceIds ?? [],
  }));
}

export interface RememberedAction {
  readonly partnerId: number | null;
  readonly document: ActionProtocol;
  readonly settledAt: Date;
}

/** Actions of these types that were carried out and settled after `since`. */
export async function carriedOutActions(
  ctx: TxContext,
  { actionTypes, since }: { readonly actionTypes: readonly ActionProtocol["action_type"][]; readonly since: Date },
): Promise<RememberedAction[]> {
  const rows = await ctx.tx
    .select({
      partnerId: autonomousActions.partnerId,
      document: autonomousActions.actionProtocol,
      settledAt: autonomousActions.settledAt,
      updatedAt: autonomousActions.updatedAt,
    })
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, ctx.orgId),
        inArray(autonomousActions.actionType, [...actionTypes]),
        // An effect that may have happened is not made again by itself.
        or(eq(autonomousActions.status, "completed"), eq(autonomousActions.status, "needs_attention")),
        gt(autonomousActions.updatedAt, since),
      ),
    );
  return rows.map(remembered);
}

/** Actions of these types that failed for certain after `since`, with the reason; one that was tried again and done is not among them. */
export async function failedActions(
  ctx: TxContext,
  { actionTypes, since }: { readonly actionTypes: readonly ActionProtocol["action_type"][]; readonly since: Date },
): Promise<(RememberedAction & { readonly reason: string })[]> {
  const rows = await ctx.tx
    .select({
      partnerId: autonomousActions.partnerId,
      document: autonomousActions.actionProtocol,
      settledAt: autonomousActions.settledAt,
      updatedAt: autonomousActions.updatedAt,
      reason: autonomousActions.statusReason,
    })
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, ctx.orgId),
        inArray(autonomousActions.actionType, [...actionTypes]),
        eq(autonomousActions.status, "failed"),
        gt(autonomousActions.updatedAt, since),
      ),
    );
  return rows.map((row) => ({ ...remembered(row), reason: row.reason ?? "Nobody wrote down why." }));
}

function remembered(row: {
  readonly partnerId: number | null;
  readonly document: ActionProtocol;
  readonly settledAt: Date | null;
  readonly updatedAt: Date;
}): RememberedAction {
  return { partnerId: row.partnerId, document: row.document, settledAt: row.settledAt ?? row.updatedAt };
}

/** Actions that people rejected after `since`. */
export async function rejectedActions(ctx: TxContext, { since }: { readonly since: Date }): Promise<RememberedAction[]> {
  const rows = await ctx.tx
    .select({
      partnerId: autonomousActions.partnerId,
      document: autonomousActions.actionProtocol,
      settledAt: autonomousActions.settledAt,
      updatedAt: autonomousActions.updatedAt,
    })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, ctx.orgId), eq(autonomousActions.status, "rejected"), gt(autonomousActions.updatedAt, since)));
  return rows.map(remembered);
}

/**
 * Payment confirmations that went out or may have, since then. The ledger knows: a person may have given an action up
 * whose mail was in doubt, and its status then says less.
 */
export async function madeConfirmations(ctx: TxContext, { since }: { readonly since: Date }): Promise<RememberedAction[]> {
  const rows = await ctx.tx
    .select({
      partnerId: outreachLedger.partnerId,
      document: autonomousActions.actionProtocol,
      settledAt: outreachLedger.sentAt,
      updatedAt: outreachLedger.reservedAt,
    })
    .from(outreachLedger)
    .innerJoin(
      autonomousActions,
      and(eq(autonomousActions.orgId, outreachLedger.orgId), eq(autonomousActions.actionId, outreachLedger.actionId)),
    )
    .where(
      and(
        eq(outreachLedger.orgId, ctx.orgId),
        eq(autonomousActions.actionType, "send_payment_confirmation"),
        inArray(outreachLedger.state, [...MADE]),
        gt(outreachLedger.reservedAt, since),
      ),
    );
  return rows.map(remembered);
}

/** The last contact of each customer and channel, whatever it was about. */
export async function lastContacts(ctx: TxContext): Promise<{ partnerId: number; channel: "email" | "sms"; at: Date }[]> {
  const rows = await ctx.tx
    .select({ partnerId: outreachLedger.partnerId, channel: outreachLedger.channel, at: max(outreachLedger.reservedAt) })
    .from(outreachLedger)
    .where(and(eq(outreachLedger.orgId, ctx.orgId), inArray(outreachLedger.state, [...MADE])))
    .groupBy(outreachLedger.partnerId, outreachLedger.channel);
  return rows.map((row) => ({ ...row, at: row.at! }));
}

export interface OpenAction {
  readonly partnerId: number | null;
  readonly scopeKey: string;
  readonly actionType: string;
  readonly model: string;
  readonly recordIds: readonly number[];
}

/** What is proposed, approved or under way: not proposed again. What expired before anything was done is not, also before the sweep. */
export async function openActions(ctx: TxContext): Promise<OpenAction[]> {
  const rows = await ctx.tx
    .select({
      partnerId: autonomousActions.partnerId,
      scopeKey: autonomousActions.scopeKey,
      actionType: autonomousActions.actionType,
      records: sql<ActionProtocol["affected_records"]>`${autonomousActions.actionProtocol}->'affected_records'`,
    })
    .from(autonomousActions)
    .where(
      and(
        eq(autonomousActions.orgId, ctx.orgId),
        or(
          inArray(autonomousActions.status, [...BEGUN]),
          and(inArray(autonomousActions.status, [...WAITING]), gt(autonomousActions.expiresAt, ctx.clock.now())),
        ),
      ),
    );
  return rows.map(({ partnerId, scopeKey, actionType, records }) => ({
    partnerId,
    scopeKey: scopeKey ?? "",
    actionType,
    model: records.model,
    recordIds: records.ids,
  }));
}

/** Addresses that may not be written to. */
export async function suppressedAddresses(ctx: TxContext): Promise<{ channel: "email" | "sms"; address: string }[]> {
  return ctx.tx
    .select({ channel: suppressions.channel, address: suppressions.address })
    .from(suppressions)
    .where(eq(suppressions.orgId, ctx.orgId));
}

/** Why these actions have their status, by action id; those without a reason are absent. */
export async function statusReasons(ctx: TxContext, actionIds: readonly string[]): Promise<Map<string, string>> {
  if (actionIds.length === 0) return new Map();
  const rows = await ctx.tx
    .select({ actionId: autonomousActions.actionId, reason: autonomousActions.statusReason })
    .from(autonomousActions)
    .where(and(eq(autonomousActions.orgId, ctx.orgId), inArray(autonomousActions.actionId, [...actionIds])));
  return new Map(rows.flatMap(({ actionId, reason }) => (reason === null ? [] : [[actionId, reason]])));
}
