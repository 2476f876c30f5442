import type { RevalidationResult, Verdict } from "./result.ts";

/**
 * The verdict on an action: what blocks for good wins over what needs a fresh approval, that over what only
 * has to wait. No result at all is a block: an action nobody could check does not run.
 */
export function verdictOf(results: readonly RevalidationResult[]): Verdict {
  if (results.length === 0) return { kind: "block", reasons: ["No check was evaluated, so nothing was done."] };
  const open = results.filter((result) => !result.passed);
  const sentences = (of: readonly RevalidationResult[]): string[] => of.map((result) => result.sentence);

  const waiting = open.filter((result) => result.deferUntil !== undefined);
  const failed = open.filter((result) => result.deferUntil === undefined);
  const blocking = failed.filter((result) => result.severity === "block");
  if (blocking.length > 0) return { kind: "block", reasons: sentences(failed) };
  if (failed.length > 0) return { kind: "require_reapproval", reasons: sentences(failed) };
  if (waiting.length === 0) return { kind: "pass" };

  const until = new Date(Math.max(...waiting.map((result) => result.deferUntil!.getTime())));
  return { kind: "defer", until, reasons: sentences(waiting) };
}
