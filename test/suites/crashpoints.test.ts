import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { excusesWithoutPoint } from "../../suites/crashpoints/unreached.ts";
import { findPoints, instrument, instrumentedFiles, ROOT } from "../../suites/crashpoints/instrument.ts";

const told = (source: string) =>
  instrument("src/x.ts", source).points.map(({ id, kind, text }) => `${kind} ${id.slice("src/x.ts:".length)} ${text}`);

describe("crash points", () => {
  it("stand after everything that is waited for, and after promises that async functions hand on", () => {
    const source = `
export async function one(a: () => Promise<number>): Promise<number> {
  const first: number = await a();
  for await (const part of parts()) use(part);
  await Promise.all([1, 2].map(async (n) => other(n)));
  const sync = () => a();
  return other(first) satisfies Promise<number>;
}`;
    expect(told(source)).toEqual([
      "await 3:31 a()",
      "loop 4:37 use(part);",
      "await 5:9 Promise.all([1, 2].map(async (n) => other(n)))",
      "return 5:45 other(n)",
      "return 7:10 other(first)",
    ]);
  });

  it("are told of in order, with results and errors as they were", async () => {
    const source = `
const fail = async () => { throw new Error("as it was"); };
export async function run(seen: string[]): Promise<unknown> {
  seen.push(String(await Promise.resolve("a")));
  try { return await fail(); } catch (error) { seen.push((error as Error).message); }
  return Promise.resolve(seen.length);
}`;
    const points: string[] = [];
    const crashPoint = async (id: string, value: unknown): Promise<unknown> => {
      try {
        return await value;
      } finally {
        points.push(id);
      }
    };
    const code = instrument("src/x.ts", source).code.replaceAll("__crashPoint(", "globalThis.__tried(");
    Object.assign(globalThis, { __tried: crashPoint });
    const { run } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      readonly run: (seen: string[]) => Promise<unknown>;
    };
    const seen: string[] = [];
    expect(await run(seen)).toBe(2);
    expect(seen).toEqual(["a", "as it was"]);
    expect(points).toEqual(["src/x.ts:4:26", "src/x.ts:5:22", "src/x.ts:6:10"]);
  });

  it("leave no await of the executor out", () => {
    for (const file of instrumentedFiles()) {
      const source = readFileSync(join(ROOT, file), "utf8");
      const bare = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|"[^"\n]*"|`[^`]*`/g, "");
      const awaits = bare.match(/\bawait\b(?! using)/g)?.length ?? 0;
      const { points } = instrument(file, source);
      expect(`${file} ${points.filter(({ kind }) => kind !== "return").length}`).toBe(`${file} ${awaits}`);
    }
    expect(instrumentedFiles()).toEqual(
      expect.arrayContaining(["src/executor/pipeline.ts", "src/executor/recover.ts", "src/db/context.ts"]),
    );
    expect(new Set(findPoints().map(({ id }) => id)).size).toBe(findPoints().length);
  });

  it("are excused from being come by only where they still are", () => {
    expect(excusesWithoutPoint(findPoints())).toEqual([]);
  });
});
