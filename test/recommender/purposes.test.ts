import { describe, expect, test } from "vitest";
import { assembleDraft } from "#src/recommender/advice/assemble.ts";
import type { Piece } from "#src/recommender/advice/answer.ts";
import { CORE, phrasesFor, type Phrase } from "#src/recommender/advice/phrases/index.ts";
import { occasions } from "../../suites/hostile/occasions.ts";

/** Sentences of the book that say the same: however a model chooses, a draft says it once. */

const [, occasion] = occasions().find(([about]) => about === "en-friendly")!;
const phrases = phrasesFor(occasion);
const use = (beginning: string): Piece => ({ use: phrases.find(({ text }) => text.startsWith(beginning))!.handle });

describe("sentences of one purpose", () => {
  test("exclude each other: the first of those that were chosen stays, and the other is told of", () => {
    const again = phrases.filter(({ part, says }) => part === "opening" && says === "open");
    expect(again.length).toBeGreaterThan(1);
    const answer = { subject: null, opening: [again.map(({ handle }) => ({ use: handle }))], closing: [] };
    expect(assembleDraft(answer, phrases, occasion)).toEqual({
      kind: "used",
      draft: { opening: [again[0]!.text], closing: [] },
      leftOut: again.slice(1).map(({ text }) => ({ text, because: "it says again what another sentence says" })),
    });
  });

  test("exclude each other across paragraphs, as does a sentence with itself", () => {
    const answer = { subject: null, opening: [[use("We noticed")], [use("We would be glad"), use("We noticed")]], closing: [] };
    const assembled = assembleDraft(answer, phrases, occasion);
    expect(assembled).toMatchObject({ kind: "used", leftOut: [{ because: "it says again what another sentence says" }] });
    expect(JSON.stringify(assembled).match(/We noticed/g)).toHaveLength(2);
  });

  test("do not take a subject for one of them", () => {
    const subject = phrases.find(({ part, says }) => part === "subject" && says === "open")!;
    const answer = { subject: { use: subject.handle }, opening: [[use("We noticed")]], closing: [] };
    expect(assembleDraft(answer, phrases, occasion)).toMatchObject({ draft: { subject: subject.text }, leftOut: [] });
  });
});

test("with all sentences of every message chosen, each purpose is served once, in every language", () => {
  for (const [about, one] of occasions()) {
    const offered = phrasesFor(one);
    const core: readonly string[] = CORE[one.kind];
    // the core first, so that a message that is cut for its length still is one
    const of = (part: Phrase["part"]): Phrase[] =>
      offered.filter((phrase) => phrase.part === part).toSorted((a, b) => Number(core.includes(b.says)) - Number(core.includes(a.says)));
    const [opening, closing] = [of("opening"), of("closing")].map((all) => [all.map(({ handle }): Piece => ({ use: handle }))]);
    const answer = one.kind === "sms" ? { body: opening![0]!.slice(0, 4) } : { subject: null, opening: opening!, closing: closing! };
    const assembled = assembleDraft(answer, offered, one);
    expect({ about, kind: assembled.kind }).toEqual({ about, kind: "used" });
    const words = JSON.stringify(assembled.kind === "used" ? assembled.draft : null);
    const used = offered.filter(({ part, text }) => part !== "subject" && words.includes(JSON.stringify(text).slice(1, -1)));
    const purposes = used.flatMap((phrase) => phrase.purposes);
    expect({ about, again: purposes.filter((purpose, index) => purposes.indexOf(purpose) !== index) }).toEqual({ about, again: [] });
  }
});
