import { countRuleApprovals } from "#src/db/access/ruleApprovals.ts";
import type { TxContext } from "#src/db/index.ts";
import { countDeciders } from "#src/people/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { startOfDay, readRuleTimezone } from "./days.ts";
import { decideApprovalWith, rulesToCount, type KnownFacts } from "./decide.ts";
import { inForce } from "./settings.ts";
import { lockRules, readGuardrails, type Guardrails } from "./guardrails.ts";
import { readPauses } from "./pauses.ts";
import { holdStopSwitch } from "./stop.ts";
import type { ApprovalDecision, DecisionMoment } from "./types.ts";

/** A decision and the version of the guardrails by which it was made. */
export type PolicyDecision = ApprovalDecision & { readonly policyVersion: string };

/**
 * Whether a person has to approve this action now, by the organisation's guardrails. Where a rule may approve it, that is decided
 * with the emergency stop and the rules held until the transaction ends: a stop that has returned is followed by no approval, a rule
 * that was revoked approves nothing more, and of proposals that race for the last approval of a day one gets it.
 */
export async function decideApproval(ctx: TxContext, action: ActionProtocol, known: KnownFacts): Promise<PolicyDecision> {
  const guardrails = await readGuardrails(ctx);
  const deciders = await countDeciders(ctx);
  const timezone = guardrails.settings.autoApproval.rules.length === 0 ? null : await readRuleTimezone(ctx);
  const still = { now: ctx.clock.now(), timezone, stopped: false, pauses: await readPauses(ctx, guardrails.settings) };
  // what no rule covers, whatever was counted and whether or not all is stopped, holds nobody up
  const alone = decided(guardrails, deciders, action, known, { ...still, approvedToday: new Map() });
  if (alone.approval === "required") return alone;

  const { stopped } = await holdStopSwitch(ctx);
  await lockRules(ctx);
  const held = await readGuardrails(ctx);
  const moment = { ...still, stopped, now: ctx.clock.now(), pauses: await readPauses(ctx, held.settings) };
  const rules = rulesToCount(held.settings, action, known, moment).map(({ name }) => name);
  const approvedToday =
    timezone === null ? new Map<string, number>() : await countRuleApprovals(ctx, { rules, since: startOfDay(moment.now, timezone) });
  return decided(held, deciders, action, known, { ...moment, approvedToday });
}

function decided(
  { settings, version }: Guardrails,
  deciders: number,
  action: ActionProtocol,
  known: KnownFacts,
  moment: DecisionMoment,
): PolicyDecision {
  return { ...decideApprovalWith(inForce(settings, deciders), action, known, moment), policyVersion: version };
}
