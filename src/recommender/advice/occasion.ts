import { dayIn } from "#src/analyzers/calendar.ts";
import type { Candidate } from "../candidates.ts";
import { outwardName } from "../outward.ts";
import { smsEnding } from "../playbook/sendDealCheckIn.ts";
import { customerName } from "../recipients.ts";
import { confirmationFacts, dealDraftFacts, reminderFacts, type People } from "./draftFacts.ts";
import type { Occasion } from "./phrases/index.ts";

/** A code is as long for every action. */
const ZERO_ID = "00000000-0000-7000-8000-000000000000";

/** The message of a candidate whose words a model may draft; null for any other. */
export function occasionOf(candidate: Candidate): Occasion | null {
  switch (candidate.actionType) {
    case "send_invoice_reminder": {
      const { finding } = candidate;
      const facts = reminderFacts(finding);
      if (facts === null || finding.reminder === null) return null;
      const { recipient, tone } = finding.reminder;
      const { previousReminder, company } = finding;
      return {
        ...plain({ recipient, finding }),
        kind: "reminder",
        facts,
        tone,
        remindedOn: previousReminder === null ? null : dayIn(company.timezone, new Date(previousReminder.at)),
        promise: promiseOf(finding),
      };
    }
    case "send_payment_confirmation": {
      const { finding } = candidate;
      return { ...plain({ recipient: finding.recipient, finding }), kind: "confirmation", facts: confirmationFacts(finding) };
    }
    case "follow_up_on_stale_deal": {
      const { finding } = candidate;
      return {
        ...plain({ recipient: finding.recipient, finding }),
        kind: "deal",
        facts: dealDraftFacts(finding),
        deal: outwardName(finding.deal.name, 100),
        wasAsked: finding.earlierFollowUps > 0,
      };
    }
    case "send_deal_check_in": {
      const { finding } = candidate;
      return {
        ...plain({ recipient: finding.recipient, finding }),
        kind: "sms",
        facts: dealDraftFacts(finding),
        deal: outwardName(finding.deal.name, 100),
        reserved: smsEnding(finding, ZERO_ID).length + 1,
      };
    }
    case "create_collection_task":
    case "escalate_overdue_invoice":
    case "update_deal_stage":
    case "create_follow_up_task":
    case "schedule_customer_check_in":
    case "flag_at_risk_project":
      return null;
  }
}

function plain({ recipient, finding: { customer, company, salesperson } }: People): Omit<Occasion, "kind" | "facts"> {
  return {
    tone: null,
    recipient: outwardName(recipient.name),
    customer: outwardName(customerName(customer)),
    company: outwardName(company.name),
    seller: outwardName(salesperson?.name ?? null),
    deal: null,
    remindedOn: null,
    promise: null,
    wasAsked: false,
    reserved: 0,
  };
}

/** A promise that was about all that the message lists: one about some of it would be said of the rest. */
function promiseOf({
  brokenPromise,
  invoices,
}: Extract<Candidate, { actionType: "send_invoice_reminder" }>["finding"]): Occasion["promise"] {
  if (brokenPromise === null) return null;
  const { invoiceIds, promisedOn, until } = brokenPromise;
  return invoiceIds.length === 0 || invoices.every(({ id }) => invoiceIds.includes(id)) ? { promisedOn, until } : null;
}
