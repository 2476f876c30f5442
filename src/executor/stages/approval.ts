import type { ClaimedAction } from "#src/actions/index.ts";
import {
  aboveLimit,
  countApprovers,
  inForce,
  neededApprovals,
  noLongerCovers,
  raiseByPolicy,
  stakesOf,
  type GuardrailSettings,
  type GuardrailsInForce,
} from "#src/policy/index.ts";
import { fingerprint, type ActionProtocol, type Actor } from "#src/protocol/index.ts";

export type ApprovalCheck =
  | { readonly ok: true; readonly counted: number }
  /** The document is not what was approved: it never runs. */
  | { readonly ok: false; readonly kind: "tampered"; readonly reason: string }
  /** It is, but the organisation now asks for more: people decide again, about the action with the risk that it has by now. */
  | { readonly ok: false; readonly kind: "not_enough"; readonly reason: string; readonly action: ActionProtocol };

/** What the organisation allows at the moment of the claim. */
export interface PolicyNow {
  readonly settings: GuardrailSettings;
  /** How many people of the organisation may decide. */
  readonly deciders: number;
  readonly now: Date;
  /** Why rules are paused, by name. */
  readonly pauses: ReadonlyMap<string, string>;
}

/**
 * Stage 2, after the claim: the fingerprint is computed anew from the stored document and compared with the
 * row, the version that was shown, and every approval that is counted. What the organisation's guardrails
 * ask for at this moment is what counts, not what they asked for when it was approved; and so does who still
 * belongs to the organisation. A rule's yes counts while that very rule stands and would cover the action.
 */
export function checkApproval(
  claim: ClaimedAction,
  action: ActionProtocol,
  policy: PolicyNow,
  departed: ReadonlySet<Actor>,
): ApprovalCheck {
  const print = fingerprint(action);
  if (!claim.untouched || print !== claim.fingerprint) {
    return tampered("The stored action differs from the version that was approved, so nothing was done.");
  }
  if (claim.approvals.some((approval) => approval.fingerprint !== print)) {
    return tampered("An approval was given for other contents than the stored ones, so nothing was done.");
  }
  if (claim.approvals.length === 0) return tampered("The action is marked as approved, but nobody approved it, so nothing was done.");
  const settings = settingsFor(action, claim, policy);
  const raised = raiseByPolicy(action, stakesOf(claim), settings);
  const needed = neededApprovals(settings, raised);
  const again = (reason: string): ApprovalCheck => ({ ok: false, kind: "not_enough", reason, action: askingPeople(raised, needed) });
  const limit = aboveLimit(settings, raised, claim.amountAtStake);
  if (limit !== null) return again(limit);
  const people = countApprovers(
    claim.approvals.filter(({ actor }) => !departed.has(actor)),
    needed,
  );
  if (people >= needed) return { ok: true, counted: people };
  const byRule = claim.approvals.find(({ channel, actor }) => channel === "policy" && actor === "system:ai-coo");
  if (byRule === undefined) return again(`It has ${people} of the ${needed} approvals that it needs by now.`);
  const known = { amount: claim.amountAtStake, firstContact: claim.firstContact };
  const uncovered = noLongerCovers(settings, byRule.rule ?? "", raised, known, policy);
  return uncovered === null ? { ok: true, counted: 1 } : again(`${uncovered} So a person decides.`);
}

/**
 * Where high risk takes as many people as there are, how many that is was settled when the action was approved: somebody who joined
 * since sends nothing back. What was approved as less than it is by now is weighed by those who may decide now.
 */
function settingsFor(action: ActionProtocol, claim: ClaimedAction, { settings, deciders }: PolicyNow): GuardrailsInForce {
  const settled = inForce(settings, 1);
  return raiseByPolicy(action, stakesOf(claim), settled) === action ? settled : inForce(settings, deciders);
}

/** The document of a rule's approval says that nobody has to approve; from here on people do. */
function askingPeople(action: ActionProtocol, needed: number): ActionProtocol {
  return action.approval.required ? action : { ...action, approval: { ...action.approval, required: true, min_approvals: needed } };
}

const tampered = (reason: string): ApprovalCheck => ({ ok: false, kind: "tampered", reason });
