import type { FailureReason, TokenCounts } from "./types.ts";
import type { PriceSource } from "./prices.ts";

/** What one request to the provider may cost, set aside before it is sent. */
export interface Reservation {
  /** The request's; its record has the same. */
  readonly id: string;
  readonly at: Date;
  /** The beginning of the organisation's month, UTC: what came before does not count. */
  readonly monthFrom: Date;
  readonly model: string;
  readonly purpose: string;
  readonly mostUsd: number;
  readonly budgetUsd: number;
}

export type ReservationOutcome =
  | { readonly granted: true }
  /** `heldUsd`: of requests that are under way, or whose process was killed. */
  | { readonly granted: false; readonly spentUsd: number; readonly heldUsd: number };

/** One request as it came out. */
export interface UsageRecord extends TokenCounts {
  readonly id: string;
  readonly at: Date;
  readonly model: string;
  readonly purpose: string;
  readonly costUsd: number;
  /** Whether tokens and cost are the most that it can have been, because no usable answer said. */
  readonly isAssumed: boolean;
  readonly pricedBy: PriceSource;
  readonly durationMs: number;
  readonly outcome: "answered" | FailureReason;
  /** The provider's name for the request, for its support; null where it gave none. */
  readonly requestId: string | null;
}

/** Where the cost of the organisation's calls is kept. */
export interface UsageLedger {
  /**
   * Sets the most that a request can cost aside if the month's cost, all that is set aside, and this stay within the
   * budget; for all callers one after the other, so that two at once cannot both take what is left for one.
   */
  reserve(reservation: Reservation): Promise<ReservationOutcome>;
  /** Puts what the request came to in the place of its reservation. */
  record(record: UsageRecord): Promise<void>;
}
