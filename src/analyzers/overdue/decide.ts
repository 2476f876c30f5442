import type { CustomerMessage, PlannedActivity } from "#src/signals/index.ts";
import { money } from "../alerts.ts";
import { daysBetween } from "../calendar.ts";
import { roundMoney, sumMoney } from "#src/lib/money.ts";
import type {
  CollectionStep,
  CustomerRef,
  EscalationStep,
  Hold,
  LeftOutInvoice,
  OverdueCustomerFinding,
  OverdueInvoice,
  ReminderStep,
  Salesperson,
  CurrencyRef,
} from "../findings.ts";
import type { CompanyRun } from "../run.ts";
import {
  archivedHold,
  customerWroteHold,
  oneReminderHold,
  openCreditHold,
  pendingHold,
  plannedHold,
  recentContactHold,
  rejectedHold,
  tooManyInvoicesHold,
  type Proposal,
} from "./holds.ts";
import { climb, followingStep, plural, type DueStep } from "./ladder.ts";
import type { CustomerMemory, Done } from "./memory.ts";
import type { Addressee } from "./recipient.ts";
import { brokenPromiseOf, standingHold, type Recorded } from "./recorded.ts";

/** What of the run deciding needs: it reads nothing. */
export type DecidingRun = Pick<CompanyRun, "company" | "today" | "now" | "settings">;

/** Everything known about one customer's debt in one company and currency. */
export interface CustomerFacts extends Done {
  readonly customer: CustomerRef;
  readonly currency: CurrencyRef;
  /** Oldest first; at least one. */
  readonly invoices: readonly OverdueInvoice[];
  readonly leftOut: readonly LeftOutInvoice[];
  readonly omittedInvoices: number;
  /** The sums over all that may be asked for where some is omitted from the list; null where the list is complete. */
  readonly whole: { readonly total: number; readonly totalCompany: number; readonly oldestDueDate: string } | null;
  readonly openCreditCompany: number;
  readonly addressee: Addressee;
  readonly isArchived: boolean;
  readonly memory: Omit<CustomerMemory, "recorded">;
  /** What stands recorded about this debt. */
  readonly recorded: Recorded;
  readonly activity: PlannedActivity | undefined;
  readonly sent: CustomerMessage | undefined;
  readonly received: CustomerMessage | undefined;
  /** The customer has answered, which ended the reminders of all of it: only people are told of it. */
  readonly ended: Hold | null;
  readonly ownSalesperson: Salesperson | null;
  /** Whether this run already reminds the customer elsewhere. */
  readonly alreadyReminded: boolean;
}

export type Verdict =
  | { readonly kind: "finding"; readonly finding: OverdueCustomerFinding }
  | { readonly kind: "held"; readonly holds: readonly Hold[] };

/**
 * What to do about one customer. Reasons against the debt itself (credits that could cover it, a promise) stop
 * everything; reasons against writing (no address, recent contact) stop the reminder, and people may still be told.
 */
export function decide(run: DecidingRun, facts: CustomerFacts): Verdict {
  const { settings, company } = run;
  const against = [
    archivedHold({ ...facts.customer, isArchived: facts.isArchived }),
    openCreditHold(facts.openCreditCompany, facts.invoices, facts.currency, company),
    standingHold(facts.recorded, { timezone: company.timezone, disputeHolds: settings.reminders.disputeHolds }),
    plannedHold(facts.activity),
  ].filter((hold) => hold !== null);
  if (against.length > 0) return { kind: "held", holds: against };

  const totals = totalsOf(run, facts);
  const oldest = facts.invoices[0]!;
  const oldestDueDate = facts.whole?.oldestDueDate ?? oldest.dueDate;
  const daysOverdue = daysBetween(oldestDueDate, run.today);
  const brokenPromise = brokenPromiseOf(facts.recorded, facts.invoices, facts.previous, company.timezone);
  const ladder = climb(
    {
      daysOverdue,
      oldestDueDate,
      totalCompany: totals.totalCompany,
      previous: facts.previous,
      collectionMade: facts.collectionMade,
      escalationMade: facts.escalationMade,
      promiseBroken: brokenPromise !== null,
      now: run.now,
      timezone: company.timezone,
    },
    settings,
  );
  const step = facts.ended === null ? ladder.step : null;
  const { reminder, holds: reminderHolds } = remind(run, facts, step);
  const handoverHold = (actionType: "create_collection_task" | "escalate_overdue_invoice"): Hold | null =>
    pendingHold(facts.memory.pending, actionType) ?? noHold(run, facts, actionType, null);
  const collectionHold = step?.kind === "collection" ? handoverHold("create_collection_task") : null;
  const escalationHold = ladder.escalation === null ? null : handoverHold("escalate_overdue_invoice");
  const collection = step?.kind === "collection" && collectionHold === null ? collect(step) : null;
  const escalation =
    ladder.escalation === null || escalationHold !== null ? null : escalate(run, oldest, ladder.escalation, totals.totalCompany);

  const holds = [facts.ended, ladder.hold, ...reminderHolds, collectionHold, escalationHold].filter((hold) => hold !== null);
  if (reminder === null && collection === null && escalation === null) return { kind: "held", holds };
  return {
    kind: "finding",
    finding: {
      kind: "overdue_customer",
      company,
      customer: facts.customer,
      currency: facts.currency,
      invoices: facts.invoices,
      leftOut: facts.leftOut,
      omittedInvoices: facts.omittedInvoices,
      ...totals,
      daysOverdue,
      openCreditCompany: roundMoney(facts.openCreditCompany, company.currency.decimals),
      previousReminder: facts.previous,
      next: followingStep(
        {
          oldestDueDate,
          previous: facts.previous,
          collectionMade: facts.collectionMade,
          promiseBroken: brokenPromise !== null,
          timezone: company.timezone,
        },
        settings,
      ),
      brokenPromise,
      salesperson: facts.invoices.find(({ salesperson }) => salesperson !== null)?.salesperson ?? facts.ownSalesperson,
      reminder,
      reminderHeld: reminder === null && collection === null ? (holds[0] ?? null) : null,
      collection,
      escalation,
    },
  };
}

function remind(run: DecidingRun, facts: CustomerFacts, step: DueStep | null): { reminder: ReminderStep | null; holds: Hold[] } {
  if (step?.kind !== "reminder") return { reminder: null, holds: [] };
  const { minDaysBetweenContacts, maxInvoicesPerMessage, daysAfterReply } = run.settings.reminders;
  const contact = {
    lastContactAt: facts.memory.lastContactAt,
    sent: facts.sent,
    minDays: minDaysBetweenContacts,
    now: run.now,
    timezone: run.company.timezone,
  };
  const { repliedAt, resumedAt } = facts.recorded;
  const reply = { received: facts.received, repliedAt, resumedAt, previous: facts.previous, days: daysAfterReply };
  const holds = [
    pendingHold(facts.memory.pending, "send_invoice_reminder"),
    pendingHold(facts.memory.pending, "create_collection_task"),
    noHold(run, facts, "send_invoice_reminder", step.level),
    recentContactHold(contact),
    customerWroteHold({ ...reply, now: run.now, timezone: run.company.timezone }),
    facts.addressee.kind === "none" ? facts.addressee.hold : null,
    tooManyInvoicesHold(facts.invoices.length + facts.omittedInvoices, maxInvoicesPerMessage),
    oneReminderHold(facts.alreadyReminded, minDaysBetweenContacts),
  ].filter((hold) => hold !== null);
  if (holds.length > 0 || facts.addressee.kind === "none") return { reminder: null, holds };
  const { level, tone, channel } = step;
  return { reminder: { level, tone, channel, recipient: facts.addressee.to, cc: facts.addressee.cc }, holds };
}

/** Whether a person has just said no to the same. */
function noHold(run: DecidingRun, facts: CustomerFacts, actionType: Proposal["actionType"], level: number | null): Hold | null {
  const invoiceIds = facts.invoices.map(({ id }) => id);
  const days = run.settings.daysAfterRejection;
  return rejectedHold(facts.memory.rejected, { actionType, level, invoiceIds }, { days, now: run.now, timezone: run.company.timezone });
}

function collect(step: Extract<DueStep, { kind: "collection" }>): CollectionStep {
  const { lastLevel, lastReminderAt } = step;
  return { lastLevel, lastReminderAt, because: `All ${plural(lastLevel, "reminder level")} were used and the debt is still open.` };
}

function escalate(run: DecidingRun, oldest: OverdueInvoice, cause: "age" | "amount", totalCompany: number): EscalationStep {
  const { afterDays, amount } = run.settings.escalation;
  const because =
    cause === "age"
      ? `The oldest invoice, ${oldest.number}, is overdue for ${oldest.daysOverdue} days, more than ${afterDays}.`
      : `${money(totalCompany, run.company)} is overdue, at least the threshold of ${money(amount ?? 0, run.company)}.`;
  return { cause, invoiceId: oldest.id, because };
}

function totalsOf(run: DecidingRun, facts: CustomerFacts): { total: number; totalCompany: number } {
  const { decimals } = run.company.currency;
  if (facts.whole !== null) {
    return {
      total: roundMoney(facts.whole.total, facts.currency.decimals),
      totalCompany: roundMoney(facts.whole.totalCompany, decimals),
    };
  }
  return {
    total: sumMoney(
      facts.invoices.map(({ residual }) => residual),
      facts.currency.decimals,
    ),
    totalCompany: sumMoney(
      facts.invoices.map(({ residualCompany }) => residualCompany),
      decimals,
    ),
  };
}
