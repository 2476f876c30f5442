import { appendAuditEvent } from "#src/audit/index.ts";
import { reviseAction } from "#src/db/access/actionRevisions.ts";
import { updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { lockApprovedByRule } from "#src/db/access/ruleApprovals.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import {
  getGuardrails,
  guardrailsInForce,
  guardrailsVersion,
  lockRules,
  neededApprovals,
  requirePerson,
  saveGuardrails,
  type GuardrailSettings,
  type GuardrailsInForce,
} from "#src/policy/index.ts";
import { fingerprint, validateActionProtocol } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { doubtsOf } from "./doubts.ts";
import { requireReason } from "./reason.ts";
import type { ActionRow } from "./rows.ts";
import type { Verb } from "./types.ts";

export interface RevokeRuleInput {
  /** The rule's name. */
  readonly rule: string;
  readonly reason: string;
}

export interface RevokeRuleResult {
  readonly rule: string;
  /** Of the guardrails from now on. */
  readonly version: string;
  /** Actions that it had approved, had not run, and now wait for people. */
  readonly takenBack: readonly string[];
  /** Approved by it and left as they are: an earlier try may have had its effect, which is looked up first. */
  readonly inDoubt: readonly string[];
}

const TAKEN_BACK = "The rule that approved it was revoked, so a person decides.";

/**
 * Takes a rule out of the guardrails, and back what it approved and has not yet run: once this has returned it approves nothing more,
 * and nothing that it approved begins. What is being executed at this moment finishes.
 * Errors: `forbidden`, `invalid_input`, `not_found`.
 */
export const revokeRule: Verb<RevokeRuleInput, RevokeRuleResult> = async ({ ctx, input }) => {
  requirePerson(ctx, "revoke a rule");
  const reason = requireReason(input.reason);
  return withTransaction(ctx, async (inner) => {
    // no proposal is being approved by a rule from here on
    await lockRules(inner);
    const settings = await without(inner, input.rule);
    const saved = await saveGuardrails(inner, settings);
    const rows = await lockApprovedByRule(inner, input.rule);
    const doubts = await doubtsOf(
      inner,
      rows.map(({ actionId }) => actionId),
    );
    const back = rows.filter(({ actionId }) => !doubts.has(actionId));
    const settingsNow = await guardrailsInForce(inner);
    for (const row of back) await takeBack(inner, row, settingsNow, input.rule);
    const takenBack = back.map(({ actionId }) => actionId);
    const inDoubt = rows.filter(({ actionId }) => doubts.has(actionId)).map(({ actionId }) => actionId);
    const version = guardrailsVersion(saved);
    await appendAuditEvent(inner, {
      kind: "rule.revoked",
      facts: { rule: input.rule, policy_version: version, taken_back: takenBack.length, in_doubt: inDoubt.length },
      personal: { subject: `rule:${input.rule}`, text: reason },
    });
    await appendDomainEvents(inner, [{ kind: "rule.revoked", payload: { rule: input.rule, taken_back: takenBack.length } }]);
    return { rule: input.rule, version, takenBack, inDoubt };
  });
};

async function without(ctx: TxContext, name: string): Promise<GuardrailSettings> {
  const settings = await getGuardrails(ctx);
  const rules = settings.autoApproval.rules.filter((rule) => rule.name !== name);
  if (rules.length < settings.autoApproval.rules.length) return { ...settings, autoApproval: { ...settings.autoApproval, rules } };
  const names = settings.autoApproval.rules.map((rule) => rule.name);
  throw new AiCooError("not_found", `There is no rule named "${name.slice(0, 100)}"; nothing was changed.`, {
    next: names.length === 0 ? "The organisation has no rules." : `Use one of: ${names.join("; ")}.`,
  });
}

/** Another version of the same contents, for which no approval counts and which says that people decide. */
async function takeBack(ctx: TxContext, row: ActionRow, settings: GuardrailsInForce, rule: string): Promise<void> {
  const { actionId, actionType } = row;
  const stored = validateActionProtocol(row.actionProtocol);
  // what was changed from outside is for the executor to block, and for people to see as it is
  if (!stored.ok || fingerprint(stored.action) !== row.fingerprint) return;
  const { action } = stored;
  const asked = { ...action.approval, required: true, min_approvals: neededApprovals(settings, action) };
  const document = { ...action, approval: asked };
  const revised = await reviseAction(ctx, row, { action: document, fingerprint: row.fingerprint, reason: TAKEN_BACK });
  const patch = { notBefore: row.notBefore };
  const moved = await updateActionStatus(ctx, { actionId, from: "approved", to: "pending_approval", reason: TAKEN_BACK, patch });
  // the rows are locked as they were seen, so only a mistake of ours gets here
  if (revised === null || moved === null) throw new AiCooError("internal", "An action that was locked changed its status all the same.");
  const { version, fingerprint: print } = revised;
  const facts = { because: "rule_revoked", rule, new_version: version };
  await appendAuditEvent(ctx, { kind: "action.reapproval_required", actionId, version, fingerprint: print, facts });
  const more = { reason: TAKEN_BACK };
  await announce(ctx, [{ kind: "action.reapproval_required", actionId, actionType, version, status: "pending_approval", more }]);
}
