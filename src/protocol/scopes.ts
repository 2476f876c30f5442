import type { FollowUpContext } from "./operations.ts";

export type OutreachChannel = "email" | "sms";

export interface OutreachScope {
  readonly channel: OutreachChannel;
  /** The customer (commercial partner), not the address that is written to. */
  readonly partnerId: number;
  readonly contextType: FollowUpContext;
  /** Given when the outreach is about one record only; a reminder that lists all invoices of a customer has none. */
  readonly contextId?: number;
}

/**
 * The one vocabulary under which outreach is checked and recorded: `email:partner:42:invoice`,
 * `sms:partner:42:deal:17`.
 */
export function outreachScopeKey({ channel, partnerId, contextType, contextId }: OutreachScope): string {
  const base = `${channel}:partner:${partnerId}:${contextType}`;
  return contextId === undefined ? base : `${base}:${contextId}`;
}
