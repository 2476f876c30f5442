import type { ClosingDealFinding } from "#src/analyzers/findings.ts";
import { bodySha256, outreachScopeKey, previewOf, smsCode } from "#src/protocol/index.ts";
import { contactChecks, fieldEquals, smsRecipientChecks } from "../checks.ts";
import { cleanLine, cleanName } from "../clean.ts";
import { outwardName, outwardPhone } from "../outward.ts";
import { dealChecks, dealEvidence, dealName, dealRecords, dealScope } from "../dealFacts.ts";
import type { Play } from "../draft.ts";
import type { Draft } from "../grounding/index.ts";
import { count, messageLocale, plainMoney } from "../format.ts";
import { customerName } from "../recipients.ts";
import { TEXTS } from "../texts/index.ts";

/** The words of the SMS in the recipient's language; names are cut so that it stays within two or three parts. */
export function checkInText(finding: ClosingDealFinding, actionId: string, drafted?: Draft): string {
  const { deal, recipient, salesperson, company } = finding;
  const ending = smsEnding(finding, actionId);
  if (drafted !== undefined && "body" in drafted) return `${drafted.body} ${ending}`;
  const { language } = messageLocale(recipient.lang);
  const seller = outwardName(salesperson?.name ?? null, 30);
  const house = cleanLine(company.name, 40);
  const words = TEXTS[language].dealCheckIn({
    name: outwardName(recipient.name, 30),
    from: seller === null ? house : TEXTS[language].sellerOf(seller, house),
    deal: outwardName(deal.name, 50) ?? TEXTS[language].dealFollowUp.unnamed,
    phone: outwardPhone(company.phone, 20),
  });
  return `${words} ${ending}`;
}

/** How to get no more messages, and by what the message is found again; nobody drafts these. */
export function smsEnding({ recipient }: ClosingDealFinding, actionId: string): string {
  return TEXTS[messageLocale(recipient.lang).language].smsEnding(smsCode(actionId));
}

/** An SMS to the contact of a deal that should close within days. */
export const sendDealCheckIn: Play<"send_deal_check_in"> = {
  candidates: (analysis) => (analysis.kind === "sales" ? analysis.closingDeals : []),

  changes: ({ deal }) => [
    {
      path: "ai_coo.outreach.deal_check_in",
      before: null,
      after: true,
      change_type: "set",
      human_label: `Asked by SMS before closing: no → yes (${dealName(deal, 100)})`,
    },
  ],

  checks: (finding, settings) => [
    ...dealChecks(finding),
    fieldEquals(
      { model: "crm.lead", id: finding.deal.id, field: "date_deadline", of: `deal-${finding.deal.id}` },
      finding.deal.asRead.closing,
      `The deal is still expected to close on ${finding.deal.closing ?? "no date"}`,
    ),
    ...smsRecipientChecks(finding.recipient, finding.customer.partnerId),
    ...contactChecks(
      {
        scopeKey: outreachScopeKey({ channel: "sms", partnerId: finding.customer.partnerId, contextType: "deal" }),
        windowMinutes: settings.smsWindowMinutes,
        timezone: finding.recipient.timezone ?? finding.company.timezone,
        what: "SMS",
      },
      settings,
    ),
  ],

  compose: (finding, { actionId, advice }) => {
    const { customer, currency, deal, recipient, daysToClosing } = finding;
    const body = checkInText(finding, actionId, advice.words);
    const when = daysToClosing === 0 ? "today" : `in ${count(daysToClosing, "day", "days")}`;
    return {
      operation: { type: "send_sms", inputs: { to: recipient.number, body, record: { model: "crm.lead", id: deal.id } } },
      affected_records: dealRecords(finding),
      evidence: dealEvidence(finding),
      reasoning: `${dealName(deal)} of ${customerName(customer)}, worth ${plainMoney(deal.expectedRevenue, currency)}, is expected to close ${when}, on ${deal.closing}. Nothing is planned on it.`,
      expected_effect: `${cleanName(recipient.name) ?? customerName(customer)} gets one SMS at ${recipient.number} that asks whether anything is missing.`,
      external_effects: [
        {
          effect_type: "sms",
          recipient: recipient.number,
          recipient_role: "to",
          recipient_partner_id: recipient.partnerId,
          preview: previewOf(body),
          body_sha256: bodySha256(body),
        },
      ],
      estimated_impact: { time_saved_minutes: 5 },
      rollback_strategy: "none",
      scope: `${dealScope(finding)}:closing-${deal.closing}`,
      amountAtStake: deal.expectedRevenue,
    };
  },
};
