import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import type { TxContext } from "#src/db/index.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";

/** What the live page and webhooks hear about contacts; none of them names an address. */
type OutreachEventKind = "outreach.reserved" | "outreach.sent" | "outreach.released" | "outreach.unknown";

/** Tells of contacts of these actions, in the transaction that made it true. */
export async function announceOutreach(ctx: TxContext, kind: OutreachEventKind, actionIds: Iterable<string>): Promise<void> {
  await appendDomainEvents(
    ctx,
    [...actionIds].map((actionId) => ({ kind, actionId, payload: { action_id: actionId, actor: ctx.actor } })),
  );
}

/** Tells that an address is on a channel's list of those that are never contacted, or is off it again. */
export async function announceSuppression(
  ctx: TxContext,
  kind: "outreach.suppressed" | "outreach.unsuppressed",
  { channel, reason }: { readonly channel: OutreachChannel; readonly reason: string },
): Promise<void> {
  await appendDomainEvents(ctx, [{ kind, payload: { channel, reason, actor: ctx.actor } }]);
}
