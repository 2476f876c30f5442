import { commitmentSentence, concernsDebt, strongestFirst, type Commitment } from "#src/signals/index.ts";
import { dayIn } from "../calendar.ts";
import type { BrokenPromise, Hold, HoldReason, OutreachMemory, OverdueInvoice, PreviousReminder } from "../findings.ts";
import { laterMoment } from "./memory.ts";

/** What stands recorded about one customer, of whichever of its records: the part of the memory that {@link recordedAbout} reads. */
export type RecordedOfCustomer = Pick<OutreachMemory, "commitments" | "resumes">;

/** The same, as far as it is about one debt. */
export interface Recorded {
  /** Open promises, disputes and stops, the strongest first. */
  readonly standing: readonly Commitment[];
  /** Promises that were broken, with the moment at which that was found. */
  readonly broken: readonly { readonly promise: Commitment; readonly brokenAt: string }[];
  /** When the customer last answered us, as far as nobody has read it. */
  readonly repliedAt: string | null;
  /** Answers that ended the reminders of the invoices they name, and stand until a person starts those again. */
  readonly endings: readonly Commitment[];
  /** When a person last let the reminders go on, or dealt with an answer: the moment up to which answers count as read. */
  readonly resumedAt: string | null;
}

export const NOTHING_RECORDED: Recorded = { standing: [], broken: [], repliedAt: null, endings: [], resumedAt: null };

export function recordedAbout(
  { commitments, resumes }: RecordedOfCustomer,
  debt: { readonly companyId: number; readonly currency: string },
): Recorded {
  const about = commitments.filter((one) => concernsDebt(one, debt));
  const open = about.filter(({ brokenAt }) => brokenAt === null);
  const replies = open.filter(({ kind }) => kind === "reply");
  return {
    standing: strongestFirst(open.filter(({ kind }) => kind !== "reply")),
    broken: about.flatMap((promise) => (promise.brokenAt === null ? [] : [{ promise, brokenAt: promise.brokenAt }])),
    repliedAt: replies
      .filter(({ invoiceIds }) => invoiceIds.length === 0)
      .map(({ recordedAt }) => recordedAt)
      .reduce(laterMoment, null),
    endings: replies.filter(({ invoiceIds }) => invoiceIds.length > 0),
    resumedAt: resumes.filter((one) => concernsDebt(one, debt)).reduce<string | null>((last, { at }) => laterMoment(last, at), null),
  };
}

const REASONS = { promise: "promise", dispute: "disputed", stop: "stopped", reply: "customer_wrote" } as const satisfies Record<
  Commitment["kind"],
  HoldReason
>;

function holdOf(commitment: Commitment, timezone: string, what?: string): Hold {
  const recordedOn = dayIn(timezone, new Date(commitment.recordedAt));
  return {
    reason: REASONS[commitment.kind],
    sentence: commitmentSentence(commitment, recordedOn, what),
    until: commitment.until,
    record: null,
  };
}

/** What stands against the whole debt. A dispute about some invoices does where the organisation says that it holds the customer. */
export function standingHold(
  { standing }: Pick<Recorded, "standing">,
  { timezone, disputeHolds }: { readonly timezone: string; readonly disputeHolds: "invoice" | "customer" },
): Hold | null {
  const found = standing.find(({ kind, invoiceIds }) => invoiceIds.length === 0 || (kind === "dispute" && disputeHolds === "customer"));
  return found === undefined ? null : holdOf(found, timezone);
}

/** What stands against asking for one invoice. */
export function invoiceHold(
  { standing }: Pick<Recorded, "standing">,
  { id, number }: Pick<OverdueInvoice, "id" | "number">,
  timezone: string,
): Hold | null {
  const found = standing.find(({ invoiceIds }) => invoiceIds.includes(id));
  return found === undefined ? null : { ...holdOf(found, timezone, number), record: { model: "account.move", id } };
}

/** Whether a promise was broken and the customer has not been reminded since: what comes next says so, and need not keep its distance. */
export function isFreshlyBroken({ broken }: Pick<Recorded, "broken">, previous: PreviousReminder | null): boolean {
  return broken.some(({ brokenAt }) => isSince(brokenAt, previous));
}

/** The broken promise that the next message names: the one that ended last, of those about what is asked for now. */
export function brokenPromiseOf(
  { broken }: Pick<Recorded, "broken">,
  invoices: readonly Pick<OverdueInvoice, "id">[],
  previous: PreviousReminder | null,
  timezone: string,
): BrokenPromise | null {
  const ids = invoices.map(({ id }) => id);
  const found = broken
    .filter(({ promise, brokenAt }) => isSince(brokenAt, previous) && ids.some((id) => isAbout(promise, id)))
    .toSorted((a, b) => (b.promise.until ?? "").localeCompare(a.promise.until ?? ""))[0];
  if (found === undefined) return null;
  const { promise } = found;
  return {
    commitmentId: promise.id,
    promisedOn: dayIn(timezone, new Date(promise.recordedAt)),
    until: promise.until ?? dayIn(timezone, new Date(found.brokenAt)),
    amount: promise.amount,
    currency: promise.currency,
    invoiceIds: ids.filter((id) => isAbout(promise, id)),
  };
}

const isAbout = ({ invoiceIds }: Commitment, id: number): boolean => invoiceIds.length === 0 || invoiceIds.includes(id);

const isSince = (moment: string, previous: PreviousReminder | null): boolean =>
  previous === null || Date.parse(moment) > Date.parse(previous.at);
