import { appendAuditEvent } from "#src/audit/index.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { readPolicyRecord } from "#src/db/access/policyRecord.ts";
import {
  insertRuleSuggestion,
  listRuleSuggestions,
  lockLiveRuleSuggestions,
  type RuleSuggestionRow,
} from "#src/db/access/ruleSuggestions.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { readRuleTimezone } from "./days.ts";
import { MOST_LIVE, pauseRule, ruleOf, withdrawSuggestion } from "./disagreement.ts";
import { getGuardrails } from "./guardrails.ts";
import { earnedRules, type EarnedRule, type RecordEntry } from "./narrow.ts";
import { subjectOfRecord, verdictOf } from "./record.ts";
import { objectionsToKind } from "./rules.ts";
import type { GuardrailSettings } from "./settings.ts";

/** What one run came to. */
export interface SuggestionRun {
  /** Actions on record that were looked at. */
  readonly looked: number;
  readonly suggested: number;
  /** Open suggestions whose record no longer speaks for them. */
  readonly withdrawn: number;
  /** Earned rules that are paused from now on. */
  readonly paused: number;
}

const DAY_MS = 86_400_000;

/**
 * Suggests rules from what people decided, and looks after those that came of it: what ended badly without anybody deciding about
 * it (a bounce, a complaint) withdraws a suggestion and pauses a rule as a rejection does. Never changes the guardrails. Safe to run
 * at once with another run, late, or twice: an open suggestion, a rule in force or a no of late stands in the way of another of its
 * kind.
 */
export async function suggestRules(ctx: Context): Promise<SuggestionRun> {
  return withTransaction(ctx, async (inner) => {
    const settings = await getGuardrails(inner);
    const { earnedAutonomy } = settings;
    const now = inner.clock.now();
    const since = new Date(now.getTime() - earnedAutonomy.windowDays * DAY_MS);
    const actions = await readPolicyRecord(inner, { since });
    const record = actions.map((action): RecordEntry & { readonly rule: string | null } => ({
      actionId: action.actionId,
      subject: subjectOfRecord(action),
      verdict: verdictOf(action),
      proposedAt: action.proposedAt,
      rule: action.rule,
    }));
    const after = await lookAfter(inner, settings, record);
    const timezone = await readRuleTimezone(inner);
    const suggested = earnedAutonomy.enabled && timezone !== null ? await suggestNew(inner, settings, record, timezone) : 0;
    return { looked: actions.length, suggested, ...after };
  });
}

async function suggestNew(ctx: TxContext, settings: GuardrailSettings, record: readonly RecordEntry[], timezone: string): Promise<number> {
  const past = await listRuleSuggestions(ctx, { limit: MOST_LIVE });
  const usedUntil = new Map<string, Date>();
  // newest first, so the first of a kind is its last
  for (const { kind, status, decidedAt } of past) {
    if ((status === "accepted" || status === "dismissed") && decidedAt !== null && !usedUntil.has(kind)) usedUntil.set(kind, decidedAt);
  }
  let suggested = 0;
  for (const earned of earnedRules(record, { settings: settings.earnedAutonomy, timezone, usedUntil })) {
    if (past.some((row) => row.kind === earned.kind && standsInTheWay(row, settings, ctx.clock.now()))) continue;
    if (await keep(ctx, earned, settings.earnedAutonomy.ruleDays)) suggested += 1;
  }
  return suggested;
}

/** Whether an earlier suggestion of the kind is still being thought about, is in force, or was refused of late. */
function standsInTheWay(row: RuleSuggestionRow, settings: GuardrailSettings, now: Date): boolean {
  switch (row.status) {
    case "open":
      return true;
    case "accepted": {
      const until = ruleOf(row, settings)?.until;
      return until !== undefined && Date.parse(until) > now.getTime();
    }
    case "dismissed":
      return now.getTime() - (row.decidedAt?.getTime() ?? 0) < settings.earnedAutonomy.quietDays * DAY_MS;
    case "withdrawn":
      return false;
  }
}

async function keep(ctx: TxContext, { kind, rule, evidence }: EarnedRule, ruleDays: number): Promise<boolean> {
  const id = uuidv7(ctx.clock.now());
  const asJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
  if (!(await insertRuleSuggestion(ctx, { id, kind, rule: asJson(rule), ruleDays, evidence: asJson(evidence) }))) return false;
  const { approvals, from, to } = evidence;
  const facts = { suggestion_id: id, kind, rule: asJson(rule), rule_days: ruleDays, approvals, from, to };
  await appendAuditEvent(ctx, { kind: "rule.suggested", facts });
  await appendDomainEvents(ctx, [{ kind: "rule.suggested", payload: { suggestion_id: id, kind, name: rule.name, approvals } }]);
  return true;
}

/** Withdraws and pauses by what the record says now. */
async function lookAfter(
  ctx: TxContext,
  settings: GuardrailSettings,
  record: readonly (RecordEntry & { readonly rule: string | null })[],
): Promise<Pick<SuggestionRun, "withdrawn" | "paused">> {
  const against = record.flatMap((entry) => (entry.verdict.is === "against" ? [{ ...entry, because: entry.verdict.because }] : []));
  let withdrawn = 0;
  let paused = 0;
  for (const row of await lockLiveRuleSuggestions(ctx)) {
    const rule = ruleOf(row, settings);
    if (rule === null) continue;
    const since = (row.pauseLiftedAt ?? row.decidedAt ?? row.createdAt).getTime();
    const contrary = against.find((entry) =>
      row.status === "open"
        ? objectionsToKind(rule, entry.subject).length === 0
        : entry.rule === rule.name && entry.proposedAt.getTime() >= since,
    );
    if (contrary === undefined) continue;
    if (row.status === "open") {
      await withdrawSuggestion(
        ctx,
        row,
        "The record behind it no longer speaks for it: something of this kind was refused or ended badly.",
      );
      withdrawn += 1;
    } else if (await pauseRule(ctx, row, settings, { because: contrary.because, actionId: contrary.actionId })) paused += 1;
  }
  return { withdrawn, paused };
}
