import type { ActionProtocol, Actor } from "#src/protocol/index.ts";
import { aboveLimit, objectionsToKind, objectionsToMoment, objectionsToRule, subjectOf } from "./rules.ts";
import { settingsOfType, type AutoApprovalRule, type GuardrailSettings, type GuardrailsInForce } from "./settings.ts";
import type { ApprovalDecision, DecisionMoment, RuleRefusal } from "./types.ts";

/** What is known of an action beside its document. */
export interface KnownFacts {
  /** The amount at stake in the company's currency; null where it is not known. */
  readonly amount: number | null;
  /** Whether nobody at this customer was ever contacted before; null where nobody said. */
  readonly firstContact: boolean | null;
}

/**
 * Whether a person has to approve this action, and how many: the one decision function, of the proposal and of the dry run. The
 * first rule that nothing speaks against approves; what spoke against those before it is kept. The risk is the document's, which
 * proposing has raised already.
 */
export function decideApprovalWith(
  settings: GuardrailsInForce,
  action: ActionProtocol,
  known: KnownFacts,
  moment: DecisionMoment,
): ApprovalDecision {
  const subject = subjectOf(action, known);
  const whatever = objectionsToAny(settings, action, known.amount, moment.stopped);
  const against: RuleRefusal[] = [];
  for (const rule of settings.autoApproval.rules) {
    const reasons = [
      ...whatever,
      ...objectionsToRule(rule, moment),
      ...objectionsToKind(rule, subject),
      ...objectionsToMoment(rule, moment),
    ];
    if (reasons.length === 0) return { approval: "auto", rule: rule.name, against };
    against.push({ rule: rule.name, reasons });
  }
  return { approval: "required", minApprovals: neededApprovals(settings, action), against };
}

/**
 * Whether the rule that approved an action would still cover it: null when it does, else why not. Its hours and its count of a day
 * are conditions of approving, not of executing: they held when it approved, and an action that waits for its recipient's morning
 * is not approved a second time. Everything else must hold until the effect, for somebody may have narrowed the rule since.
 */
export function noLongerCovers(
  settings: GuardrailsInForce,
  ruleName: string,
  action: ActionProtocol,
  known: KnownFacts,
  moment: Pick<DecisionMoment, "now" | "pauses">,
): string | null {
  const rule = settings.autoApproval.rules.find(({ name }) => name === ruleName);
  if (rule === undefined) return "The rule that approved it does not exist any more.";
  const reasons = [
    ...objectionsToAny(settings, action, known.amount, false),
    ...objectionsToRule(rule, moment),
    ...objectionsToKind(rule, subjectOf(action, known)),
  ];
  return reasons.length === 0 ? null : `The rule that approved it does not cover it any more. ${reasons.join(" ")}`;
}

function objectionsToAny(settings: GuardrailsInForce, action: ActionProtocol, amount: number | null, stopped: boolean): string[] {
  const limit = aboveLimit(settings, action, amount);
  return [
    ...(settings.autoApproval.enabled ? [] : ["Auto-approval is off."]),
    ...(stopped ? ["The emergency stop is on."] : []),
    ...(settingsOfType(settings, action.action_type).mode === "off" ? ["Actions of this type are switched off."] : []),
    ...(limit === null ? [] : [limit]),
  ];
}

/** The rules that count their approvals of a day and that nothing else speaks against. */
export function rulesToCount(
  settings: Pick<GuardrailSettings, "autoApproval">,
  action: ActionProtocol,
  known: KnownFacts,
  moment: Omit<DecisionMoment, "approvedToday">,
): AutoApprovalRule[] {
  const uncounted = { ...moment, approvedToday: new Map<string, number>() };
  const subject = subjectOf(action, known);
  return settings.autoApproval.rules.filter(
    (rule) =>
      rule.maxPerDay !== undefined &&
      [...objectionsToRule(rule, uncounted), ...objectionsToKind(rule, subject), ...objectionsToMoment(rule, uncounted)].length === 0,
  );
}

/**
 * Different approvers an action needs: the organisation's number for its risk, its number for the type, or the document's own,
 * whichever is most.
 */
export function neededApprovals(
  settings: GuardrailsInForce,
  action: Pick<ActionProtocol, "action_type" | "risk_level" | "approval">,
): number {
  const ofType = settingsOfType(settings, action.action_type).minApprovals ?? 1;
  return Math.max(1, ofType, settings.minApprovals[action.risk_level], action.approval.min_approvals);
}

/** An approval as it is counted. */
export interface Voice {
  readonly actor: Actor;
  readonly channel: string;
  /** For whom the actor decided, where that was somebody who was away. */
  readonly onBehalfOf?: Actor | null;
  /** Whether one of the two had a hand in what the action says. */
  readonly authored?: boolean;
}

/**
 * How many approvers these approvals of one version come from. Where more than one is needed only people count: a key acts for
 * whoever made it, so that one person with a session and a key would be two. Whoever decides for somebody who is away uses up the
 * voices of both. And those who had a hand in the action are never enough among themselves: one more has to look at it.
 */
export function countApprovers(approvals: readonly Voice[], needed: number): number {
  const heard = new Set<Actor>();
  let independent = false;
  let count = 0;
  for (const { actor, channel, onBehalfOf = null, authored = false } of approvals) {
    if (channel === "policy" || !mayCount(actor, needed)) continue;
    const people = onBehalfOf === null ? [actor] : [actor, onBehalfOf];
    if (people.some((person) => heard.has(person))) continue;
    for (const person of people) heard.add(person);
    count += 1;
    independent ||= !authored;
  }
  return needed > 1 && !independent ? Math.min(count, needed - 1) : count;
}

/** Whether this actor's yes counts towards that many approvals. */
export function mayCount(actor: Actor, needed: number): boolean {
  return needed === 1 || actor.startsWith("user:");
}
