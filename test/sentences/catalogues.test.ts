import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { BOOK, type Figure } from "#src/sentences/index.ts";
import { piecesOf } from "#src/sentences/template.ts";
import { wordKey } from "#src/sentences/wordKey.ts";
import { chapters as englishChapters } from "../../web/src/i18n/en/said.ts";
import { chapters as frenchChapters } from "../../web/src/i18n/fr/said/index.ts";
import { wholeOf } from "../web/catalogueReading.ts";
import { samplesOf } from "./sample.ts";

type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

const french = await wholeOf(frenchChapters);

const BY_CHAPTER: Messages = BOOK;
const CHAPTERS = Object.keys(BOOK);
const CATALOGUES: readonly (readonly ["en" | "fr", Messages])[] = [
  ["en", await wholeOf(englishChapters)],
  ["fr", french],
];

const MARK = "§";
/** Each figure as something that is found again in a message. */
const marked = (figure: Figure, name: string): string | number =>
  typeof figure === "number" ? figure : typeof figure === "string" ? figure : `${MARK}${name}${MARK}`;

/** How a value has to show in the message; null for a word, which the message says its own way. */
function expectedOf(template: string, name: string, value: string | number): string | null {
  const slot = piecesOf(template)
    .flatMap((piece) => ("slot" in piece ? [piece.slot] : []))
    .find((one) => one.name === name);
  if (slot?.kind === "word") return null;
  return typeof value === "number" ? String(Math.trunc(value)) : value;
}

/** The figures of a sentence that its message leaves out. */
function leftOut(translate: (code: string, values: Record<string, string | number>) => string, code: string, template: string): string[] {
  return samplesOf(template).flatMap(({ figures }) => {
    const values = Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, marked(figure, name)]));
    const text = translate(code, values);
    if (text.trim() === "") return [`${code} says nothing`];
    return Object.entries(values).flatMap(([name, value]) => {
      const shown = expectedOf(template, name, value);
      return shown === null || text.includes(shown) ? [] : [`${code}: ${name} in "${text}"`];
    });
  });
}

describe.each(CATALOGUES)("the catalogue in %s", (locale, messages) => {
  const t = createTranslator({
    locale,
    messages,
    onError: (error) => {
      throw error;
    },
  }) as unknown as (code: string, values: Record<string, string | number>) => string;

  test.each(CHAPTERS)("has every sentence of the chapter %s, and no other", (chapter) => {
    expect(Object.keys(messages[chapter] ?? {}).toSorted()).toEqual(Object.keys(BY_CHAPTER[chapter]!).toSorted());
  });

  test.each(CHAPTERS)("says all figures of every sentence of the chapter %s", (chapter) => {
    expect(Object.entries(BY_CHAPTER[chapter]!).flatMap(([name, template]) => leftOut(t, `${chapter}.${name}`, template))).toEqual([]);
  });
});

describe("the French catalogue", () => {
  const sentences = CHAPTERS.flatMap((chapter) =>
    Object.entries(BY_CHAPTER[chapter]!).map(([name, template]) => ({
      code: `${chapter}.${name}`,
      template,
      message: french[chapter as keyof typeof french][name as never] as string,
    })),
  );

  test("has its own word for every choice; at most the last is left to what is said of all others", () => {
    const missing = sentences.flatMap(({ code, template, message }) =>
      piecesOf(template).flatMap((piece) => {
        if (!("slot" in piece) || piece.slot.words.length === 0) return [];
        const others = piece.slot.words.filter((word) => !message.includes(`${wordKey(word)} {`));
        const most = message.includes("other {}") ? 0 : 1;
        return others.length > most ? [`${code}: ${others.join(", ")}`] : [];
      }),
    );
    expect(missing).toEqual([]);
  });

  test("has French spaces before its marks, and French apostrophes", () => {
    const wrong = sentences.filter(({ message }) => /[^\s{(] [:;!?»]|« [^\u00a0]|'/.test(message.replaceAll("«\u00a0", "")));
    expect(wrong.map(({ message }) => message)).toEqual([]);
  });
});
