import { settleOutreachLedger } from "#src/db/access/outreachLedger.ts";
import { getOutreachStates, giveBackOutreachScope, markOutreachScopeSent } from "#src/db/access/outreachState.ts";
import type { TxContext } from "#src/db/index.ts";

/** Whether the action held a contact that this changed; repeating any of these changes nothing. The caller writes the audit entry. */
export interface OutreachChange {
  readonly changed: boolean;
}

/**
 * The contact was definitely not made: its scope opens again as it was, and it stops counting against the
 * caps. Also for one whose outcome was unknown, once a person or a look-up says that nothing went out.
 */
export async function releaseOutreach(ctx: TxContext, input: { readonly actionId: string }): Promise<OutreachChange> {
  const now = ctx.clock.now();
  const row = await settleOutreachLedger(ctx, {
    actionId: input.actionId,
    from: ["reserved", "unknown"],
    set: { state: "released", releasedAt: now },
  });
  if (row === undefined) return { changed: false };
  const nextAllowedAt = row.previousNextAllowedAt ?? row.reservedAt;
  await giveBackOutreachScope(ctx, { scopeKey: row.scopeKey, actionId: row.actionId, nextAllowedAt, now });
  return { changed: true };
}

/**
 * The contact was made at `sentAt` (UTC), now by default; its window runs from then. Also settles one whose outcome was unknown: what is found
 * out days later still went out when it was begun.
 */
export async function markOutreachSent(
  ctx: TxContext,
  input: { readonly actionId: string; readonly sentAt?: Date; readonly providerRef?: string | undefined },
): Promise<OutreachChange> {
  const { sentAt = ctx.clock.now() } = input;
  const row = await settleOutreachLedger(ctx, {
    actionId: input.actionId,
    from: ["reserved", "unknown"],
    set: { state: "sent", sentAt, providerRef: input.providerRef ?? null },
  });
  if (row === undefined) return { changed: false };
  const [state] = await getOutreachStates(ctx, [row.scopeKey]);
  const windowMs = state === undefined ? 0 : state.nextAllowedAt.getTime() - row.reservedAt.getTime();
  await markOutreachScopeSent(ctx, {
    scopeKey: row.scopeKey,
    actionId: row.actionId,
    sentAt,
    nextAllowedAt: new Date(sentAt.getTime() + windowMs),
    sequenceState: row.level === null ? null : { level: row.level, currency: row.currency, company_id: row.companyId },
  });
  return { changed: true };
}

/** The contact may have been made: its scope stays closed and it goes on counting, until it is settled. */
export async function markOutreachUnknown(ctx: TxContext, input: { readonly actionId: string }): Promise<OutreachChange> {
  const row = await settleOutreachLedger(ctx, { actionId: input.actionId, from: ["reserved"], set: { state: "unknown" } });
  return { changed: row !== undefined };
}
