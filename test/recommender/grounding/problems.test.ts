import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDraft, DEFAULT_DRAFT_BOUNDS, DRAFT_PROBLEMS, type Draft } from "#src/recommender/grounding/index.ts";
import { hostileDrafts } from "../../../suites/hostile/compose.ts";
import { HONEST_FACTS } from "../../../suites/hostile/honest/facts.ts";

const facts = HONEST_FACTS["en-azure"]!;
const problemsOf = (draft: Draft, bounds = DEFAULT_DRAFT_BOUNDS) => {
  const verdict = checkDraft(draft, facts, bounds);
  return verdict.ok ? [] : verdict.problems;
};
const opening = (text: string): Draft => ({ opening: [text], closing: [] });

describe("what a draft is told", () => {
  test("the part, the words and a complete sentence", () => {
    expect(problemsOf({ subject: "Invoice INV/2026/00018", opening: ["Thank you."], closing: ["See you at www.evil.example."] })).toEqual([
      {
        code: "number",
        where: "subject",
        what: "INV/2026/00018",
        sentence: "The model's draft was replaced because its subject names a number that is not among the facts: “INV/2026/00018”.",
      },
      {
        code: "link",
        where: "closing.0",
        what: "www.evil.example",
        sentence:
          "The model's draft was replaced because its closing names a link or a host that is not among the facts: “www.evil.example”.",
      },
    ]);
  });

  test.each([
    ["nothing at all", { opening: [], closing: [] }, "empty"],
    ["an empty paragraph", { opening: ["Thank you.", " "], closing: [] }, "empty"],
    ["an empty SMS", { body: "" }, "empty"],
    ["a long subject", { subject: "Thank you ".repeat(20), opening: ["Thank you."], closing: [] }, "too_long"],
    ["a long paragraph", opening("Thank you. ".repeat(100)), "too_long"],
    ["many paragraphs", { opening: Array<string>(5).fill("Thank you."), closing: [] }, "too_long"],
    ["an SMS of three segments", { body: "Thank you. ".repeat(40) }, "too_long"],
    ["half a sentence", opening("We wrote to you about"), "unfinished"],
    ["a sentence that goes on after its end", opening("We wrote. to you."), "unfinished"],
    ["capitals", opening("Please PAY now."), "shouting"],
    ["exclamation marks", opening("Please pay! Thank you!"), "shouting"],
    ["two lines", opening("Thank you.\nThank you."), "hidden_characters"],
    ["mixed scripts", opening("Please pаy now."), "disguised_letters"],
    ["a placeholder", opening("Thank you, {{name}}."), "markup"],
    ["an emoji", opening("Thank you 🙏."), "symbols"],
    ["a per cent sign", opening("Please take 5% off."), "percent"],
    ["an account", opening("Please use DE89370400440532013000."), "account"],
    ["a word that is not one", opening("Please frobnicate it."), "unknown_word"],
  ] satisfies [string, Draft, string][])("%s", (_what, draft, code) => {
    expect(problemsOf(draft).map((problem) => problem.code)).toContain(code);
  });

  test("an SMS may end with who writes it", () => {
    expect(problemsOf({ body: "Hello Brandon, have you seen our message? Marie Curie" })).toEqual([]);
    expect(problemsOf({ body: "Hello Brandon, have you seen our" })).not.toEqual([]);
  });

  test("the characters that the code adds to an SMS count", () => {
    const body = `${"Thank you. ".repeat(13)}Thanks you.`;
    expect(problemsOf({ body }, { ...DEFAULT_DRAFT_BOUNDS, smsSegments: 1, smsReserved: 6 })).toEqual([]);
    expect(problemsOf({ body }, { ...DEFAULT_DRAFT_BOUNDS, smsSegments: 1, smsReserved: 7 })).not.toEqual([]);
  });
});

describe("the sentences are fit for a card", () => {
  // eslint-disable-next-line no-control-regex
  const UNFIT = /[\p{C}\p{Zl}\p{Zp}]/u;

  const isFit = (draft: Draft): boolean =>
    problemsOf(draft).every(
      ({ code, what, sentence }) =>
        DRAFT_PROBLEMS.includes(code) &&
        what.length <= 80 &&
        sentence.length - what.length < 160 &&
        !UNFIT.test(sentence) &&
        sentence.isWellFormed(),
    );

  test("whatever was written", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary", maxLength: 400 }), { maxLength: 4 }),
        fc.string({ unit: "grapheme" }),
        (texts, subject) => {
          expect(isFit({ subject, opening: texts, closing: texts })).toBe(true);
          expect(isFit({ body: texts.join("") })).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("every problem is one that some attack has", () => {
    const met = new Set<string>();
    let turn = 0;
    for (const { draft, facts } of hostileDrafts()) {
      turn += 1;
      if (turn % 41 !== 0) continue;
      const verdict = checkDraft(draft, facts);
      if (!verdict.ok) for (const { code } of verdict.problems) met.add(code);
    }
    // these two are of a draft's size and not of what it says
    expect(DRAFT_PROBLEMS.filter((code) => !met.has(code) && code !== "empty" && code !== "too_long")).toEqual([]);
  });
});
