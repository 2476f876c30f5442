import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const DOCUMENTS = [
  "README.md",
  "AGENTS.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const SCRIPTS = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts;

/** Paths of the repository that a text names, in backticks or as links. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([\w./-]+)`/g)]
    .map((match) => match[1]!)
    .filter((path) => /^(src|test|web|simulator|docs|scripts|drizzle|bin|bench)\//.test(path));
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map((match) => match[1]!);
  return [...quoted, ...linked];
}

const commandsIn = (text: string): string[] => [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1]!);

describe.each(DOCUMENTS)("%s", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8");
  const folder = document.includes("/") ? "docs" : "";

  test("names only paths that are there", () => {
    const gone = pathsIn(text).filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, folder, path)));
    expect(gone).toEqual([]);
  });

  test("names only commands that are there", () => {
    expect(commandsIn(text).filter((script) => !(script in SCRIPTS))).toEqual([]);
  });
});

test("a path or a command that is gone is noticed", () => {
  expect(pathsIn("see `src/gone.ts` and [the guide](docs/guide.md)")).toEqual(["src/gone.ts", "docs/guide.md"]);
  expect(commandsIn("`npm run nothing:here`")).toEqual(["nothing:here"]);
});
