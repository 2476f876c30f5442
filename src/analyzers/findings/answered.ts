import type { CompanyRef, CurrencyRef } from "./parties.ts";

/** A debt whose customer has answered its reminders, which ended them for what was due by then. */
export interface AnsweredDebt {
  readonly company: CompanyRef;
  /** The commercial entity. */
  readonly partnerId: number;
  readonly partnerName: string;
  readonly currency: CurrencyRef;
  /** When the customer answered, ISO 8601 in UTC. */
  readonly at: string;
  /** What was due when the answer came. */
  readonly invoiceIds: readonly number[];
  /** Whether the end stands recorded already. */
  readonly isRecorded: boolean;
}
