import type { Candidate } from "../candidates.ts";
import { dealDraftFacts, reminderFacts } from "./draftFacts.ts";
import { NO_FACTS, type DraftFacts } from "../grounding/index.ts";
import type { RankedCandidate } from "./ranking.ts";

/** Nothing but words: what a sentence about a candidate may say where its figures are none of a message. */
const ONLY_WORDS: DraftFacts = {
  locale: "en-GB",
  ...NO_FACTS,
};

/** A candidate without names and texts, for the call that sees candidates of many customers. */
export function rankedOf(candidate: Candidate): RankedCandidate {
  const { key, actionType } = candidate;
  return { key, actionType, figures: figuresOf(candidate), sayable: sayableOf(candidate) };
}

function figuresOf({ actionType, finding }: Candidate): RankedCandidate["figures"] {
  switch (actionType) {
    case "send_invoice_reminder":
      return {
        overdue: finding.totalCompany,
        days_overdue: finding.daysOverdue,
        level: finding.reminder?.level ?? 0,
        invoices: finding.invoices.length,
      };
    case "create_collection_task":
    case "escalate_overdue_invoice":
      return { overdue: finding.totalCompany, days_overdue: finding.daysOverdue, invoices: finding.invoices.length };
    case "send_payment_confirmation":
      return { paid: finding.totalCompany, invoices: finding.invoices.length };
    case "follow_up_on_stale_deal":
      return { worth: finding.deal.expectedRevenue, probability: finding.deal.probability, quiet_days: finding.quietDays };
    case "send_deal_check_in":
      return { worth: finding.deal.expectedRevenue, probability: finding.deal.probability, days_to_closing: finding.daysToClosing };
    case "update_deal_stage":
      return { ordered: finding.order.total };
    case "create_follow_up_task":
      return finding.kind === "won_deal"
        ? { worth: finding.deal.expectedRevenue }
        : finding.kind === "ownerless_tasks"
          ? { tasks: finding.tasks.length + finding.omittedTasks }
          : { revenue: finding.revenue };
    case "schedule_customer_check_in":
      return { revenue: finding.revenue, median_revenue: finding.medianRevenue };
    case "flag_at_risk_project":
      return { signs: finding.signs.length, open_tasks: finding.project.openTasks, overdue_tasks: finding.project.overdueTasks };
  }
}

/** Names are taken out: a sentence of the ranking speaks of figures. */
function sayableOf({ actionType, finding }: Candidate): DraftFacts {
  const facts =
    actionType === "send_invoice_reminder"
      ? reminderFacts(finding)
      : actionType === "follow_up_on_stale_deal" || actionType === "send_deal_check_in"
        ? dealDraftFacts(finding)
        : null;
  return facts === null
    ? ONLY_WORDS
    : {
        ...ONLY_WORDS,
        amounts: facts.amounts,
        counts: facts.counts,
        daysOverdue: facts.daysOverdue,
        ...(facts.documents === undefined ? {} : { documents: facts.documents }),
        ...(facts.totals === undefined ? {} : { totals: facts.totals }),
        ...(facts.reminderLevel === undefined ? {} : { reminderLevel: facts.reminderLevel }),
      };
}
