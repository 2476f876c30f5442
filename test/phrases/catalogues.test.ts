import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { BOOK, type Figure } from "#src/phrases/index.ts";
import { piecesOf } from "#src/phrases/template.ts";
import { wordKey } from "#src/phrases/wordKey.ts";
import { said as english } from "../../web/src/i18n/en/said.ts";
import { said as french } from "../../web/src/i18n/fr/said/index.ts";
import { samplesOf } from "./sample.ts";

const CODES = Object.entries(BOOK).flatMap(([chapter, templates]) =>
  Object.entries<string>(templates).map(([name, template]) => ({ code: `${chapter}.${name}`, template })),
);
const messageOf = (messages: unknown, code: string): string => {
  const [chapter = "", name = ""] = code.split(".");
  return (messages as Readonly<Record<string, Readonly<Record<string, string>>>>)[chapter]?.[name] ?? "";
};

const MARK = "§";
/** Each figure as something that is found again in a message. */
const marked = (figure: Figure, name: string): string | number =>
  typeof figure === "number" ? figure : typeof figure === "string" ? figure : `${MARK}${name}${MARK}`;

describe.each([
  ["en", english],
  ["fr", french],
] as const)("the catalogue in %s", (locale, messages) => {
  const t = createTranslator({
    locale,
    messages: messages as unknown as Record<string, unknown>,
    onError: (error) => {
      throw error;
    },
  }) as unknown as (code: string, values: Record<string, string | number>) => string;

  test.each(CODES)("says $code with all its figures", ({ code, template }) => {
    for (const { figures } of samplesOf(template)) {
      const values = Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, marked(figure, name)]));
      const text = t(code, values);
      expect(text.trim()).not.toBe("");
      for (const [name, figure] of Object.entries(figures)) {
        if (typeof figure === "object") expect(text, name).toContain(`${MARK}${name}${MARK}`);
        if (typeof figure === "number") expect(text, name).toMatch(/37/);
      }
      for (const piece of piecesOf(template)) {
        if (!("slot" in piece)) continue;
        if (piece.slot.kind === "text" || piece.slot.kind === "token")
          expect(text, piece.slot.name).toContain(String(values[piece.slot.name]));
      }
    }
  });
});

describe("the French of it", () => {
  test.each(CODES)("$code has its own words for every choice, and French spaces before its marks", ({ code, template }) => {
    const message = messageOf(french, code);
    for (const piece of piecesOf(template)) {
      if (!("slot" in piece) || piece.slot.words.length === 0) continue;
      const others = piece.slot.words.filter((word) => !message.includes(`${wordKey(word)} {`));
      expect(others.length, piece.slot.name).toBeLessThanOrEqual(message.includes("other {}") && others.length > 0 ? 0 : 1);
    }
    expect(message).not.toMatch(/[^\s{(] [:;!?»]/);
    expect(message).not.toMatch(/« [^ ]|'/);
  });
});

test("a chapter or a sentence that only one language has is found", () => {
  const keys = (messages: object): string[] =>
    Object.entries(messages).flatMap(([chapter, names]) => Object.keys(names as object).map((name) => `${chapter}.${name}`));
  expect(keys(french).toSorted()).toEqual(CODES.map(({ code }) => code).toSorted());
  expect(keys(english).toSorted()).toEqual(CODES.map(({ code }) => code).toSorted());
});
