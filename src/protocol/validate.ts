import type * as z from "zod";
import { actionProtocolSchema, type ActionProtocol } from "./document.ts";
import { RULES, type Rule } from "./rules.ts";

/** What is wrong with a document: a broken rule by name, or `shape` for a field that is not what it must be. */
export interface ValidationIssue {
  readonly rule: Rule | "shape";
  /** Where: `operation.inputs.to.0`; empty for the document itself. */
  readonly path: string;
  /** Begins with the rule's name: `effects: must be the hash of the body`. */
  readonly message: string;
}

export type ValidationResult =
  | { readonly ok: true; readonly action: ActionProtocol }
  | { readonly ok: false; readonly issues: readonly ValidationIssue[] };

/** A document that is not an action; `issues` says why. */
export class ActionProtocolError extends Error {
  readonly issues: readonly ValidationIssue[];

  constructor(issues: readonly ValidationIssue[]) {
    super(`Not a valid action: ${issues.map((issue) => `${issue.message}${issue.path === "" ? "" : ` (${issue.path})`}`).join("; ")}`);
    this.name = "ActionProtocolError";
    this.issues = issues;
  }
}

/** Parses anything as an action; never throws. */
export function validateActionProtocol(value: unknown): ValidationResult {
  const result = parseShape(value);
  if (result === null)
    return { ok: false, issues: [{ rule: "shape", path: "", message: "shape: holds something that no text can be made of" }] };
  const hidden = hiddenParameters(value);
  if (result.success && hidden.length === 0) return { ok: true, action: result.data };
  return { ok: false, issues: [...hidden, ...(result.error?.issues ?? []).map(toIssue)] };
}

/** Parses anything as an action. Throws {@link ActionProtocolError}. */
export function parseActionProtocol(value: unknown): ActionProtocol {
  const result = validateActionProtocol(value);
  if (!result.ok) throw new ActionProtocolError(result.issues);
  return result.action;
}

/** Null where a value is so made that the schemas' own look at it breaks, as an object that names its `toString` a number does. */
function parseShape(value: unknown): ReturnType<typeof actionProtocolSchema.safeParse> | null {
  try {
    return actionProtocolSchema.safeParse(value);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function toIssue(issue: z.core.$ZodIssue): ValidationIssue {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return { rule: "keys", path, message: `keys: unknown key ${issue.keys.join(", ")}` };
  const rule = RULES.find((name) => issue.code === "custom" && issue.params?.["rule"] === name);
  return rule === undefined ? { rule: "shape", path, message: `shape: ${issue.message}` } : { rule, path, message: issue.message };
}

/** A key named `__proto__` in the open map of a follow-up: the schema drops it in silence, but unknown keys are errors. */
function hiddenParameters(value: unknown): ValidationIssue[] {
  let inner: unknown = value;
  for (const key of ["operation", "inputs", "parameters"]) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return [];
    inner = Reflect.get(inner, key);
  }
  if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, "__proto__")) return [];
  return [{ rule: "keys", path: "operation.inputs.parameters", message: "keys: unknown key __proto__" }];
}
