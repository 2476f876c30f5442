import { appendAuditEvent } from "#src/audit/index.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { listRuleSuggestions, lockRuleSuggestions, updateRuleSuggestion, type RuleSuggestionRow } from "#src/db/access/ruleSuggestions.ts";
import type { TxContext } from "#src/db/index.ts";
import { getGuardrails } from "./guardrails.ts";
import { objectionsToKind } from "./rules.ts";
import { autoApprovalRuleSchema, type AutoApprovalRule, type GuardrailSettings } from "./settings.ts";
import type { RuleSubject } from "./types.ts";

/** What a person did to an action, or what became of it, that says no to letting its kind through. */
export type Disagreement = "rejected" | "edited" | "undone" | "withdrawn" | "ended_badly";

const SENTENCES = {
  rejected: "A person rejected an action of this kind.",
  edited: "A person changed an action of this kind before it went out.",
  undone: "A person took back what an action of this kind did.",
  withdrawn: "A person withdrew an action of this kind before it ran.",
  ended_badly: "An action of this kind ended badly: a bounce, a complaint, or nobody knows whether it happened.",
} as const satisfies Record<Disagreement, string>;

/** More suggestions than these are never alive at once; older ones of which a rule came have long ended. */
export const MOST_LIVE = 500;

/**
 * What follows when somebody says no to an action: an open suggestion whose rule would cover it is withdrawn, and an earned rule that
 * covers it is paused, until a person lets it go on. In the caller's transaction, which holds the action's row.
 */
export async function noteDisagreement(
  ctx: TxContext,
  { subject, what, actionId }: { readonly subject: RuleSubject; readonly what: Disagreement; readonly actionId: string },
): Promise<void> {
  const live = await listRuleSuggestions(ctx, { statuses: ["open", "accepted"], limit: MOST_LIVE });
  if (live.length === 0) return;
  const settings = await getGuardrails(ctx);
  // nobody having said whether it was a first contact must not keep a rule going
  const known = { ...subject, firstContact: subject.firstContact ?? false };
  const concerned = (row: RuleSuggestionRow): boolean => {
    const rule = ruleOf(row, settings);
    return rule !== null && objectionsToKind(rule, known).length === 0;
  };
  const ids = live.filter(concerned).map(({ id }) => id);
  // the row may have been decided between the look and the lock
  for (const row of await lockRuleSuggestions(ctx, ids)) {
    if (row.status === "open") await withdrawSuggestion(ctx, row, SENTENCES[what]);
    else if (row.status === "accepted") await pauseRule(ctx, row, settings, { because: what, actionId });
  }
}

/** The rule of an open suggestion; of an accepted one the rule as it stands in the settings, where somebody may have changed it. Null where it stands no more. */
export function ruleOf(row: RuleSuggestionRow, settings: GuardrailSettings): AutoApprovalRule | null {
  if (row.status === "accepted") return settings.autoApproval.rules.find(({ suggestionId }) => suggestionId === row.id) ?? null;
  const parsed = autoApprovalRuleSchema.safeParse(row.rule);
  return parsed.success ? parsed.data : null;
}

/** Ends an open suggestion that the caller holds locked: its record no longer speaks for it. */
export async function withdrawSuggestion(ctx: TxContext, row: RuleSuggestionRow, reason: string): Promise<void> {
  await updateRuleSuggestion(ctx, row.id, { status: "withdrawn", decidedAt: ctx.clock.now(), decidedBy: ctx.actor, reason });
  await appendAuditEvent(ctx, { kind: "rule.withdrawn", facts: { suggestion_id: row.id, reason } });
  await appendDomainEvents(ctx, [{ kind: "rule.withdrawn", payload: { suggestion_id: row.id, reason } }]);
}

/** Pauses the rule of an accepted suggestion that the caller holds locked; one that is paused already keeps its first reason. */
export async function pauseRule(
  ctx: TxContext,
  row: RuleSuggestionRow,
  settings: GuardrailSettings,
  { because, actionId }: { readonly because: Disagreement; readonly actionId: string },
): Promise<boolean> {
  const rule = ruleOf(row, settings);
  if (rule === null || row.pausedAt !== null) return false;
  const reason = SENTENCES[because];
  await updateRuleSuggestion(ctx, row.id, { pausedAt: ctx.clock.now(), pausedReason: reason });
  const facts = { rule: rule.name, suggestion_id: row.id, because, action_id: actionId };
  await appendAuditEvent(ctx, { kind: "rule.paused", facts });
  await appendDomainEvents(ctx, [{ kind: "rule.paused", payload: { ...facts, reason } }]);
  return true;
}
