import { settleReleasedContacts, settleSentContacts, settleUnknownContacts } from "#src/db/access/outreachOutcomes.ts";
import type { TxContext } from "#src/db/index.ts";
import { announceOutreach } from "./announce.ts";

/** Whether the action held a contact that this changed; repeating any of these changes nothing. The caller writes the audit entry. */
export interface OutreachChange {
  readonly changed: boolean;
}

/**
 * The contact was definitely not made: its scope opens again as it was, and it stops counting against the
 * caps. Also for one whose outcome was unknown, once a person or a look-up says that nothing went out.
 */
export async function releaseOutreach(ctx: TxContext, input: { readonly actionId: string }): Promise<OutreachChange> {
  return { changed: (await releaseAllOutreach(ctx, [input.actionId])).has(input.actionId) };
}

/** The same for many; answers the actions that held a contact which this changed. */
export async function releaseAllOutreach(ctx: TxContext, actionIds: readonly string[]): Promise<Set<string>> {
  const released = await settleReleasedContacts(ctx, actionIds);
  await announceOutreach(ctx, "outreach.released", released);
  return released;
}

/** A contact that was made. */
export interface MadeContact {
  readonly actionId: string;
  /** UTC; now by default. */
  readonly sentAt?: Date;
  readonly providerRef?: string | undefined;
}

/**
 * The contact was made at `sentAt`; its window runs from then. Also settles one whose outcome was unknown: what is found
 * out days later still went out when it was begun.
 */
export async function markOutreachSent(ctx: TxContext, input: MadeContact): Promise<OutreachChange> {
  return { changed: (await markAllOutreachSent(ctx, [input])).has(input.actionId) };
}

/** The same for many; answers the actions that held a contact which this changed. */
export async function markAllOutreachSent(ctx: TxContext, contacts: readonly MadeContact[]): Promise<Set<string>> {
  const now = ctx.clock.now();
  const sent = await settleSentContacts(
    ctx,
    contacts.map(({ actionId, sentAt = now, providerRef = null }) => ({ actionId, sentAt, providerRef })),
  );
  await announceOutreach(ctx, "outreach.sent", sent);
  return sent;
}

/** The contact may have been made: its scope stays closed and it goes on counting, until it is settled. */
export async function markOutreachUnknown(ctx: TxContext, input: { readonly actionId: string }): Promise<OutreachChange> {
  return { changed: (await markAllOutreachUnknown(ctx, [input.actionId])).has(input.actionId) };
}

/** The same for many; answers the actions that held a contact which this changed. */
export async function markAllOutreachUnknown(ctx: TxContext, actionIds: readonly string[]): Promise<Set<string>> {
  const unknown = await settleUnknownContacts(ctx, actionIds);
  await announceOutreach(ctx, "outreach.unknown", unknown);
  return unknown;
}
