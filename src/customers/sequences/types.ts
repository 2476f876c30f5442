/** A reminder ladder for what one customer owes one company in one currency. Days are `YYYY-MM-DD`, moments RFC 3339 in UTC. */
export interface SequenceView {
  /** `partner:company:currency`, as `42:1:EUR`. */
  readonly sequenceId: string;
  readonly partnerId: number;
  readonly partnerName: string | null;
  readonly companyId: number;
  readonly companyName: string | null;
  readonly currency: string;
  /** What is overdue, as the latest analysis saw it; null where nothing is. */
  readonly total: number | null;
  readonly daysOverdue: number | null;
  /** What was sent, oldest first. */
  readonly levels: readonly SequenceLevel[];
  /**
   * - `proposed` its next step waits for a decision or for its moment
   * - `waiting` its next step comes by itself, not before `next.earliest`
   * - `ended` nothing comes by itself; `end` says why, and whether it goes on later
   */
  readonly state: SequenceState;
  readonly next: { readonly kind: "reminder" | "collection"; readonly level: number | null; readonly earliest: string | null } | null;
  /** What it waits for, a sentence. */
  readonly waitsFor: string | null;
  readonly end: SequenceEnd | null;
  /** The action that waits. */
  readonly openActionId: string | null;
  /** When the books were read that this rests on. */
  readonly asOf: string | null;
}

export type SequenceState = "proposed" | "waiting" | "ended";

export interface SequenceLevel {
  readonly level: number;
  readonly at: string;
  /** `unknown`: it may have gone out, and counts as sent. */
  readonly state: "sent" | "unknown";
  readonly actionId: string;
  readonly invoiceIds: readonly number[];
}

export const SEQUENCE_ENDS = ["paid", "disputed", "promise", "replied", "stopped", "collection_made", "archived"] as const;

export interface SequenceEnd {
  readonly reason: (typeof SEQUENCE_ENDS)[number];
  readonly sentence: string;
  /** The day after which it goes on by itself, where there is one; what an answer ended goes on only when a person starts it again. */
  readonly until: string | null;
  /** What is recorded about the customer and ends it. */
  readonly commitmentId: string | null;
}
