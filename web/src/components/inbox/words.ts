import type { ActionDetail } from "#src/api/type.ts";
import type { ActionProtocol, ActionStatus, RiskLevel, SafeOperation } from "#src/protocol/index.ts";
import { DEFAULT_RISK } from "#src/protocol/terms.ts";
import type { Say } from "../../i18n/say.ts";
import type { Translator } from "../../i18n/types.ts";
import type { IconName } from "../../ui/Icon.tsx";
import type { Tone } from "../../ui/Pill.tsx";

/** How the words of the protocol look; what they are called stands in the catalogue, under the same names. */

export const OPERATION_ICONS = {
  send_email: "mail",
  send_sms: "phone",
  create_odoo_task: "task",
  update_odoo_stage: "stage",
  log_odoo_activity: "call",
  create_internal_note: "note",
  schedule_follow_up: "calendar",
} as const satisfies Record<SafeOperation, IconName>;

export const STATUS_TONES = {
  pending_approval: "accent",
  approved: "accent",
  executing: "accent",
  completed: "good",
  failed: "bad",
  blocked: "warn",
  needs_attention: "bad",
  rejected: "neutral",
  expired: "neutral",
  cancelled: "neutral",
} as const satisfies Record<ActionStatus, Tone>;

export const RISK_TONES = { low: "neutral", medium: "neutral", high: "warn", critical: "bad" } as const satisfies Record<RiskLevel, Tone>;

/** The risk in sentences: what is usual for this type, and whether this one was raised above it. */
export function riskSentence(
  { riskLevel, actionType, safeOperation, riskReasons }: ActionDetail,
  t: Translator<"action">,
  say: Say,
): string {
  const usual = DEFAULT_RISK[actionType];
  const why = t(`riskOf.${safeOperation}`);
  if (riskLevel === usual) return t("riskUsual", { level: t(`levels.${riskLevel}`), why });
  const raised = t("riskRaised", { usual: t(`levels.${usual}`), level: t(`levels.${riskLevel}`) });
  return [raised, ...riskReasons.map((reason) => say(reason)), t("riskBecause", { why })].join(" ");
}

/** Where a mail's HTML is shown as it will arrive, in a document that can run and load nothing. */
export const messageUrl = ({ actionId, fingerprint }: Pick<ActionDetail, "actionId" | "fingerprint">): string =>
  `/api/ai-coo/actions/${actionId}/message.html?fingerprint=${fingerprint}`;

/** The hours in which it may happen; null where any hour is one. */
export function hoursOf(action: ActionProtocol): { readonly start: string; readonly end: string; readonly zone: string } | null {
  const hours = action.revalidation_plan.checks.map((check) => check.predicate).find((predicate) => predicate.type === "quiet_hours_ok");
  if (hours === undefined || hours.business_hours_start === hours.business_hours_end) return null;
  return { start: hours.business_hours_start, end: hours.business_hours_end, zone: hours.timezone.replaceAll("_", " ") };
}

/** What approving begins, said before it is pressed. */
export function approvalSentence(action: ActionProtocol, t: Translator<"inbox">): string {
  const hours = hoursOf(action);
  const when = hours === null ? t("note.now") : t("note.between", hours);
  const facts = action.revalidation_plan.checks.length;
  return writesToPeople(action) ? t("note.send", { facts, people: action.external_effects.length, when }) : t("note.odoo", { facts, when });
}

export function writesToPeople({ operation }: Pick<ActionProtocol, "operation">): boolean {
  return operation.type === "send_email" || operation.type === "send_sms";
}

/** `system:ai-coo` as people say it; names come with the action. */
export function actorName(actor: string, names: Readonly<Record<string, string>>, t: Translator<"action">): string {
  const known = names[actor];
  if (known !== undefined) return known;
  if (actor.startsWith("system:")) return t("actor.system");
  return actor.startsWith("agent:") ? t("actor.agent") : t("actor.person");
}

/** Who did something, and in whose place where they stood in for somebody. */
export function actorsName(
  { actor, actingFor }: { readonly actor: string; readonly actingFor: string | null },
  names: Readonly<Record<string, string>>,
  t: Translator<"action">,
): string {
  const who = actorName(actor, names, t);
  return actingFor === null ? who : t("inPlaceOf", { who, other: actorName(actingFor, names, t) });
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
