import type { StaleDealFinding } from "#src/analyzers/findings.ts";
import { outreachScopeKey } from "#src/protocol/index.ts";
import { contactChecks, recipientChecks } from "../checks.ts";
import { outwardName } from "../outward.ts";
import { dealChecks, dealEvidence, dealName, dealRecords, dealScope } from "../dealFacts.ts";
import type { Play } from "../draft.ts";
import { count, messageLocale, plainMoney } from "../format.ts";
import type { Draft } from "../grounding/index.ts";
import { renderHtml, renderText, type Block } from "../message.ts";
import { addresseesOf, customerName, emailEffects, replyToOf, signatureOf } from "../recipients.ts";
import { TEXTS } from "../texts/index.ts";
import { mailOf, paragraph, type Message } from "./reminderMessage.ts";

/** The question where the deal stands, in the recipient's language. */
export function staleDealMessage({ deal, recipient, salesperson, company, earlierFollowUps }: StaleDealFinding, drafted?: Draft): Message {
  const { language, tag } = messageLocale(recipient.lang);
  const texts = TEXTS[language];
  const name = outwardName(deal.name, 100) ?? texts.dealFollowUp.unnamed;
  const mail = mailOf(drafted);
  const blocks: Block[] = [
    { kind: "paragraph", lines: [texts.greeting(outwardName(recipient.name))] },
    ...(mail?.opening ?? [texts.dealFollowUp.opening(name, earlierFollowUps > 0)]).map(paragraph),
    ...(mail?.closing ?? [texts.dealFollowUp.closing]).map(paragraph),
    { kind: "paragraph", lines: [texts.regards, ...signatureOf(salesperson, company)] },
  ];
  return {
    subject: mail?.subject ?? texts.dealFollowUp.subject(name),
    text: renderText(blocks),
    html: renderHtml(blocks, tag),
    language: tag,
  };
}

/** A mail that asks the contact of a deal that has gone quiet where it stands. */
export const followUpOnStaleDeal: Play<"follow_up_on_stale_deal"> = {
  candidates: (analysis) => (analysis.kind === "sales" ? analysis.staleDeals : []),

  changes: ({ deal, earlierFollowUps }) => [
    {
      path: "ai_coo.outreach.deal_follow_up",
      before: null,
      after: earlierFollowUps + 1,
      change_type: "set",
      human_label: `Follow-ups on ${dealName(deal, 100)} since it went quiet: ${earlierFollowUps} → ${earlierFollowUps + 1}`,
    },
  ],

  checks: (finding, settings) => [
    ...dealChecks(finding),
    ...recipientChecks(finding.recipient, finding.customer.partnerId),
    ...contactChecks(
      {
        scopeKey: outreachScopeKey({ channel: "email", partnerId: finding.customer.partnerId, contextType: "deal" }),
        windowMinutes: Math.max(settings.emailWindowMinutes, settings.daysBetweenReminders * 1_440),
        timezone: finding.recipient.timezone ?? finding.company.timezone,
      },
      settings,
    ),
  ],

  compose: (finding, { advice }) => {
    const { customer, company, currency, deal, recipient, salesperson, quietSince, quietDays, earlierFollowUps } = finding;
    const message = staleDealMessage(finding, advice.words);
    const addressees = addresseesOf(recipient, finding.cc);
    const replyTo = replyToOf(salesperson, company);
    const cc = addressees.cc.map(({ email }) => email);
    const asked = earlierFollowUps === 0 ? "" : ` ${count(earlierFollowUps, "follow-up went", "follow-ups went")} unanswered since.`;
    return {
      operation: {
        type: "send_email",
        inputs: {
          to: [recipient.email],
          cc,
          subject: message.subject,
          body_text: message.text,
          body_html: message.html,
          ...(replyTo === undefined ? {} : { reply_to: replyTo }),
          language: message.language,
          record: { model: "crm.lead", id: deal.id },
          attach_invoice_ids: [],
        },
      },
      affected_records: dealRecords(finding),
      evidence: [
        ...dealEvidence(finding),
        { label: "Quiet since", value: `${quietSince}, ${count(quietDays, "day", "days")}`, record: { model: "crm.lead", id: deal.id } },
      ],
      reasoning: `${dealName(deal)} of ${customerName(customer)}, worth ${plainMoney(deal.expectedRevenue, currency)}, has not changed its stage since ${quietSince}. For ${count(quietDays, "day", "days")} nobody wrote about it or finished an activity, and none is planned.${asked}`,
      expected_effect: `${customerName(customer)} gets one mail at ${[recipient.email, ...cc].join(", ")} that asks where the deal stands, and answers. The deal gets a note in Odoo.`,
      external_effects: emailEffects(addressees, message.subject, message.text),
      estimated_impact: { time_saved_minutes: 10 },
      rollback_strategy: "send_correction_email",
      scope: `${dealScope(finding)}:${earlierFollowUps + 1}`,
      amountAtStake: deal.expectedRevenue,
    };
  },
};
