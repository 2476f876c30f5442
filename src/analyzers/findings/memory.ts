import type { Commitment } from "#src/signals/index.ts";

/** Plain data that the caller reads from our database; moments are ISO 8601 in UTC, `partnerId` is the commercial entity. */
export interface OutreachMemory {
  /** Reminders that were sent, or whose outcome is unknown. */
  readonly reminders: readonly {
    readonly partnerId: number;
    readonly companyId: number;
    /** ISO 4217. */
    readonly currency: string;
    readonly level: number;
    readonly at: string;
    readonly invoiceIds: readonly number[];
  }[];
  /**
   * Collection tasks and escalations that were carried out: each is made once for the same invoices. As with
   * reminders, an empty `invoiceIds` means that nobody wrote them down, and counts for all that the partner owes.
   */
  readonly handovers: readonly {
    readonly actionType: "create_collection_task" | "escalate_overdue_invoice";
    readonly partnerId: number;
    readonly at: string;
    readonly invoiceIds: readonly number[];
  }[];
  /** The last contact of each partner and channel, whatever it was about. */
  readonly lastContacts: readonly { readonly partnerId: number; readonly channel: "email" | "sms"; readonly at: string }[];
  /** Actions that are neither settled nor expired. */
  readonly pending: readonly { readonly scopeKey: string; readonly partnerId: number; readonly actionType: string }[];
  readonly suppressed: readonly { readonly channel: "email" | "sms"; readonly address: string }[];
  /** What stands recorded about customers, and promises that were broken: then `brokenAt` is the moment at which that was found. */
  readonly commitments: readonly (Commitment & { readonly brokenAt: string | null })[];
  /** When people let reminders go on; null is whichever company or currency. */
  readonly resumes: readonly {
    readonly partnerId: number;
    readonly companyId: number | null;
    readonly currency: string | null;
    readonly at: string;
  }[];
  /** Invoices whose payment was confirmed to the customer, or is about to be. */
  readonly confirmedInvoiceIds: readonly number[];
  /** Proposals that people said no to; `level` is a reminder's. */
  readonly rejected: readonly {
    readonly actionType: string;
    readonly partnerId: number;
    readonly at: string;
    readonly level: number | null;
    readonly invoiceIds: readonly number[];
  }[];
}

/** The memory of an organisation that has done nothing yet. */
export const EMPTY_MEMORY: OutreachMemory = {
  reminders: [],
  handovers: [],
  lastContacts: [],
  pending: [],
  suppressed: [],
  commitments: [],
  resumes: [],
  confirmedInvoiceIds: [],
  rejected: [],
};
