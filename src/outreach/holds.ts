import { appendAuditEvent } from "#src/audit/index.ts";
import { customersOfOpenActions, lockConcernedActions, setActionHold, type HoldableAction } from "#src/db/access/actionHolds.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { getCustomersOfAddresses } from "#src/db/access/addressCustomers.ts";
import type { TxContext } from "#src/db/index.ts";
import type { HoldSource } from "#src/db/schema/index.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import { recordReply } from "./commitmentTrail.ts";
import { lockOutreach } from "./facts.ts";
import { normaliseAddress, suppressAddress, type Suppression } from "./suppressions.ts";

/** What happened to a customer, for which a person looks before anything else is done. */
export type HoldCause = Suppression["reason"] | "reply" | "refused";

export interface HoldInput {
  readonly channel: OutreachChannel;
  readonly address: string;
  readonly cause: HoldCause;
  /** For the card: what happened, as a person reads it. */
  readonly sentence: string;
}

/** How far back an address is looked up among those that were written to. */
const MEMORY_DAYS = 365;
const DAY_MS = 86_400_000;
/** What is said behind a hold ends somewhere; it is held all the same. */
const MOST_HELD = 2_000;

/**
 * Holds everything of the customer behind an address that could still start: nothing held is approved or run until a person
 * releases it. Whose address it is, is known from what waits and from whom we have written to. Returns how many were held anew.
 */
export async function holdCustomer(ctx: TxContext, { channel, address, cause, sentence }: HoldInput): Promise<number> {
  const addresses = [normaliseAddress(channel, address)];
  const since = new Date(ctx.clock.now().getTime() - MEMORY_DAYS * DAY_MS);
  const partnerIds = new Set([
    ...(await customersOfOpenActions(ctx, { channel, addresses })),
    ...(await getCustomersOfAddresses(ctx, { channel, addresses, since })),
  ]);
  // also where nothing waits: the next level of the reminders is not proposed over an answer that nobody has read
  if (cause === "reply") for (const partnerId of partnerIds) await recordReply(ctx, partnerId);
  let held = 0;
  for (const action of await lockConcernedActions(ctx, { partnerIds: [...partnerIds], channel, addresses })) {
    // each message counts once before it gets here: the same words again are another message, after a release as well
    if (action.holdReason === sentence || (cause !== "reply" && action.holdReleased === sentence)) continue;
    const { actionId, version, fingerprint, status, actionType } = action;
    const hold = holdWith(action, sentence);
    if (hold === null) continue;
    await setActionHold(ctx, actionId, hold);
    // The sentence holds an address or words of a person; the chain keeps the kind of reason.
    await appendAuditEvent(ctx, { kind: "action.held", actionId, version, fingerprint, facts: { reason: cause, channel } });
    const payload = { action_id: actionId, action_type: actionType, version, status, actor: ctx.actor };
    await appendDomainEvents(ctx, [{ kind: "action.held", actionId, payload }]);
    held += 1;
  }
  return held;
}

/** Whether anything open contacts the address, or anything did within a year. */
export async function isKnownAddress(ctx: TxContext, { channel, address }: Pick<HoldInput, "channel" | "address">): Promise<boolean> {
  const addresses = [normaliseAddress(channel, address)];
  const since = new Date(ctx.clock.now().getTime() - MEMORY_DAYS * DAY_MS);
  if ((await customersOfOpenActions(ctx, { channel, addresses })).length > 0) return true;
  return (await getCustomersOfAddresses(ctx, { channel, addresses, since })).length > 0;
}

/** A hold because of a restore stands until its own question is answered; what comes in is said in a line behind it. Null where it is said. */
function holdWith(
  { holdReason, holdSource }: HoldableAction,
  sentence: string,
): { readonly reason: string; readonly source: HoldSource } | null {
  if (holdSource !== "restore" || holdReason === null) return { reason: sentence, source: "inbound" };
  if (holdReason.includes(sentence) || holdReason.length > MOST_HELD) return null;
  return { reason: `${holdReason}\n${sentence}`, source: "restore" };
}

/**
 * Puts an address on its channel's list and holds the customer's actions, in the caller's transaction. It waits for reservations
 * that are being made on the channel: every intent that is committed after this one sees it.
 */
export async function optOut(
  ctx: TxContext,
  input: Omit<HoldInput, "cause"> & { readonly reason: Suppression["reason"]; readonly source?: string },
): Promise<{ readonly added: boolean; readonly held: number }> {
  const { channel, address, reason, sentence, source } = input;
  await lockOutreach(ctx, channel);
  const { added } = await suppressAddress(ctx, { channel, address, reason, ...(source === undefined ? {} : { source }) });
  const held = added ? await holdCustomer(ctx, { channel, address, cause: reason, sentence }) : 0;
  return { added, held };
}

/** What the card says of an address that is not contacted any more. */
export function optOutSentence(reason: Suppression["reason"], address: string): string {
  switch (reason) {
    case "hard_bounce":
      return `A message to ${address} came back: the address does not take mail.`;
    case "complaint":
      return `${address} has reported a message of ours as spam.`;
    case "unsubscribe":
      return `${address} has unsubscribed.`;
    case "stop":
      return `${address} has asked by SMS not to be written to.`;
    case "odoo_blacklist":
      return `${address} is on Odoo's blacklist.`;
    case "manual":
      return `${address} was put on the list of those who are not contacted.`;
  }
}
