import { dayIn } from "#src/analyzers/calendar.ts";
import {
  DEFAULT_RISK,
  generateIdempotencyKey,
  MODEL_WORDS,
  PLAYBOOK_WORDS,
  OPERATION_OF,
  validateActionProtocol,
  type ActionProtocol,
  type Evidence,
} from "#src/protocol/index.ts";
import { cleanLine } from "./clean.ts";
import type { Play } from "./draft.ts";
import type { Advice } from "./advice/types.ts";
import { inOrder } from "./order.ts";
import { candidatesOf, type Candidate } from "./candidates.ts";
import { playOf } from "./playbook.ts";
import { customerName } from "./recipients.ts";
import type { FindingOf, NotProposed, PlaybookActionType, Recommendation, RecommendInput } from "./types.ts";

/** What a finding became: an action, or why it became none. */
type Attempt = { readonly about: Omit<NotProposed, "reason" | "sentence"> } & (
  | { readonly action: ActionProtocol; readonly amountAtStake: number }
  | Pick<NotProposed, "reason" | "sentence">
);

/**
 * Turns the findings of an analysis into fully composed actions: recipients, words, diff, checks, effects, key and
 * evidence. Only values: nothing is read and nothing is stored. A finding that cannot be composed into a valid action is
 * returned in `notProposed` with the reason and never stops the others.
 */
export function recommendActions(input: RecommendInput): Recommendation {
  const actions: ActionProtocol[] = [];
  const amountsAtStake = new Map<string, number>();
  const candidateOf = new Map<string, string>();
  const notProposed: NotProposed[] = [];
  const keys = new Set<string>();
  for (const candidate of candidatesOf(input)) {
    const attempt = attemptOf(candidate, input);
    if (!("action" in attempt)) notProposed.push({ ...attempt.about, reason: attempt.reason, sentence: attempt.sentence });
    else if (keys.has(attempt.action.idempotency_key)) {
      notProposed.push({ ...attempt.about, reason: "duplicate", sentence: "The same action is in this run already." });
    } else {
      keys.add(attempt.action.idempotency_key);
      actions.push(attempt.action);
      amountsAtStake.set(attempt.action.action_id, attempt.amountAtStake);
      candidateOf.set(attempt.action.action_id, candidate.key);
    }
  }
  return { ...inOrder(actions, amountsAtStake, input), amountsAtStake, notProposed, keys: candidateOf };
}

function attemptOf(candidate: Candidate, input: RecommendInput): Attempt {
  const advice = input.advice?.get(candidate.key) ?? {};
  const compose = <T extends PlaybookActionType>(actionType: T, finding: FindingOf[T]): Attempt =>
    attempt(actionType, playOf(actionType), finding, { ...input, advice });
  return compose(candidate.actionType, candidate.finding);
}

/** What composing one action is given: what a model added is its own. */
interface ComposeInput extends Omit<RecommendInput, "analysis" | "advice"> {
  readonly advice: Advice;
}

/** One action from one finding, whether or not a run would propose it by itself: what a due follow-up asks for. */
export function recommendAction<T extends PlaybookActionType>(
  actionType: T,
  finding: FindingOf[T],
  input: Omit<RecommendInput, "analysis">,
): { readonly action: ActionProtocol; readonly amountAtStake: number } | { readonly refused: string } {
  const result = attempt(actionType, playOf(actionType), finding, { ...input, advice: {} });
  return "action" in result ? result : { refused: result.sentence };
}

function attempt<T extends PlaybookActionType>(actionType: T, play: Play<T>, finding: FindingOf[T], input: ComposeInput): Attempt {
  const { company, customer } = finding;
  const about = {
    actionType,
    companyId: company.id,
    currency: ("currency" in finding ? finding.currency : company.currency).code,
    partnerId: customer?.partnerId ?? null,
    partnerName: customer === null ? "" : customerName(customer),
  };
  try {
    const { amountAtStake, document } = composeAction(actionType, play, finding, input);
    const result = validateActionProtocol(document);
    if (result.ok) return { about, action: result.action, amountAtStake };
    const problems = result.issues.slice(0, 3).map(({ path, message }) => `${path} ${message}`);
    return { about, reason: "invalid", sentence: `The composed action is not valid: ${problems.join("; ")}.` };
  } catch (error) {
    const why = error instanceof Error ? error.message : "something that is no error was thrown";
    return { about, reason: "failed", sentence: `The action could not be composed: ${why}` };
  }
}

function composeAction<T extends PlaybookActionType>(
  actionType: T,
  play: Play<T>,
  finding: FindingOf[T],
  input: ComposeInput,
): { readonly document: ActionProtocol; readonly amountAtStake: number } {
  const { orgId, now, settings, analysisId } = input;
  const actionId = input.ids();
  const { scope, amountAtStake, ...draft } = play.compose(finding, { ...input, actionId });
  const document: ActionProtocol = {
    version: "1.1",
    action_id: actionId,
    org_id: orgId,
    created_by: "system:ai-coo",
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + settings.expiryHours * 3_600_000).toISOString(),
    action_type: actionType,
    safe_operation: OPERATION_OF[actionType],
    // policy raises it when the action is proposed
    risk_level: DEFAULT_RISK[actionType],
    idempotency_key: generateIdempotencyKey({ orgId, actionType, scope, date: dayIn(finding.company.timezone, now) }),
    ...(analysisId === undefined ? {} : { analysis_id: analysisId }),
    ...draft,
    evidence: [...draft.evidence, ...adviceEvidence(input.advice)],
    proposed_changes: play.changes(finding),
    revalidation_plan: { checks: play.checks(finding, settings) },
    approval: { required: true, channels: [...settings.approvalChannels], min_approvals: 1 },
  };
  return { document, amountAtStake };
}

/** What of the model's is in an action, where whoever approves it looks for what it rests on. */
function adviceEvidence({ words, wordsBy, orderBy, note }: Advice): Evidence[] {
  return [
    ...(wordsBy === undefined ? [] : [{ label: words === undefined ? PLAYBOOK_WORDS : MODEL_WORDS, value: cleanLine(wordsBy, 500) }]),
    ...(orderBy === undefined ? [] : [{ label: "Order", value: cleanLine(orderBy, 500) }]),
    ...(note === undefined ? [] : [{ label: "The model's view", value: cleanLine(note, 500) }]),
  ];
}
