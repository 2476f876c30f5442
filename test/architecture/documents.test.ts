import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PICTURE_EXTENSION, PICTURES, PICTURES_FOLDER } from "../../scripts/pictures.ts";

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

describe("pictures", () => {
  const MOST_BYTES = 250_000;

  test("are those that the command takes, each shown in a document and small", () => {
    const taken = Object.keys(PICTURES).map((name) => `${name}${PICTURE_EXTENSION}`);
    const shown = DOCUMENTS.flatMap((document) => picturesIn(readFileSync(join(ROOT, document), "utf8")));
    expect([...new Set(shown)].toSorted()).toEqual(taken.toSorted());
    expect(readdirSync(join(ROOT, PICTURES_FOLDER)).toSorted()).toEqual(taken.toSorted());
    expect(taken.filter((name) => statSync(join(ROOT, PICTURES_FOLDER, name)).size > MOST_BYTES)).toEqual([]);
  });

  test("each have words for those who do not see them", () => {
    const without = DOCUMENTS.flatMap((document) => [
      ...readFileSync(join(ROOT, document), "utf8").matchAll(/!\[\s*\]\([^)]*\)|<img(?![^>]*\balt="[^"]+")[^>]*>/g),
    ]);
    expect(without.map(([found]) => found)).toEqual([]);
  });

  test("in Markdown and in HTML are found", () => {
    expect(picturesIn('![a](images/b.webp) <source srcset="docs/images/c.webp"> <img src="images/d.webp">')).toEqual([
      "b.webp",
      "c.webp",
      "d.webp",
    ]);
  });
});

/** The names of the pictures that a text shows. */
function picturesIn(text: string): string[] {
  return [...text.matchAll(/(?:!\[[^\]]*\]\(|(?:src|srcset)=")(?:docs\/)?images\/([^)"\s]+)/g)].map(([, name]) => name!);
}
