import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { en } from "../../web/src/i18n/en/index.ts";
import { fr } from "../../web/src/i18n/fr/index.ts";
import { argumentsOf, keysOf, unusedKeys } from "./catalogueReading.ts";

const ROOT = join(import.meta.dirname, "../../web/src");

function sources(): string[] {
  return readdirSync(ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/i18n\/(en|fr)$/.test(entry.parentPath))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

describe("the page's words", () => {
  const english = keysOf(en);
  const french = keysOf(fr);

  test("are there in both languages, and none of them is empty", () => {
    expect([...french.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect([...english, ...french].filter(([, words]) => words.trim() === "")).toEqual([]);
  });

  test("name the same values in both languages", () => {
    const named = (words: Map<string, string>) => Object.fromEntries([...words].map(([key, message]) => [key, argumentsOf(message)]));
    expect(named(french)).toEqual(named(english));
  });

  test("have French spaces before their marks, so that no line begins with one, and French apostrophes", () => {
    const wrong = [...french].filter(([, words]) => /[^\s{(] [:;!?»](?!\w)|« |\p{L}'\p{L}/u.test(words));
    expect(wrong).toEqual([]);
  });

  test("are all used", () => {
    expect(unusedKeys(english.keys(), sources())).toEqual([]);
  });

  test("of a key that nothing names, or that only another area names, are found to be unused", () => {
    const page = 'const t = useTranslations("inbox"); t("title"); t(`status.${status}`)';
    expect(unusedKeys(["inbox.title", "inbox.status.done", "inbox.lost", "alerts.title"], [page])).toEqual(["inbox.lost", "alerts.title"]);
  });
});
