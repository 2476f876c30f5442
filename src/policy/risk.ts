import { spokenAmount } from "#src/lib/money.ts";
import { DEFAULT_RISK, raiseRisk, RISK_LEVELS, type ActionProtocol, type RiskLevel } from "#src/protocol/index.ts";
import { neededApprovals } from "./decide.ts";
import type { GuardrailSettings, GuardrailsInForce } from "./settings.ts";
import type { RiskAssessment, RiskFacts } from "./types.ts";

/**
 * The risk of an action under an organisation's settings: what its document says, raised by what is at
 * stake and by who is contacted, never lowered. Each thing that raised it is a sentence without names or addresses, since the audit keeps it for ever.
 */
export function assessRisk(action: ActionProtocol, facts: RiskFacts, settings: Pick<GuardrailSettings, "risk">): RiskAssessment {
  let level: RiskLevel = action.risk_level;
  const reasons: string[] = [];
  const atLeast = (floor: RiskLevel, reason: string): void => {
    const raised = raiseRisk(level, floor);
    if (raised === level) return;
    level = raised;
    reasons.push(reason);
  };

  atLeast(DEFAULT_RISK[action.action_type], `An action of type ${action.action_type} is never below ${DEFAULT_RISK[action.action_type]}.`);

  const amount = facts.amount ?? action.estimated_impact?.cash_in?.amount ?? 0;
  const { highAmount, criticalAmount, manyRecipients } = settings.risk;
  if (amount >= criticalAmount)
    atLeast("critical", `The amount at stake, ${spokenAmount(amount)}, reaches ${spokenAmount(criticalAmount)}.`);
  else if (amount >= highAmount) atLeast("high", `The amount at stake, ${spokenAmount(amount)}, reaches ${spokenAmount(highAmount)}.`);

  const recipients = action.external_effects.map((effect) => effect.recipient);
  if (recipients.length > manyRecipients) atLeast("high", `${recipients.length} recipients are more than ${manyRecipients}.`);

  const strangers = outsiders(action, facts.customerDomains);
  if (strangers.length > 0)
    atLeast(
      "high",
      strangers.length === 1
        ? "A recipient is outside the customer's own domain."
        : `${strangers.length} recipients are outside the customer's own domain.`,
    );

  if (facts.firstContact === true && recipients.length > 0)
    atLeast(oneAbove(action.risk_level), "This customer was never contacted before.");

  return { level, reasons };
}

/** What is kept of an action's stakes beside its document, for weighing it again. */
export function stakesOf({ amountAtStake }: { readonly amountAtStake: number | null }): RiskFacts {
  return amountAtStake === null ? {} : { amount: amountAtStake };
}

/**
 * The same action with the risk and the number of approvals that these settings ask for by now; the very same object
 * when they ask for nothing more than its document does.
 */
export function raiseByPolicy(action: ActionProtocol, facts: RiskFacts, settings: GuardrailsInForce): ActionProtocol {
  const { level } = assessRisk(action, facts, settings);
  if (level === action.risk_level) return action;
  const raised: ActionProtocol = { ...action, risk_level: level };
  return { ...raised, approval: { ...action.approval, required: true, min_approvals: neededApprovals(settings, raised) } };
}

function oneAbove(level: RiskLevel): RiskLevel {
  return RISK_LEVELS[RISK_LEVELS.indexOf(level) + 1] ?? level;
}

/** Mail recipients whose domain is none of the customer's; nothing is said when those are not known. */
function outsiders(action: ActionProtocol, domains: readonly string[] | undefined): string[] {
  if (domains === undefined || domains.length === 0) return [];
  const known = new Set(domains.map((domain) => domain.toLowerCase()));
  return action.external_effects
    .filter((effect) => effect.effect_type === "email")
    .map((effect) => effect.recipient)
    .filter((address) => !known.has(address.slice(address.lastIndexOf("@") + 1).toLowerCase()));
}
