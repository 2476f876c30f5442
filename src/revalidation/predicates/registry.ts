import type { ActionProtocol, Predicate, PredicateKind } from "#src/protocol/index.ts";
import type { Evaluation, Evaluator, PredicateOf } from "../evaluation.ts";
import type { Facts } from "../facts.ts";
import { fieldEquals } from "./fieldEquals.ts";
import { fieldIn } from "./fieldIn.ts";
import { noDuplicate } from "./noDuplicate.ts";
import { quietHours } from "./quietHours.ts";
import { recordExists } from "./recordExists.ts";

const EVALUATORS: { readonly [K in PredicateKind]: Evaluator<K> } = {
  odoo_record_exists: recordExists,
  odoo_field_equals: fieldEquals,
  odoo_field_in: fieldIn,
  no_duplicate_action_in_window: noDuplicate,
  quiet_hours_ok: quietHours,
} satisfies Record<PredicateKind, unknown>;

/** What a predicate says over the facts. */
export function evaluate(predicate: Predicate, facts: Facts, action: ActionProtocol): Evaluation {
  return evaluateAs(predicate.type, predicate, facts, action);
}

function evaluateAs<K extends PredicateKind>(kind: K, predicate: PredicateOf<K>, facts: Facts, action: ActionProtocol): Evaluation {
  return EVALUATORS[kind](predicate, facts, action);
}
