import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { createAutonomousAction, getActionByIdOrThrow, getActionsByIdempotencyKey } from "#src/db/access/autonomousActions.ts";
import { actionApprovals, type JsonObject } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { assessRisk, decideApproval, getGuardrails, settingsOfType, type PolicyDecision } from "#src/policy/index.ts";
import { fingerprint, isActionExpired, parseIdempotencyKey, validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { openTwin, type Twin } from "./openTwin.ts";
import type { ActionVerbs } from "./verbs.ts";
import type { ProposeActionResult } from "./types.ts";
import { wakeExecutor } from "./wake.ts";

/**
 * Accepts a document as an action of the context's organisation. It is parsed again, its risk raised by
 * policy, and it waits for approval unless a rule of the organisation approves it. The same idempotency
 * key, or an open action with the same scope, is answered as already proposed, whoever races; and of a
 * type that the organisation switched off none is proposed.
 * Errors: `invalid_input`.
 */
export const proposeAction: ActionVerbs["proposeAction"] = async ({ ctx, input }) => {
  const action = acceptable(input.action, ctx.orgId, ctx.actor, ctx.clock.now());
  return withTransaction(ctx, async (inner) => {
    const settings = await getGuardrails(inner);
    // what a person asks for, taking something back, is no proposal of the system's
    if (settingsOfType(settings, action.action_type).mode === "off" && !action.created_by.startsWith("user:")) return typeOff(action);
    const facts = input.riskFacts ?? {};
    const amountAtStake = facts.amount ?? null;
    const firstContact = facts.firstContact ?? null;
    const risk = assessRisk(action, facts, settings);
    const raised: ActionProtocol = { ...action, risk_level: risk.level };
    const scope = scopeOf(raised);
    const twin = await openTwin(inner, scope);
    if (twin !== null) return already("same_scope", twin);

    const decision = await decideApproval(inner, raised, { amount: amountAtStake, firstContact });
    const document: ActionProtocol = {
      ...raised,
      approval: {
        ...action.approval,
        required: decision.approval === "required",
        min_approvals: decision.approval === "required" ? decision.minApprovals : 0,
      },
    };
    const print = fingerprint(document);
    const status = decision.approval === "auto" ? "approved" : "pending_approval";
    const stored = await createAutonomousAction(inner, {
      action: document,
      fingerprint: print,
      status,
      scopeKey: scope,
      amountAtStake,
      ...(input.priority === undefined ? {} : { priority: input.priority }),
      weighed: {
        firstContact,
        customerDomains: facts.customerDomains === undefined ? null : [...facts.customerDomains],
        composedRisk: action.risk_level,
      },
    });
    if (!stored) return already("same_key", await sameKey(inner, document));

    const event = { actionId: document.action_id, version: 1, fingerprint: print };
    await appendAuditEvent(inner, {
      kind: "action.proposed",
      ...event,
      facts: {
        action_type: document.action_type,
        safe_operation: document.safe_operation,
        risk_level: document.risk_level,
        risk_raised: risk.reasons,
        amount_at_stake: amountAtStake,
        idempotency_key: document.idempotency_key,
        approvals_needed: document.approval.min_approvals,
        ...(decision.against.length === 0 ? {} : { policy: { version: decision.policyVersion, against: asFacts(decision.against) } }),
      },
    });
    const about = { actionId: document.action_id, actionType: document.action_type, version: 1, status } as const;
    await announce(inner, [{ ...about, kind: "action.proposed" }]);
    if (decision.approval === "auto") {
      await approveByRule(inner, document, print, decision);
      await announce(inner, [{ ...about, kind: "action.approved", more: { rule: decision.rule } }]);
    }
    return { proposed: true, actionId: document.action_id, status, fingerprint: print, riskLevel: document.risk_level };
  });
};

function acceptable(value: unknown, orgId: string, actor: string, now: Date): ActionProtocol {
  const result = validateActionProtocol(value);
  if (!result.ok) {
    throw new AiCooError("invalid_input", "This is not a valid action of protocol 1.1; nothing was stored.", {
      next: "Correct what the details name and propose it again.",
      details: { issues: result.issues },
    });
  }
  const { action } = result;
  const refuse = (field: string, message: string): never => {
    throw new AiCooError("invalid_input", `${message} Nothing was stored.`, {
      next: "Compose the action anew for this organisation and this moment.",
      details: { issues: [{ rule: "context", path: field, message }] },
    });
  };
  if (action.org_id !== orgId) refuse("org_id", "The action belongs to another organisation.");
  // the author decides what policy may let through, so nobody can name another one
  if (action.created_by !== actor) refuse("created_by", `The action says it was made by ${action.created_by}, but ${actor} proposes it.`);
  if (isActionExpired(action, now)) refuse("expires_at", `The action expired at ${action.expires_at}.`);
  return action;
}

/**
 * The scope under which one open action is enough: the outreach scope of an action that contacts a person,
 * otherwise what its idempotency key names without the day.
 */
function scopeOf(action: ActionProtocol): string {
  for (const { predicate, severity_on_fail } of action.revalidation_plan.checks) {
    if (predicate.type === "no_duplicate_action_in_window" && severity_on_fail === "block") return predicate.scope_key;
  }
  return `${action.action_type}:${parseIdempotencyKey(action.idempotency_key)?.scope ?? action.action_id}`;
}

/** Told instead of proposed, so that the list of what was left alone can say why. */
function typeOff({ action_type: type }: ActionProtocol): ProposeActionResult {
  const sentence = `Actions of type ${type} are switched off in the organisation's guardrails, so none was proposed.`;
  return { proposed: false, reason: "type_off", sentence };
}

const asFacts = (against: PolicyDecision["against"]): JsonObject[] => against.map(({ rule, reasons }) => ({ rule, reasons: [...reasons] }));

const already = (reason: "same_key" | "same_scope", { actionId, status }: Twin): ProposeActionResult => ({
  proposed: false,
  reason,
  existing: { actionId, status },
});

async function sameKey(ctx: TxContext, action: ActionProtocol): Promise<Twin> {
  const [byKey] = await getActionsByIdempotencyKey(ctx, [action.idempotency_key]);
  return byKey ?? getActionByIdOrThrow(ctx, action.action_id);
}

/** A rule's approval is a row like a person's, bound to the same fingerprint: the executor knows no other way. */
async function approveByRule(
  ctx: TxContext,
  action: ActionProtocol,
  print: string,
  { rule, policyVersion }: Extract<PolicyDecision, { approval: "auto" }>,
): Promise<void> {
  const { tx, orgId, clock } = ctx;
  const now = clock.now();
  await tx.insert(actionApprovals).values({
    orgId,
    id: uuidv7(now),
    actionId: action.action_id,
    version: 1,
    fingerprint: print,
    decision: "approve",
    actor: "system:ai-coo",
    channel: "policy",
    reason: rule,
    policyVersion,
    decidedAt: now,
  });
  await appendAuditEvent(ctx, {
    kind: "action.approved",
    actionId: action.action_id,
    version: 1,
    fingerprint: print,
    facts: { channel: "policy", rule, policy_version: policyVersion, given: 1, needed: 1 },
  });
  await wakeExecutor(ctx);
}
