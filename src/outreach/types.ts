import type { ActionType, FollowUpContext, OutreachChannel } from "#src/protocol/index.ts";

/** One contact about to be made. */
export interface ReserveOutreachInput {
  readonly actionId: string;
  /** The customer (commercial partner) that is contacted: windows and caps are per customer. */
  readonly partnerId: number;
  readonly channel: OutreachChannel;
  /** Every address that is written to, To first, Cc included; e-mail addresses or E.164 numbers. */
  readonly addresses: readonly string[];
  readonly contextType: FollowUpContext;
  /** Absent where the contact is about the customer's context as a whole (a reminder of all its invoices). */
  readonly contextId?: number;
  /** Built by the protocol's `outreachScopeKey`, nowhere else. */
  readonly scopeKey: string;
  /** How long this context stays closed after the contact. */
  readonly windowMinutes: number;
  readonly actionType?: ActionType;
  /** Of a reminder. */
  readonly level?: number;
  readonly currency?: string;
  readonly companyId?: number;
  /** The invoices that a reminder lists. */
  readonly invoiceIds?: readonly number[];
}

/**
 * `block`: nothing changes by waiting. `defer`: allowed again at `until` (UTC), as far as can be said now.
 * - `duplicate` this context was contacted, or is being, inside its window
 * - `suppressed` one of the addresses opted out, bounced or complained
 * - `standing` a promise, a dispute or a stop stands recorded against a reminder
 * - `partner_window` the customer was contacted about something else, or the same address, a short while ago
 * - `partner_limit` the customer's cap per day is reached
 * - `rate_limited` the organisation's cap per hour or day is reached
 */
export type ReservationRefusal =
  | {
      readonly ok: false;
      readonly verdict: "block";
      readonly reason: "duplicate" | "suppressed" | "standing";
      readonly sentence: string;
      readonly until?: Date;
    }
  | {
      readonly ok: false;
      readonly verdict: "defer";
      readonly reason: "partner_window" | "partner_limit" | "rate_limited";
      readonly sentence: string;
      readonly until: Date;
    };

export type Reservation = { readonly ok: true } | ReservationRefusal;
