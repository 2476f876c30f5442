import { appendAuditEvent } from "#src/audit/index.ts";
import { getSuppressions, insertSuppression, replaceSuppression, type SuppressionRow } from "#src/db/access/suppressions.ts";
import type { TxContext } from "#src/db/index.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import { announceSuppression } from "./announce.ts";

export interface Suppression {
  readonly channel: OutreachChannel;
  /** Normalised. */
  readonly address: string;
  readonly reason: SuppressionRow["reason"];
}

/** The form under which addresses are compared: mail without case and spaces, numbers as `+` and digits. */
export function normaliseAddress(channel: OutreachChannel, address: string): string {
  return channel === "email" ? address.trim().toLowerCase() : address.replaceAll(/[^\d+]/g, "");
}

/** Reasons that are a person's own wish. Nothing that is only about the address takes their place on the list. */
const OPT_OUTS: readonly Suppression["reason"][] = ["unsubscribe", "stop", "complaint"];

export const isOptOut = ({ reason }: Pick<Suppression, "reason">): boolean => OPT_OUTS.includes(reason);

/**
 * Puts an address on a channel's list: it is not contacted there again, whoever asks. Other addresses of the
 * same person and other channels are not concerned. A person's own wish takes the place of any other reason: who
 * repairs an address that bounced must see that its owner wants no mail. Returns whether it, or the wish, is new.
 */
export async function suppressAddress(
  ctx: TxContext,
  suppression: Omit<Suppression, "address"> & { readonly address: string; readonly source?: string },
): Promise<{ readonly added: boolean }> {
  const address = normaliseAddress(suppression.channel, suppression.address);
  const row = {
    channel: suppression.channel,
    address,
    reason: suppression.reason,
    source: suppression.source ?? null,
    createdAt: ctx.clock.now(),
  };
  const added = (await insertSuppression(ctx, row)) || (isOptOut(suppression) && (await replaceSuppression(ctx, row, OPT_OUTS)));
  if (added) {
    await appendAuditEvent(ctx, {
      kind: "suppression.added",
      facts: { channel: suppression.channel, reason: suppression.reason },
      personal: { subject: `${suppression.channel}:${address}`, text: address },
    });
    await announceSuppression(ctx, "outreach.suppressed", suppression);
  }
  return { added };
}

/** Those of the addresses that may not be contacted on this channel. */
export async function findSuppressions(ctx: TxContext, channel: OutreachChannel, addresses: readonly string[]): Promise<Suppression[]> {
  const normalised = addresses.map((address) => normaliseAddress(channel, address));
  const rows = await getSuppressions(ctx, { channel, addresses: normalised });
  return rows.map((row) => ({ channel: row.channel, address: row.address, reason: row.reason }));
}
