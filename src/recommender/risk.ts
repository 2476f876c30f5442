import { DEFAULT_RISK, raiseRisk, RISK_LEVELS, type RiskLevel } from "#src/protocol/index.ts";
import type { Addressees } from "./recipients.ts";
import type { RecommenderSettings } from "./settings.ts";
import type { PlaybookActionType } from "./types.ts";

export interface RiskInput {
  readonly actionType: PlaybookActionType;
  /** What is at stake, in the company's currency. */
  readonly amount: number;
  /** Who is written to; null when nobody outside is. */
  readonly addressees: Addressees | null;
  readonly isFirstContact: boolean;
}

/** The risk of an action: its type's default, raised and never lowered. */
export function riskOf({ actionType, amount, addressees, isFirstContact }: RiskInput, { risk }: RecommenderSettings): RiskLevel {
  let level: RiskLevel = DEFAULT_RISK[actionType];
  if (amount >= risk.criticalAmount) level = raiseRisk(level, "critical");
  else if (amount >= risk.highAmount) level = raiseRisk(level, "high");
  if (addressees === null) return level;
  const everyone = [...addressees.to, ...addressees.cc].map(({ email }) => email);
  if (everyone.length > risk.manyRecipients) level = raiseRisk(level, "high");
  // the customer's own domain is that of the address it is written to first; a copy to another one leaves the house
  if (new Set(everyone.map(domainOf)).size > 1) level = raiseRisk(level, "high");
  if (isFirstContact) level = raiseRisk(level, oneAbove(DEFAULT_RISK[actionType]));
  return level;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function oneAbove(level: RiskLevel): RiskLevel {
  return RISK_LEVELS[RISK_LEVELS.indexOf(level) + 1] ?? level;
}
