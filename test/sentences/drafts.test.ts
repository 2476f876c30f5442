import { describe, expect, test } from "vitest";
import { problem, reasonOf } from "#src/recommender/grounding/sentences.ts";
import type { DraftProblemCode } from "#src/recommender/grounding/index.ts";
import { recognise } from "#src/sentences/index.ts";

/** Whose words a message is in, and why not a model's: what the card says of a draft is known to every language. */

const CODES = Object.keys({
  empty: true,
  too_long: true,
  unfinished: true,
  shouting: true,
  hidden_characters: true,
  disguised_letters: true,
  markup: true,
  symbols: true,
  language: true,
  amount: true,
  number: true,
  percent: true,
  date: true,
  phone: true,
  mail_address: true,
  link: true,
  account: true,
  name: true,
  unknown_word: true,
  out_of_place: true,
  mixed_up: true,
  open_act: true,
  claim: true,
  instruction: true,
  threat: true,
  cost: true,
  promise: true,
  payment_details: true,
  credentials: true,
  secrecy: true,
  others: true,
} satisfies Record<DraftProblemCode, true>) as DraftProblemCode[];

/** As cards say it, and, with what was written, as those said it that were stored before. */
const because = (code: DraftProblemCode, text = ""): string => `${reasonOf(problem(code, "opening.0"))}${text === "" ? "" : `: “${text}”`}`;

describe.each(CODES)("a draft that was replaced for %s", (code) => {
  test.each(["", "Pay by Friday; or else."])("is known with the words it was for: %j", (text) => {
    const [said, ...more] = recognise("sentence", `The playbook's: the draft of claude-x was replaced because ${because(code, text)}.`);
    expect([said?.code, more]).toEqual(["words.keptReplaced", []]);
    expect(said?.figures?.["why"]).toMatchObject({ said: [{ code: text === "" ? "draft.problem" : "draft.problemWith" }] });
  });
});

describe("what was left out of a draft", () => {
  const leftOut = (quoted: string): string =>
    `Drafted by claude-x (prompt 2, phrases 3) and checked against the facts. Left out of it: ` +
    `“We will act; soon.” because ${because("threat", quoted)}; “Ok.” because no such sentence was offered; 2 more`;

  test("is known one by one", () => {
    const [said] = recognise("sentence", leftOut("soon; 2 more"));
    expect(said?.code).toBe("words.draftedLess");
    const { said: left } = said!.figures!["what"] as { readonly said: readonly { readonly code?: string; readonly figures?: object }[] };
    expect(left.map(({ code }) => code)).toEqual(["leftOut.because", "leftOut.because", "leftOut.more"]);
    expect(left.at(-1)?.figures).toEqual({ count: 2 });
  });

  test("stands as it is where what is quoted looks like another one that was left out", () => {
    const text = leftOut("soon; “Ok.” because it threatens");
    expect(recognise("sentence", text).every(({ code }) => code === undefined)).toBe(true);
  });
});
