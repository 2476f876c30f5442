import type { Context } from "#src/db/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { DEFAULT_OUTREACH_SETTINGS, type OutreachSettings } from "#src/outreach/index.ts";
import type { ActionProtocol, RevalidationCheck } from "#src/protocol/index.ts";
import { CUSTOMER_SIGNALS, evaluateSignals, needsSignals, readSignals, type CustomerSignals } from "./customerSignals.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Facts, readFacts } from "./facts.ts";
import { planReads } from "./plan.ts";
import { evaluate } from "./predicates/registry.ts";
import { evaluateRecipients } from "./recipients.ts";
import type { RevalidationResult } from "./result.ts";

export interface RevalidateInput {
  readonly reader: OdooReader;
  readonly ctx: Context;
  readonly actions: readonly ActionProtocol[];
  /** The organisation's outreach settings: its holidays; the defaults when absent. */
  readonly settings?: OutreachSettings;
}

/**
 * Reads the facts of all actions again, in one read per Odoo model and one look at our own ledger, and
 * evaluates every check of every plan, plus the grounding of each recipient, the contact policy, and for reminders
 * what the customer and people have done since the proposal.
 * Never throws because of Odoo: what cannot be read is a result that did not pass. Causes no effect.
 */
export async function revalidateActions(input: RevalidateInput): Promise<Map<string, RevalidationResult[]>> {
  const { reader, ctx, actions, settings = DEFAULT_OUTREACH_SETTINGS } = input;
  const [facts, signals] = await Promise.all([
    readFacts({ reader, ctx, settings, plan: planReads(actions) }),
    readSignals(reader, actions, ctx.clock.now()),
  ]);
  return new Map(actions.map((action) => [action.action_id, resultsOf(action, facts, signals)]));
}

function resultsOf(action: ActionProtocol, facts: Facts, signals: CustomerSignals | null): RevalidationResult[] {
  const planned = action.revalidation_plan.checks.map((check) =>
    resultOf(check.check_id, check.severity_on_fail, evaluate(check.predicate, facts, action)),
  );
  const recipients = evaluateRecipients(action, facts).map(({ check_id, evaluation }) => resultOf(check_id, "block", evaluation));
  if (signals === null || !needsSignals(action)) return [...planned, ...recipients];
  return [...planned, ...recipients, resultOf(CUSTOMER_SIGNALS, "block", evaluateSignals(action, signals, facts))];
}

function resultOf(check_id: string, severity: RevalidationCheck["severity_on_fail"], evaluation: Evaluation): RevalidationResult {
  return { check_id, severity, passed: evaluation.outcome === "passed", ...evaluation };
}
