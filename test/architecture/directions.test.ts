import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { localImports, localImportsOf, sourceFiles } from "./imports.ts";
import { layerOf, mayImport } from "./layers.ts";

const ROOT = join(import.meta.dirname, "../..");
const FILES = sourceFiles(ROOT, ["src", "web/src", "simulator"]);

function violations(imports: ReturnType<typeof localImports>): string[] {
  return imports.flatMap(({ file, specifier, target }) => {
    const layer = layerOf(file);
    if (layer === undefined) return [`${file} stands in no folder of the architecture`];
    return mayImport(layer, target) ? [] : [`${file} may not import ${specifier}`];
  });
}

describe("import directions", () => {
  test("every file keeps to the table", () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(FILES.flatMap((file) => violations(localImportsOf(ROOT, file)))).toEqual([]);
  });

  test.each([
    ["src/recommender/planted.ts", 'import { createOperations } from "#src/operations/registry.ts";'],
    ["src/api/planted.ts", 'import { run } from "../operations/sendEmail.ts";'],
    ["src/protocol/planted.ts", 'export type { Clock } from "#src/lib/clock.ts";'],
    ["src/analyzers/planted.ts", 'const writer = await import("#src/odoo/write/writer.ts");'],
    ["simulator/planted.ts", 'import { openDatabase } from "#src/db/database.ts";'],
    ["web/src/planted.ts", 'import { createApi } from "../../src/api/app.ts";'],
  ])("a planted violation in %s is caught", (file, text) => {
    expect(violations(localImports(file, text))).toHaveLength(1);
  });

  test("only src/config names process.env", () => {
    const naming = FILES.filter(
      (file) => !file.startsWith("src/config/") && /\bprocess\.env\b/.test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(naming).toEqual([]);
  });
});

describe("the lint holds the same table", () => {
  test.each([
    ["src/recommender", 'import { OPERATIONS } from "#src/operations/registry.ts";\nexport const planted = OPERATIONS;\n'],
    ["src/api", 'import { OPERATIONS } from "../../operations/registry.ts";\nexport const planted = OPERATIONS;\n'],
    ["src/protocol", 'import { systemClock } from "#src/lib/clock.ts";\nexport const planted = systemClock;\n'],
    ["src/analyzers", "export const planted = process.env;\n"],
  ])("a planted violation in %s is caught", (folder, text) => {
    const place = mkdtempSync(join(ROOT, folder, "planted-"));
    try {
      writeFileSync(join(place, "planted.ts"), text);
      const lint = spawnSync("oxlint", ["--quiet", place], { cwd: ROOT, encoding: "utf8" });
      expect(lint.stdout).toMatch(/no-restricted-imports|no-process-env/);
      expect(lint.status).toBe(1);
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});
