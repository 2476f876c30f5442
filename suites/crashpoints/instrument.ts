import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { parse, type Node } from "acorn";
import { MagicString } from "magic-string";

export const ROOT = join(import.meta.dirname, "../..");

/**
 * Where a worker may die: the executor, and what it is made of between the claim and the record. A new file in these
 * places, and a new await in these files, is a new point by itself.
 */
const INSTRUMENTED = [
  "src/executor/**/*.ts",
  "src/actions/{claim*,attempt*,settle*,wake,announce,unknown,told}.ts",
  "src/outreach/{reserve,outcome,facts}.ts",
  "src/followups/store*.ts",
  "src/operations/*.ts",
  "src/odoo/write/*.ts",
  "src/audit/append*.ts",
  "src/db/context.ts",
];

/** What only the adapters of single providers use; they are one await of the operation above them. */
const LEFT_OUT = new Set(["src/operations/files.ts", "src/operations/http.ts"]);

/**
 * `await`: the moment after something that was waited for. `return`: a promise handed on by an async function, after
 * which its caller goes on; only a run shows whether what is returned there is a promise at all.
 */
type PointKind = "await" | "return" | "loop";

export interface Point {
  /** `src/executor/pipeline.ts:62:13`: the file, the line and the column of what is waited for. */
  readonly id: string;
  readonly kind: PointKind;
  readonly file: string;
  /** The function that it stands in, as far as it has a name. */
  readonly inside: string;
  /** The first words of what is waited for. */
  readonly text: string;
}

export interface Instrumented {
  readonly code: string;
  readonly points: readonly Point[];
}

/** Every point of the product, found in its code. */
export function findPoints(): Point[] {
  return instrumentedFiles().flatMap((file) => instrument(file, readFileSync(join(ROOT, file), "utf8")).points);
}

export function instrumentedFiles(): string[] {
  return [...new Set(INSTRUMENTED.flatMap((pattern) => globSync(pattern, { cwd: ROOT })))].filter((file) => !LEFT_OUT.has(file)).toSorted();
}

/** The file as JavaScript that tells `__crashPoint` of every point; types become blanks, so that lines and columns stay. */
export function instrument(file: string, source: string): Instrumented {
  const code = stripTypeScriptTypes(source, { mode: "strip" });
  const edited = new MagicString(code);
  const points: Point[] = [];
  const lines = lineStarts(code);
  const add = (kind: PointKind, node: Node, inside: string): string => {
    const line = lines.findLastIndex((start) => start <= node.start);
    const text = code.slice(node.start, node.end).replaceAll(/\s+/g, " ").slice(0, 60);
    const id = `${file}:${line + 1}:${node.start - lines[line]! + 1}`;
    points.push({ id, kind, file, inside, text });
    return JSON.stringify(id);
  };
  const wrap = (kind: "await" | "return", node: Node, inside: string): void => {
    const id = add(kind, node, inside);
    edited.appendLeft(node.start, `__crashPoint(${id}, (`);
    edited.prependRight(node.end, "))");
  };

  const visit = (node: Node, scope: Scope): void => {
    const inner = scopeOf(node, scope);
    const one = node as Node & Record<string, unknown>;
    if (node.type === "AwaitExpression") wrap("await", one["argument"] as Node, scope.name);
    if (node.type === "ReturnStatement" && scope.async && isCall(one["argument"])) wrap("return", one["argument"], scope.name);
    if (node.type === "ArrowFunctionExpression" && one["async"] === true && isCall(one["body"])) wrap("return", one["body"], inner.name);
    if (node.type === "ForOfStatement" && one["await"] === true) {
      const body = one["body"] as Node;
      const id = add("loop", body, scope.name);
      edited.appendLeft(body.start, `{ await __crashPoint(${id}, Promise.resolve()); `);
      edited.prependRight(body.end, " }");
    }
    for (const child of childrenOf(one)) visit(child, inner);
  };
  visit(parse(code, { ecmaVersion: "latest", sourceType: "module" }), { async: false, name: "" });
  return { code: edited.toString(), points };
}

interface Scope {
  readonly async: boolean;
  readonly name: string;
}

/** The scope of what stands in this node: a function opens one, and a named thing names what is in it. */
function scopeOf(node: Node, scope: Scope): Scope {
  const one = node as Node & Record<string, unknown>;
  const named = nameOf(one["id"]) ?? nameOf(one["key"]);
  const name = named === undefined || node.type === "Property" ? scope.name : scope.name === "" ? named : `${scope.name}.${named}`;
  if (node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression") {
    return { async: one["async"] === true && one["generator"] !== true, name };
  }
  return { ...scope, name };
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && (node.type === "Identifier" || node.type === "PrivateIdentifier")
    ? String((node as Node & { readonly name?: unknown }).name)
    : undefined;
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value && "start" in value;

const isCall = (value: unknown): value is Node => isNode(value) && value.type === "CallExpression";

function childrenOf(node: Record<string, unknown>): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
}

function lineStarts(code: string): number[] {
  const starts = [0];
  for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
