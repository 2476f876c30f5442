import { isWithinBusinessHours } from "#src/lib/businessHours.ts";
import { spokenAmount } from "#src/lib/money.ts";
import { MODEL_WORDS, raiseRisk, type ActionProtocol } from "#src/protocol/index.ts";
import { settingsOfType, type AutoApprovalRule, type GuardrailSettings } from "./settings.ts";
import type { DecisionMoment, RuleSubject } from "./types.ts";

/** What a rule looks at of a document, with what is known beside it. */
export function subjectOf(
  action: ActionProtocol,
  known: { readonly amount: number | null; readonly firstContact: boolean | null },
): RuleSubject {
  return {
    actionType: action.action_type,
    riskLevel: action.risk_level,
    createdBy: action.created_by,
    partnerId: action.affected_records.partner_id ?? null,
    contacts: action.external_effects.length > 0,
    amount: known.amount,
    hasMoney: (known.amount ?? 0) > 0 || action.estimated_impact?.cash_in !== undefined,
    firstContact: known.firstContact,
    modelWords: action.evidence.some(({ label }) => label === MODEL_WORDS),
  };
}

/**
 * What speaks against a rule covering this kind of action, whenever it is asked: the conditions that must still hold when the
 * action runs. Sentences name no person, since the audit keeps them for ever.
 */
export function objectionsToKind(rule: AutoApprovalRule, subject: RuleSubject): string[] {
  if (!rule.actionTypes.includes(subject.actionType)) return [`It is not for actions of type ${subject.actionType}.`];
  const reasons: string[] = [];
  // only what the system itself found is let through without a person; a program with a key is not trusted that far
  if (subject.createdBy !== "system:ai-coo") reasons.push("The action was not proposed by the system itself.");
  // also holds where a stored rule was widened by hand: above medium a person decides
  if (raiseRisk(subject.riskLevel, rule.maxRisk) !== rule.maxRisk) {
    reasons.push(`The risk is ${subject.riskLevel}; the rule goes up to ${rule.maxRisk}.`);
  }
  // the check of a draft knows facts and words, not what a sentence asks for: somebody reads it before it goes out
  if (subject.modelWords) reasons.push("The message is in the words of a model, which a person reads first.");
  if (rule.withoutAmount && subject.hasMoney) reasons.push("Money is at stake; the rule is for actions without any.");
  if (rule.maxAmount !== undefined) {
    if (subject.amount === null) reasons.push("The amount at stake is not known in the company's currency.");
    else if (subject.amount > rule.maxAmount) {
      reasons.push(`The amount at stake, ${spokenAmount(subject.amount)}, is above the rule's ${spokenAmount(rule.maxAmount)}.`);
    }
  }
  if (!rule.firstContacts && subject.contacts && subject.firstContact !== false) {
    reasons.push(
      subject.firstContact === null
        ? "It is not known whether this customer was ever contacted before."
        : "This customer was never contacted before.",
    );
  }
  if (rule.partnerIds !== undefined && (subject.partnerId === null || !rule.partnerIds.includes(subject.partnerId))) {
    reasons.push("The customer is not among those that the rule is for.");
  }
  return reasons;
}

/** What speaks against the rule itself at a moment, whatever the action: it has ended, or is paused. */
export function objectionsToRule(rule: AutoApprovalRule, { now, pauses }: Pick<DecisionMoment, "now" | "pauses">): string[] {
  const reasons: string[] = [];
  const pause = pauses.get(rule.name);
  if (pause !== undefined) reasons.push(`The rule is paused: ${pause}`);
  if (rule.until !== undefined && now.getTime() >= Date.parse(rule.until)) reasons.push(`The rule ended at ${rule.until}.`);
  return reasons;
}

/** What speaks against approving at this moment of the day: the rule's hours, and what it has approved today. */
export function objectionsToMoment(rule: AutoApprovalRule, { now, timezone, approvedToday }: DecisionMoment): string[] {
  if (timezone === null) {
    const goesByClock = rule.hours !== undefined || rule.maxPerDay !== undefined;
    return goesByClock ? ["The organisation's time zone is not known, and the rule goes by its clock."] : [];
  }
  const reasons: string[] = [];
  if (rule.hours !== undefined) {
    const { days, from, to } = rule.hours;
    if (!isWithinBusinessHours(now, { timezone, days, start: from, end: to })) {
      reasons.push(`It is outside the rule's hours, ${from} to ${to} (${timezone}).`);
    }
  }
  const today = approvedToday.get(rule.name) ?? 0;
  if (rule.maxPerDay !== undefined && today >= rule.maxPerDay) {
    reasons.push(`It has approved its ${rule.maxPerDay} of the day already.`);
  }
  return reasons;
}

/** What keeps every rule from approving, and where it is a limit, every person too. */
export function aboveLimit(settings: GuardrailSettings, action: ActionProtocol, amountAtStake: number | null): string | null {
  const { blockAbove } = settingsOfType(settings, action.action_type);
  // as the risk is weighed: where the company's currency is not known, the amount in its own
  const amount = amountAtStake ?? action.estimated_impact?.cash_in?.amount ?? 0;
  if (blockAbove === null || amount <= blockAbove) return null;
  return `The amount at stake, ${spokenAmount(amount)}, is above ${spokenAmount(blockAbove)}, the organisation's limit for actions of type ${action.action_type}.`;
}
