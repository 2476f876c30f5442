import { bankSentence, money } from "../alerts.ts";
import { daysBetween } from "../calendar.ts";
import type { CompanyMetrics, Hold, PreviousReminder } from "../findings.ts";
import type { CompanyRun } from "../run.ts";
import type { CustomerDebt } from "./consolidate.ts";
import { climb, plural } from "./ladder.ts";
import { isFreshlyBroken, standingHold, type Recorded } from "./recorded.ts";

/**
 * Why nothing will be proposed for a customer, as far as its sums alone tell; null when its invoices must be
 * read to know. It costs no call, so most customers of a large company end here.
 */
export function triage(run: CompanyRun, debt: CustomerDebt, bank: CompanyMetrics["bank"], recorded: Recorded): Hold | null {
  if (bank.isStale) return { reason: "stale_bank", sentence: bankSentence(bank.newestEntry), until: null, record: null };
  if (run.ownPartnerIds.has(debt.partnerId)) {
    return {
      reason: "own_company",
      sentence: `${debt.partnerName} is a company of this database.`,
      until: null,
      record: { model: "res.partner", id: debt.partnerId },
    };
  }
  const { disputeHolds } = run.settings.reminders;
  const standing = standingHold(recorded, { timezone: run.company.timezone, disputeHolds });
  if (standing !== null) return standing;
  const { disputed, askable } = debt;
  if (disputed !== null && (askable === null || disputeHolds === "customer")) {
    return {
      reason: "disputed",
      sentence: `${plural(disputed.invoiceCount, "invoice")} of ${money(disputed.totalCompany, run.company)} marked in Odoo as disputed or excluded from follow-up.`,
      until: null,
      record: disputed.lastInvoiceId === null ? null : { model: "account.move", id: disputed.lastInvoiceId },
    };
  }
  if (askable === null) {
    const tolerance = money(run.settings.reminders.tolerance, run.company);
    return { reason: "below_tolerance", sentence: `Nothing overdue is above ${tolerance}.`, until: null, record: null };
  }
  const ladder = climb(
    {
      ...askable,
      oldestDueDate: askable.oldestDueDate,
      daysOverdue: daysBetween(askable.oldestDueDate, run.today),
      // about which invoices it was is known once they are read
      promiseBroken: isFreshlyBroken(recorded, askable.previous),
      now: run.now,
      timezone: run.company.timezone,
    },
    run.settings,
  );
  if (ladder.step !== null || ladder.escalation !== null || hasAnswered(recorded, askable.previous)) return null;
  return ladder.hold;
}

/** Whether an answer that came to us may have ended the reminders, which their invoices tell. */
function hasAnswered({ repliedAt, resumedAt, endings }: Recorded, previous: PreviousReminder | null): boolean {
  if (endings.length > 0) return true;
  if (repliedAt === null || previous === null || Date.parse(previous.at) >= Date.parse(repliedAt)) return false;
  return resumedAt === null || Date.parse(resumedAt) < Date.parse(repliedAt);
}
