import type { QuietCustomerFinding } from "#src/analyzers/findings.ts";
import { Temporal } from "temporal-polyfill";
import { customerChecks } from "../checks.ts";
import { salespersonEvidence } from "../dealFacts.ts";
import type { Play } from "../draft.ts";
import { companyEvidence, customerEvidence, workingDayIn } from "../facts.ts";
import { plainMoney } from "../format.ts";
import { customerName } from "../recipients.ts";
import type { Advice } from "../advice/types.ts";
import type { ComposeContext } from "../types.ts";

/** The beginning of a working day some days from now, in the company's time zone, as RFC 3339 in UTC. */
function momentOf(
  { company }: QuietCustomerFinding,
  { now, settings, advice }: ComposeContext & { readonly advice: Advice },
): { readonly day: string; readonly at: string } {
  const day = workingDayIn(Math.max(1, advice.checkInDays ?? settings.checkInInDays), company, now, settings.businessHours.days);
  const at = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: company.timezone, plainTime: settings.businessHours.start });
  return { day, at: new Date(at.epochMilliseconds).toISOString() };
}

/** Why a customer is worth a word, for cards and tasks. */
export function quietSentence(finding: QuietCustomerFinding): string {
  const { customer, currency, revenue, revenueDays, medianRevenue, lastContact, quietAfterDays } = finding;
  const contact =
    lastContact === null ? `Nobody was in touch for at least ${quietAfterDays} days` : `The last contact was on ${lastContact}`;
  return `${customerName(customer)} was invoiced ${plainMoney(revenue, currency)} in the last ${revenueDays} days, more than the median customer's ${plainMoney(medianRevenue, currency)}. ${contact}.`;
}

/** A check-in with a good customer, put on the calendar; when it is due, and the facts still ask for it, it becomes a task for a person. */
export const scheduleCustomerCheckIn: Play<"schedule_customer_check_in"> = {
  candidates: (analysis) => (analysis.kind === "sales" ? analysis.quietCustomers : []),

  // the moment depends on when it is composed, which the finding does not say; the diff names what is scheduled
  changes: ({ customer }) => [
    {
      path: "ai_coo.follow_up.check_in",
      before: null,
      after: true,
      change_type: "add",
      human_label: `A check-in with ${customerName(customer)} is scheduled`,
    },
  ],

  checks: (finding) => customerChecks(finding.customer.partnerId),

  compose: (finding, context) => {
    const { company, customer, currency, revenue, salesperson } = finding;
    const { day, at } = momentOf(finding, context);
    return {
      operation: {
        type: "schedule_follow_up",
        inputs: {
          context_type: "customer",
          context_id: customer.partnerId,
          scheduled_for: at,
          action_type: "create_follow_up_task",
          parameters: {},
        },
      },
      affected_records: {
        model: "res.partner",
        ids: [customer.partnerId],
        partner_id: customer.partnerId,
        partner_name: customerName(customer),
        record_name: customerName(customer),
      },
      evidence: [
        companyEvidence(company),
        customerEvidence(customer),
        { label: `Invoiced in the last ${finding.revenueDays} days`, value: plainMoney(revenue, currency) },
        { label: "Median customer", value: plainMoney(finding.medianRevenue, currency) },
        ...(finding.lastContact === null ? [] : [{ label: "Last contact", value: finding.lastContact }]),
        ...salespersonEvidence(salesperson),
      ],
      reasoning: quietSentence(finding),
      expected_effect: `On ${day} the facts are read again; if nobody was in touch until then, a task to call ${customerName(customer)} is proposed. Nobody outside is contacted.`,
      external_effects: [],
      estimated_impact: { time_saved_minutes: 5 },
      rollback_strategy: "manual",
      scope: `partner-${customer.partnerId}:company-${company.id}`,
      amountAtStake: 0,
    };
  },
};
