import type { CommitmentKind, CommitmentSource, CommitmentStatus } from "#src/db/schema/index.ts";
import type { Actor } from "#src/protocol/index.ts";

export type { CommitmentKind, CommitmentSource, CommitmentStatus };

/** What stands recorded about a customer: see the table for the kinds. Moments are RFC 3339 in UTC, days `YYYY-MM-DD`. */
export interface CommitmentView {
  readonly commitmentId: string;
  readonly kind: CommitmentKind;
  /** Only what is `open` keeps reminders back. */
  readonly status: CommitmentStatus;
  /** The commercial entity in Odoo, and its name as it was seen. */
  readonly partnerId: number;
  readonly partnerName: string | null;
  /** Null: of whichever company, in whichever currency. */
  readonly companyId: number | null;
  readonly currency: string | null;
  readonly amount: number | null;
  /** None: all that the customer owes. */
  readonly invoiceIds: readonly number[];
  /** The last day of a promise or a stop. */
  readonly until: string | null;
  readonly note: string | null;
  readonly source: CommitmentSource;
  readonly recordedBy: Actor;
  readonly recordedAt: string;
  readonly endedBy: Actor | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
}

/** What recording or ending came to. */
export interface CommitmentChange {
  readonly commitment: CommitmentView;
  /** Waiting actions that are held because of it, and those that were let go. */
  readonly held: number;
  readonly released: number;
}
