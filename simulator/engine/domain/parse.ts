import type { Release } from "../../types.ts";
import { PythonError, typeError, valueError } from "../errors.ts";
import { repr, reprTuple } from "../values.ts";

export type Node =
  | { readonly kind: "and" | "or"; readonly parts: readonly Node[] }
  | { readonly kind: "not"; readonly part: Node }
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "condition"; readonly path: string; readonly operator: string; readonly value: unknown };

const EVERYTHING: Node = { kind: "and", parts: [] };

const OPERATORS_14 = [
  "=",
  "!=",
  "<=",
  "<",
  ">",
  ">=",
  "=?",
  "=like",
  "=ilike",
  "like",
  "not like",
  "ilike",
  "not ilike",
  "in",
  "not in",
  "child_of",
  "parent_of",
  "<>",
  "==",
];
const OPERATORS_19 = [...OPERATORS_14, "any", "not any", "not =like", "not =ilike"];

/** Reads a domain in prefix notation; conditions side by side are joined by "and". */
export function parseDomain(domain: unknown, release: Release): Node {
  if (domain === undefined || domain === null || domain === false) return EVERYTHING;
  if (!Array.isArray(domain)) {
    throw release === 14
      ? new PythonError("builtins.AssertionError", "Domains to normalize must have a 'domain' form: a list or tuple of domain components")
      : typeError(`Domain() invalid argument type for domain: ${repr(domain)}`);
  }
  const stack: Node[] = [];
  const malformed = (): PythonError =>
    release === 14
      ? new PythonError("builtins.AssertionError", `This domain is syntactically not correct: ${repr(domain)}`)
      : valueError(`Domain() malformed domain ${repr(domain)}`);
  const pop = (): Node => {
    const node = stack.pop();
    if (!node) throw malformed();
    return node;
  };
  for (const item of domain.toReversed() as unknown[]) {
    if (item === "!") stack.push({ kind: "not", part: pop() });
    else if (item === "&" || item === "|") stack.push({ kind: item === "&" ? "and" : "or", parts: [pop(), pop()] });
    else stack.push(parseCondition(item, release));
  }
  return { kind: "and", parts: stack.toReversed() };
}

function parseCondition(item: unknown, release: Release): Node {
  if (!Array.isArray(item) || item.length !== 3) {
    if (release === 14) {
      if (Array.isArray(item)) throw new PythonError("builtins.IndexError", "tuple index out of range");
      throw valueError(`Invalid leaf ${repr(item)}`);
    }
    throw valueError(`Domain() invalid item in domain: ${repr(item)}`);
  }
  const [path, operator, value] = item as [unknown, unknown, unknown];
  if ((path === 1 || path === 0) && operator === "=" && value === 1) return { kind: "constant", value: path === 1 };
  const known = release === 14 ? OPERATORS_14 : OPERATORS_19;
  if (typeof path !== "string" || typeof operator !== "string" || !known.includes(operator)) {
    if (release === 14 && (operator === "any" || operator === "not any")) throw typeError("unhashable type: 'list'");
    throw valueError(release === 14 ? `Invalid leaf ${reprTuple(item)}` : `Invalid operator in condition ${reprTuple(item)}`);
  }
  return { kind: "condition", path, operator: operator === "<>" ? "!=" : operator === "==" ? "=" : operator, value };
}

/** Whether the domain says anything about a field; `active` switches off the hiding of archived records. */
export function mentions(node: Node, field: string): boolean {
  switch (node.kind) {
    case "and":
    case "or":
      return node.parts.some((part) => mentions(part, field));
    case "not":
      return mentions(node.part, field);
    case "condition":
      return node.path === field;
    case "constant":
      return false;
  }
}
