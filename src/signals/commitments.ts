/**
 * What stands recorded about a customer and keeps its reminders back: a promise to pay, a dispute, a stop by a person, an answer.
 * Plain data; days are `YYYY-MM-DD`, moments ISO 8601 in UTC.
 */
export interface Commitment {
  readonly id: string;
  readonly kind: "promise" | "dispute" | "stop" | "reply";
  /** The commercial entity. */
  readonly partnerId: number;
  /** Null: of whichever company, in whichever currency. */
  readonly companyId: number | null;
  readonly currency: string | null;
  readonly amount: number | null;
  /** None: all that the customer owes. */
  readonly invoiceIds: readonly number[];
  /** The last day of a promise or a stop. */
  readonly until: string | null;
  /** Words of a person, one line. */
  readonly note: string | null;
  readonly recordedAt: string;
}

/** A debt as far as it is known; what is not known counts as meant. */
export interface DebtScope {
  readonly companyId?: number | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
}

/** Whether a commitment speaks of this customer's debt in this company and currency, whatever the invoices. */
export function concernsDebt({ companyId, currency }: Pick<Commitment, "companyId" | "currency">, debt: DebtScope): boolean {
  const sameCompany = companyId === null || debt.companyId === undefined || companyId === debt.companyId;
  return sameCompany && (currency === null || debt.currency === undefined || currency === debt.currency);
}

/** Whether a commitment is about at least one of these invoices; one that names none is about all of them. */
export function namesInvoice({ invoiceIds }: Pick<Commitment, "invoiceIds">, ids: readonly number[]): boolean {
  return invoiceIds.length === 0 || ids.some((id) => invoiceIds.includes(id));
}

/** The strongest first: a dispute is about the debt itself, a promise has an end. */
const ORDER: readonly Commitment["kind"][] = ["dispute", "stop", "promise", "reply"];

/** In the order in which they are reasons; of promises the one that ends last. */
export function strongestFirst<T extends Pick<Commitment, "kind" | "until">>(commitments: readonly T[]): T[] {
  return commitments.toSorted(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (b.until ?? "9999-12-31").localeCompare(a.until ?? "9999-12-31"),
  );
}

/** Why nothing is asked for, for people; `recordedOn` is the day of `recordedAt` where they are, `what` the invoice it is about. */
export function commitmentSentence({ kind, until, note }: Commitment, recordedOn: string, what?: string): string {
  const why = note === null ? "." : `: ${note}`;
  switch (kind) {
    case "promise":
      return `Payment${what === undefined ? "" : ` of ${what}`} is promised by ${until ?? "an unknown day"}, recorded on ${recordedOn}${why}`;
    case "dispute":
      return `The customer disputes ${what ?? "what is owed"} since ${recordedOn}${why}`;
    case "stop":
      return `A person stopped the reminders on ${recordedOn}${until === null ? "" : ` until ${until}`}${why}`;
    case "reply":
      return `The customer answered on ${recordedOn}${why}`;
  }
}
