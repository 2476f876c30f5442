import { z } from "zod";
import { appendAuditEvent } from "#src/audit/index.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import {
  listRuleSuggestions,
  lockRuleSuggestionOrThrow,
  updateRuleSuggestion,
  type RuleSuggestionRow,
} from "#src/db/access/ruleSuggestions.ts";
import type { RuleSuggestionStatus } from "#src/db/schema/index.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { guardrailsVersion, lockRules, readGuardrails, saveGuardrails } from "./guardrails.ts";
import { requirePerson } from "./person.ts";
import { autoApprovalRuleSchema, type AutoApprovalRule, type GuardrailSettings } from "./settings.ts";

const evidenceSchema = z.object({
  actionIds: z.array(z.string()),
  approvals: z.number(),
  from: z.string(),
  to: z.string(),
  largestAmount: z.number().nullable(),
  firstContacts: z.number(),
  medianPerDay: z.number(),
});

/** A suggestion as people see it. Dates are RFC 3339 UTC. */
export interface RuleSuggestion {
  readonly suggestionId: string;
  readonly kind: string;
  readonly status: RuleSuggestionStatus;
  /** The rule as it would be, without its end. */
  readonly rule: AutoApprovalRule;
  /** Days that the rule is good for from when it is accepted. */
  readonly ruleDays: number;
  readonly evidence: z.infer<typeof evidenceSchema>;
  readonly createdAt: string;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
}

const MOST_LISTED = 200;

/** Suggestions newest first; of all statuses unless told. */
export async function listSuggestions(
  ctx: Context,
  { statuses, limit = MOST_LISTED }: { readonly statuses?: readonly RuleSuggestionStatus[] | undefined; readonly limit?: number } = {},
): Promise<RuleSuggestion[]> {
  const rows = await withTransaction(ctx, (inner) => listRuleSuggestions(inner, { statuses, limit }));
  return rows.map(viewOf);
}

/** The one suggestion whose id ends like this, of the newest ones. Errors: `not_found`, `invalid_input` where several do. */
export async function findSuggestionId(ctx: Context, reference: string): Promise<string> {
  const ids = (await listSuggestions(ctx)).map(({ suggestionId }) => suggestionId).filter((id) => id.endsWith(reference));
  const [id] = reference === "" ? [] : ids;
  if (id === undefined) {
    throw new AiCooError("not_found", `There is no suggestion whose id ends in "${reference}"; nothing was changed.`, {
      next: "`ai-coo policy suggestions` lists them with the end of their ids.",
    });
  }
  if (ids.length === 1) return id;
  throw new AiCooError("invalid_input", `${ids.length} suggestions have an id that ends in "${reference}"; nothing was changed.`, {
    next: "Write more of the id.",
  });
}

export interface AcceptedRule {
  readonly suggestion: RuleSuggestion;
  readonly rule: AutoApprovalRule;
  /** Of the guardrails from now on. */
  readonly version: string;
}

/**
 * A person takes a suggested rule into the guardrails, for its number of days or fewer. Where auto-approval is off and no rule stands
 * there, it is switched on with this one rule, which is what the person says yes to.
 * Errors: `forbidden`, `not_found`, `invalid_input`, `conflict`.
 */
export async function acceptSuggestion(
  ctx: Context,
  input: { readonly suggestionId: string; readonly days?: number | undefined },
): Promise<AcceptedRule> {
  requirePerson(ctx, "accept a rule");
  return withTransaction(ctx, async (inner) => {
    await lockRules(inner);
    const row = await lockOpen(inner, input.suggestionId, "accepted");
    const days = input.days ?? row.ruleDays;
    if (!Number.isInteger(days) || days < 1 || days > row.ruleDays) {
      throw new AiCooError("invalid_input", `The rule is good for 1 to ${row.ruleDays} days; nothing was changed.`, {
        next: "Name fewer days, or none.",
      });
    }
    const { settings } = await readGuardrails(inner);
    const { enabled, rules } = settings.autoApproval;
    if (!enabled && rules.length > 0) {
      throw new AiCooError("conflict", "Auto-approval is off, and other rules would come into force with this one; nothing was changed.", {
        next: "Switch auto-approval on first, or remove the rules that are not meant to count.",
        details: { rules: rules.map(({ name }) => name) },
      });
    }
    const now = inner.clock.now();
    const suggested = viewOf(row).rule;
    const rule: AutoApprovalRule = {
      ...suggested,
      name: freeName(suggested.name, rules),
      until: new Date(now.getTime() + days * DAY_MS).toISOString(),
      suggestionId: row.id,
    };
    const next: GuardrailSettings = { ...settings, autoApproval: { enabled: true, rules: [...rules, rule] } };
    const saved = await saveGuardrails(inner, next);
    const version = guardrailsVersion(saved);
    const accepted = await updateRuleSuggestion(inner, row.id, { status: "accepted", decidedAt: now, decidedBy: inner.actor });
    const facts = { suggestion_id: row.id, rule: rule.name, until: rule.until ?? null, policy_version: version };
    await appendAuditEvent(inner, { kind: "rule.accepted", facts });
    await appendDomainEvents(inner, [{ kind: "rule.accepted", payload: facts }]);
    return { suggestion: viewOf(accepted), rule, version };
  });
}

const DAY_MS = 86_400_000;

/** A name that no rule has, because approvals are counted and taken back by it. */
function freeName(name: string, rules: readonly AutoApprovalRule[]): string {
  const taken = new Set(rules.map((rule) => rule.name));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} (${number})`;
    if (!taken.has(candidate)) return candidate;
  }
}

/**
 * A person says no to a suggestion, and why; one of the same kind is not made again for a while.
 * Errors: `forbidden`, `invalid_input`, `not_found`, `conflict`.
 */
export async function dismissSuggestion(
  ctx: Context,
  input: { readonly suggestionId: string; readonly reason: string },
): Promise<RuleSuggestion> {
  requirePerson(ctx, "dismiss a rule");
  const reason = input.reason.trim();
  if (reason === "" || reason.length > 1_000) {
    throw new AiCooError("invalid_input", "A reason of 1 to 1000 characters is needed; nothing was changed.", {
      next: "Say in a sentence why.",
    });
  }
  return withTransaction(ctx, async (inner) => {
    const row = await lockOpen(inner, input.suggestionId, "dismissed");
    const change = { status: "dismissed", decidedAt: inner.clock.now(), decidedBy: inner.actor, reason } as const;
    const dismissed = await updateRuleSuggestion(inner, row.id, change);
    // a person's own words may name somebody, so they are kept where they can be erased
    const personal = { subject: `suggestion:${row.id}`, text: reason };
    await appendAuditEvent(inner, { kind: "rule.dismissed", facts: { suggestion_id: row.id, kind: row.kind }, personal });
    await appendDomainEvents(inner, [{ kind: "rule.dismissed", payload: { suggestion_id: row.id } }]);
    return viewOf(dismissed);
  });
}

/** A person lets a paused rule go on. Errors: `forbidden`, `not_found`, `conflict`. */
export async function liftPause(ctx: Context, input: { readonly rule: string }): Promise<{ readonly rule: string }> {
  requirePerson(ctx, "let a paused rule go on");
  return withTransaction(ctx, async (inner) => {
    const { settings } = await readGuardrails(inner);
    const rule = settings.autoApproval.rules.find(({ name }) => name === input.rule);
    if (rule === undefined) throw noSuchRule(input.rule, settings);
    const row = rule.suggestionId === undefined ? null : await lockRuleSuggestionOrThrow(inner, rule.suggestionId);
    if (row === null || row.pausedAt === null) {
      throw new AiCooError("conflict", "The rule is not paused; nothing was changed.", { next: "Look at the rules again." });
    }
    await updateRuleSuggestion(inner, row.id, { pausedAt: null, pausedReason: null, pauseLiftedAt: inner.clock.now() });
    const facts = { rule: rule.name, suggestion_id: row.id };
    await appendAuditEvent(inner, { kind: "rule.resumed", facts });
    await appendDomainEvents(inner, [{ kind: "rule.resumed", payload: facts }]);
    return { rule: rule.name };
  });
}

/** The refusal of who names a rule that there is not. */
export function noSuchRule(name: string, { autoApproval: { rules } }: GuardrailSettings): AiCooError {
  return new AiCooError("not_found", `There is no rule named "${name.slice(0, 100)}"; nothing was changed.`, {
    next: rules.length === 0 ? "The organisation has no rules." : `Use one of: ${rules.map((rule) => rule.name).join("; ")}.`,
  });
}

async function lockOpen(ctx: TxContext, suggestionId: string, verb: string): Promise<RuleSuggestionRow> {
  const row = await lockRuleSuggestionOrThrow(ctx, suggestionId);
  if (row.status === "open") return row;
  throw new AiCooError("conflict", `The suggestion was ${row.status} already, so it was not ${verb}.`, {
    next: "Look at the suggestions again.",
    details: { status: row.status, by: row.decidedBy, at: row.decidedAt?.toISOString() ?? null, reason: row.reason },
  });
}

function viewOf(row: RuleSuggestionRow): RuleSuggestion {
  const rule = autoApprovalRuleSchema.safeParse(row.rule);
  const evidence = evidenceSchema.safeParse(row.evidence);
  if (!rule.success || !evidence.success) {
    throw new AiCooError("internal", "A stored suggestion cannot be read any more; nothing was changed.", {
      details: { suggestionId: row.id },
    });
  }
  return {
    suggestionId: row.id,
    kind: row.kind,
    status: row.status,
    rule: rule.data,
    ruleDays: row.ruleDays,
    evidence: evidence.data,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
    reason: row.reason,
  };
}
