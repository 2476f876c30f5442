import { raiseRisk, type ActionProtocol, type Actor } from "#src/protocol/index.ts";
import type { Context } from "#src/db/index.ts";
import { getGuardrails } from "./guardrails.ts";
import type { GuardrailSettings } from "./settings.ts";
import type { ApprovalDecision } from "./types.ts";

/** Whether a person has to approve this action, and how many, by the organisation's guardrails. */
export async function decideApproval(ctx: Context, action: ActionProtocol): Promise<ApprovalDecision> {
  return decideApprovalWith(await getGuardrails(ctx), action);
}

/** The same for settings at hand. The risk is the document's, which proposing has raised already. */
export function decideApprovalWith(settings: GuardrailSettings, action: ActionProtocol): ApprovalDecision {
  const rule = settings.autoApproval.enabled
    ? settings.autoApproval.rules.find(
        ({ actionTypes, maxRisk }) =>
          actionTypes.includes(action.action_type) &&
          // also holds where a stored rule was widened by hand: above medium a person decides
          raiseRisk(action.risk_level, maxRisk) === maxRisk,
      )
    : undefined;
  // only what the system itself found is let through without a person; a program with a key is not trusted that far
  if (rule !== undefined && action.created_by === "system:ai-coo") return { approval: "auto", rule: rule.name };
  return { approval: "required", minApprovals: neededApprovals(settings, action) };
}

/** Different approvers an action needs: the organisation's number for its risk, or the document's own if that is more. */
export function neededApprovals(settings: GuardrailSettings, action: Pick<ActionProtocol, "risk_level" | "approval">): number {
  return Math.max(1, settings.minApprovals[action.risk_level], action.approval.min_approvals);
}

/**
 * How many approvers these approvals of one version come from. Where more than one is needed only people count: a key acts for
 * whoever made it, so that one person with a session and a key would be two.
 */
export function countApprovers(approvals: readonly { readonly actor: Actor; readonly channel: string }[], needed: number): number {
  const voices = approvals.filter(({ actor, channel }) => channel !== "policy" && mayCount(actor, needed));
  return new Set(voices.map(({ actor }) => actor)).size;
}

/** Whether this actor's yes counts towards that many approvals. */
export function mayCount(actor: Actor, needed: number): boolean {
  return needed === 1 || actor.startsWith("user:");
}
