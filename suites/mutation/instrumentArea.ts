import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { AREAS, type AreaName } from "./areas.ts";

export const ROOT = join(import.meta.dirname, "../..");

/** A change of the code, switched on by its id while a test runs. */
export interface Mutant {
  readonly id: string;
  /** `src/executor/slots.ts:12:3`. */
  readonly place: string;
  readonly file: string;
  readonly mutator: string;
  readonly replacement: string;
}

export interface InstrumentedArea {
  /** The code of each file with all its mutants in it, by its path from the root. */
  readonly code: Readonly<Record<string, string>>;
  readonly mutants: readonly Mutant[];
}

type Logger = ConstructorParameters<typeof Instrumenter>[0];

const levels = ["Trace", "Debug", "Info", "Warn", "Error", "Fatal"];
const silent = Object.fromEntries(
  levels.flatMap((level): [string, () => boolean][] => [
    [level.toLowerCase(), () => false],
    [`is${level}Enabled`, () => false],
  ]),
) as unknown as Logger;

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly expression?: Node;
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: Node;
}

/** A call of a log: what stands in it is for whoever looks for a fault, and nothing that the product promises. */
function isLogging({ type, expression, callee }: Node): boolean {
  if (type === "ExpressionStatement" && expression !== undefined) return isLogging(expression);
  if (type !== "CallExpression" || callee?.object === undefined) return false;
  const { name, property } = callee.object;
  return /logger$/i.test(name ?? property?.name ?? "");
}

/** Puts every mutant of an area into its code at once, each behind a switch, but those of what is only logged; `only` narrows it to one file. */
export async function instrumentArea(name: AreaName, only?: string): Promise<InstrumentedArea> {
  const patterns: readonly string[] = AREAS[name].mutate;
  const dropped = new Set(patterns.flatMap((pattern) => (pattern.startsWith("!") ? [pattern.slice(1)] : [])));
  const names = globSync(
    patterns.filter((pattern) => !pattern.startsWith("!")),
    { cwd: ROOT },
  )
    .filter((file) => !dropped.has(file) && (only === undefined || file === only))
    .toSorted();
  const files = names.map((file) => ({ name: file, content: readFileSync(join(ROOT, file), "utf8"), mutate: true }));
  const { files: instrumented, mutants } = await new Instrumenter(silent).instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [{ shouldIgnore: (path) => (isLogging((path as { readonly node: Node }).node) ? "it is only logged" : undefined) }],
  });
  return {
    code: Object.fromEntries(instrumented.map(({ name: file, content }) => [file, content])),
    mutants: mutants
      .filter(({ status }) => status !== "Ignored")
      .map(({ id, fileName, location: { start }, mutatorName, replacement }) => ({
        id,
        file: fileName,
        place: `${fileName}:${start.line + 1}:${start.column + 1}`,
        mutator: mutatorName,
        replacement: replacement.replaceAll(/\s+/g, " "),
      })),
  };
}
