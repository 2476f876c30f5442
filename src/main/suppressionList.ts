import { appendAuditEvent } from "#src/audit/index.ts";
import { deleteSuppression, listSuppressions, type SuppressionRow } from "#src/db/access/suppressions.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { announceSuppression, normaliseAddress, optOut, optOutSentence } from "#src/outreach/index.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";

export interface AddressOnChannel {
  readonly channel: OutreachChannel;
  readonly address: string;
}

/** Puts an address on the list of those that are never contacted. Errors: `invalid_input`. */
export async function suppress(
  ctx: Context,
  { channel, address, note }: AddressOnChannel & { readonly note: string },
): Promise<{ readonly address: string; readonly added: boolean }> {
  const normalised = plausible(channel, address);
  const { added } = await withTransaction(ctx, (inner) =>
    optOut(inner, { channel, address: normalised, reason: "manual", source: note, sentence: optOutSentence("manual", normalised) }),
  );
  return { address: normalised, added };
}

/** Takes an address off the list, which a person has to account for. Errors: `not_found`, `invalid_input`. */
export async function unsuppress(ctx: Context, { channel, address, note }: AddressOnChannel & { readonly note: string }): Promise<void> {
  const normalised = plausible(channel, address);
  await withTransaction(ctx, async (inner) => {
    const removed = await deleteSuppression(inner, { channel, address: normalised });
    if (removed === null) {
      throw new AiCooError("not_found", `${normalised} is not on the list, so nothing was changed.`, {
        next: "`ai-coo suppress list` shows who is.",
      });
    }
    await appendAuditEvent(inner, {
      kind: "suppression.removed",
      facts: { channel, reason: removed.reason },
      personal: { subject: `${channel}:${normalised}`, text: `${normalised}: ${note}` },
    });
    await announceSuppression(inner, "outreach.unsuppressed", { channel, reason: removed.reason });
  });
}

/** Everybody on the list, newest first. */
export async function readSuppressions(ctx: Context): Promise<SuppressionRow[]> {
  return withTransaction(ctx, listSuppressions);
}

function plausible(channel: OutreachChannel, address: string): string {
  const normalised = normaliseAddress(channel, address);
  const fits = channel === "email" ? /^[^\s@]+@[^\s@]+$/ : /^\+\d{6,15}$/;
  if (fits.test(normalised)) return normalised;
  throw new AiCooError("invalid_input", `"${address}" is no ${channel === "email" ? "mail address" : "number"}, so nothing was changed.`, {
    next: channel === "email" ? "Write it as name@example.com." : "Write it with its country code, as +33123456789.",
  });
}
