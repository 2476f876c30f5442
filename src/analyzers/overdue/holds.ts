import { couldCover, type CustomerMessage, type PlannedActivity } from "#src/signals/index.ts";
import { money } from "../alerts.ts";
import { dayIn, momentAfter } from "../calendar.ts";
import type { CompanyRef, CurrencyRef, CustomerRef, Hold, OutreachMemory, OverdueInvoice, PreviousReminder } from "../findings.ts";
import { plural } from "./ladder.ts";

/** One question each: is there a reason to leave this customer alone? The answer is a reason with a sentence, or null. */

/** Credits that are at least as large as one of the invoices could be its payment. Amounts in the company's currency. */
export function openCreditHold(
  credit: number,
  invoices: readonly OverdueInvoice[],
  currency: CurrencyRef,
  company: CompanyRef,
): Hold | null {
  const isForeign = currency.id !== company.currency.id;
  const covered = invoices.find(({ residualCompany }) => couldCover(credit, residualCompany, isForeign));
  if (covered === undefined) return null;
  return {
    reason: "open_credit",
    sentence: `Payments or credit notes of ${money(credit, company)} are not reconciled and could cover ${covered.number}.`,
    until: null,
    record: null,
  };
}

/** What a person has planned with the customer in Odoo holds like a promise. */
export function plannedHold(activity: PlannedActivity | undefined): Hold | null {
  if (activity === undefined) return null;
  const what = activity.summary ?? activity.activity_type_id?.name ?? "An activity";
  const who = activity.user_id === null ? "" : ` by ${activity.user_id.name}`;
  return {
    reason: "promise",
    sentence: `"${what}" is planned in Odoo for ${activity.date_deadline ?? "later"}${who}.`,
    until: activity.date_deadline,
    record: activity.res_model === null || activity.res_id === null ? null : { model: activity.res_model, id: activity.res_id },
  };
}

export function archivedHold({ partnerId, name, isArchived }: CustomerRef & { readonly isArchived: boolean }): Hold | null {
  if (!isArchived) return null;
  return {
    reason: "customer_archived",
    sentence: `${name} is archived in Odoo.`,
    until: null,
    record: { model: "res.partner", id: partnerId },
  };
}

export interface ContactFacts {
  readonly lastContactAt: string | null;
  /** The newest message that people of the company sent. */
  readonly sent: CustomerMessage | undefined;
  readonly minDays: number;
  readonly now: Date;
  readonly timezone: string;
}

/** The minimum time between two contacts, by us or by people in Odoo, has not passed. */
export function recentContactHold({ lastContactAt, sent, minDays, now, timezone }: ContactFacts): Hold | null {
  const sentIsLater = sent !== undefined && (lastContactAt === null || Date.parse(sent.at) > Date.parse(lastContactAt));
  const at = sentIsLater ? sent.at : lastContactAt;
  if (at === null) return null;
  const until = momentAfter(at, minDays);
  if (until <= now) return null;
  const how = sentIsLater ? "was written to from Odoo" : "was contacted";
  return {
    reason: "recently_contacted",
    sentence: `The customer ${how} on ${dayIn(timezone, new Date(at))}; contacts are at least ${plural(minDays, "day")} apart.`,
    until: dayIn(timezone, until),
    record: sentIsLater ? { model: sent.model, id: sent.recordId } : null,
  };
}

export interface ReplyFacts {
  /** The newest message from the customer's side that Odoo has, and the newest answer that came to us. */
  readonly received: CustomerMessage | undefined;
  readonly repliedAt: string | null;
  /** When a person last let the reminders go on, and when the last one went out. */
  readonly resumedAt: string | null;
  readonly previous: PreviousReminder | null;
  /** Days after which the next level comes although nobody has said so. */
  readonly days: number;
  readonly now: Date;
  readonly timezone: string;
}

/**
 * Who has written before the first reminder is answered by a person: that one waits for a person or for some days. What was
 * written before the last reminder was known to whoever approved that; what answers one has ended the sequence (`replies.ts`).
 */
export function customerWroteHold({ received, repliedAt, resumedAt, previous, days, now, timezone }: ReplyFacts): Hold | null {
  const isOurs = repliedAt !== null && (received === undefined || Date.parse(repliedAt) > Date.parse(received.at));
  const at = isOurs ? repliedAt : received?.at;
  if (at === undefined) return null;
  const seen = [resumedAt, previous?.at ?? null].some((moment) => moment !== null && Date.parse(moment) >= Date.parse(at));
  const until = momentAfter(at, days);
  if (seen || until <= now) return null;
  const wrote = isOurs ? "answered" : "wrote";
  return {
    reason: "customer_wrote",
    sentence: `The customer ${wrote} on ${dayIn(timezone, new Date(at))}; the first reminder waits for a person, or until ${dayIn(timezone, until)}.`,
    until: dayIn(timezone, until),
    record: isOurs || received === undefined ? null : { model: received.model, id: received.recordId },
  };
}

const WAITING = {
  send_invoice_reminder: "A reminder",
  create_collection_task: "A collection task",
  escalate_overdue_invoice: "An escalation",
} as const;

/** An action of this type for the customer is waiting for a decision or running. */
export function pendingHold(pending: ReadonlySet<string>, actionType: keyof typeof WAITING): Hold | null {
  if (!pending.has(actionType)) return null;
  return { reason: "pending_action", sentence: `${WAITING[actionType]} for this customer is already waiting.`, until: null, record: null };
}

/** What a proposal must share with a rejected one to be the same: its type, its level, and no invoice that is new. */
export interface Proposal {
  readonly actionType: keyof typeof WAITING;
  readonly level: number | null;
  readonly invoiceIds: readonly number[];
}

/** A person's no counts for some days, unless there is something new to say. */
export function rejectedHold(
  rejected: OutreachMemory["rejected"],
  proposal: Proposal,
  { days, now, timezone }: { readonly days: number; readonly now: Date; readonly timezone: string },
): Hold | null {
  const no = rejected.find(
    ({ actionType, level, recordIds }) =>
      actionType === proposal.actionType && level === proposal.level && proposal.invoiceIds.every((id) => recordIds.includes(id)),
  );
  if (no === undefined) return null;
  const until = momentAfter(no.at, days);
  if (until <= now) return null;
  const day = (moment: Date): string => dayIn(timezone, moment);
  return {
    reason: "rejected",
    sentence: `${WAITING[proposal.actionType]} for the same invoices was rejected by a person on ${day(new Date(no.at))}; it is not proposed again before ${day(until)}.`,
    until: day(until),
    record: null,
  };
}

export function tooManyInvoicesHold(count: number, limit: number): Hold | null {
  if (count <= limit) return null;
  return {
    reason: "too_many_invoices",
    sentence: `${count} invoices are overdue; a message lists at most ${limit}. Send a statement instead.`,
    until: null,
    record: null,
  };
}

/** Two companies or currencies of one run do not write to the same customer. */
export function oneReminderHold(alreadyReminded: boolean, minDays: number): Hold | null {
  if (!alreadyReminded) return null;
  return {
    reason: "recently_contacted",
    sentence: `Another reminder to this customer goes first; contacts are at least ${plural(minDays, "day")} apart.`,
    until: null,
    record: null,
  };
}
