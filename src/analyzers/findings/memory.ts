import type { Commitment } from "#src/signals/index.ts";

/** The records that an action is about, and their customer where they have one. */
export interface AboutRecords {
  readonly partnerId: number | null;
  readonly model: string;
  readonly recordIds: readonly number[];
}

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
  /** Those that ended with a refusal; the reason is a sentence for people. */
  readonly failed: readonly (AboutRecords & { readonly actionType: string; readonly at: string; readonly reason: string })[];
  /** The last contact of each partner and channel, whatever it was about. */
  readonly lastContacts: readonly { readonly partnerId: number; readonly channel: "email" | "sms"; readonly at: string }[];
  /** Actions that are neither settled nor expired. */
  readonly pending: readonly (AboutRecords & { readonly scopeKey: string; readonly actionType: string })[];
  /** Actions about deals, projects and customers that were carried out, or may have been. */
  readonly acted: readonly (AboutRecords & { readonly actionType: string; readonly at: string })[];
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
  readonly rejected: readonly (AboutRecords & {
    readonly actionType: string;
    readonly at: string;
    readonly level: number | null;
  })[];
}

/** The memory of an organisation that has done nothing yet. */
export const EMPTY_MEMORY: OutreachMemory = {
  reminders: [],
  handovers: [],
  lastContacts: [],
  pending: [],
  acted: [],
  failed: [],
  suppressed: [],
  commitments: [],
  resumes: [],
  confirmedInvoiceIds: [],
  rejected: [],
};
