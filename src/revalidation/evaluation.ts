import type { ActionProtocol, Predicate, PredicateKind } from "#src/protocol/index.ts";
import type { Facts, Unreadable } from "./facts.ts";

/** What one predicate says over the facts. Everything that is not `passed` stops the action. */
export interface Evaluation {
  readonly outcome: "passed" | "failed" | "unknown";
  readonly seen: unknown;
  readonly sentence: string;
  readonly deferUntil?: Date;
}

export type PredicateOf<K extends PredicateKind> = Extract<Predicate, { type: K }>;

/** Evaluates one kind of predicate: pure, over facts read before. */
export type Evaluator<K extends PredicateKind> = (predicate: PredicateOf<K>, facts: Facts, action: ActionProtocol) => Evaluation;

/** How long to wait before Odoo is asked again, in milliseconds. */
const ASK_AGAIN_MS = 5 * 60_000;

export const passed = (seen: unknown, sentence: string): Evaluation => ({ outcome: "passed", seen, sentence });
export const failed = (seen: unknown, sentence: string): Evaluation => ({ outcome: "failed", seen, sentence });

/** The facts could not be read: for now when it passes by itself, else for good. Never a pass. */
export function notReadable(model: Unreadable, facts: Facts): Evaluation {
  if (!model.passing) return failed(null, `The facts could not be checked: ${model.reason}`);
  return unknown(facts, `The facts cannot be checked right now: ${model.reason}`);
}

/** It cannot be said now and may be said later. */
export function unknown(facts: Facts, sentence: string): Evaluation {
  return { outcome: "unknown", seen: null, sentence, deferUntil: new Date(facts.now.getTime() + ASK_AGAIN_MS) };
}
