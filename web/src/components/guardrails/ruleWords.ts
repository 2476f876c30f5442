import type { GuardrailsView } from "#src/api/type.ts";
import type { Translator } from "../../i18n/types.ts";
import { formatDay, formatNumber } from "../../ui/format.ts";

export type Settings = GuardrailsView["settings"];
export type Rule = Settings["autoApproval"]["rules"][number];

/** The names of the ISO weekdays, Monday first. */
export const DAYS = ["days.d1", "days.d2", "days.d3", "days.d4", "days.d5", "days.d6", "days.d7"] as const;

/** What a rule may approve, a phrase for each of its limits. */
export function ruleWords(rule: Rule, t: Translator<"guardrails">, screen: Translator<"screen">): string[] {
  const words = [
    t("line.types", { types: rule.actionTypes.map((type) => screen(`types.${type}`)).join(", ") }),
    t("line.risk", { risk: screen(`risks.${rule.maxRisk}`) }),
  ];
  if (rule.maxAmount !== undefined) words.push(t("line.amount", { amount: formatNumber(rule.maxAmount) }));
  if (rule.withoutAmount) words.push(t("line.withoutAmount"));
  words.push(rule.firstContacts ? t("line.firstContacts") : t("line.noFirstContacts"));
  if (rule.maxPerDay !== undefined) words.push(t("line.perDay", { count: rule.maxPerDay }));
  if (rule.hours !== undefined) {
    const { days, from, to } = rule.hours;
    words.push(t("line.hours", { from, to, days: days.map((day) => t(DAYS[day - 1]!)).join(", ") }));
  }
  if (rule.partnerIds !== undefined) words.push(t("line.partners", { count: rule.partnerIds.length }));
  if (rule.until !== undefined) words.push(t("line.until", { day: formatDay(rule.until) }));
  return words;
}
