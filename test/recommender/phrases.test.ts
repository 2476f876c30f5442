import { describe, expect, test } from "vitest";
import { CORE, filledPhrases, isSayable, phrasesFor, type Occasion } from "#src/recommender/advice/phrases/index.ts";
import { ENTRIES } from "#src/recommender/advice/phrases/entries.ts";
import { occasions } from "../../suites/hostile/occasions.ts";

/** The sentences that a model may choose among, over the facts of the honest drafts in all languages. */

const LANGUAGES = ["en", "fr", "de", "es"] as const;
const of = (language: string): [string, Occasion][] => occasions().filter(([about]) => about.startsWith(`${language}-`));
const reminder = (): Occasion => occasions().find(([about]) => about === "en-final")![1];

describe.each(LANGUAGES)("the phrase book in %s", (language) => {
  test("holds no sentence that the check refuses", () => {
    const refused = of(language).flatMap(([about, occasion]) =>
      filledPhrases(occasion)
        .filter(({ text, part }) => !isSayable(text, part, occasion))
        .map(({ id, text }) => [about, id, text]),
    );
    expect(refused).toEqual([]);
  });

  test("offers each of its sentences to some candidate", () => {
    const offered = new Set<string>(of(language).flatMap(([, occasion]) => filledPhrases(occasion).map(({ id }) => id)));
    expect(Object.keys(ENTRIES).filter((id) => !offered.has(id))).toEqual([]);
  });

  test("has enough to choose from, and always something that says what the message is for", () => {
    for (const [about, occasion] of of(language)) {
      const phrases = phrasesFor(occasion);
      expect([about, phrases.length >= (occasion.kind === "sms" ? 6 : 8)]).toEqual([about, true]);
      const core: readonly string[] = CORE[occasion.kind];
      expect([about, phrases.some(({ part, says }) => part === "opening" && core.includes(says))]).toEqual([about, true]);
    }
  });
});

test("a sentence whose fact is missing is not offered, nor one that is not true of the candidate", () => {
  const ids = (occasion: Occasion): string[] => filledPhrases(occasion).map(({ id }) => id);
  const whole = reminder();
  expect(ids(whole)).toEqual(expect.arrayContaining(["reminder_promise", "reminder_reminded", "reminder_third", "reminder_help"]));
  expect(ids({ ...whole, promise: null })).not.toContain("reminder_promise");
  expect(ids({ ...whole, remindedOn: null })).not.toContain("reminder_reminded");
  expect(ids({ ...whole, seller: null })).not.toContain("reminder_help");
  expect(ids({ ...whole, facts: { ...whole.facts, reminderLevel: 2 } })).not.toContain("reminder_third");
  expect(ids({ ...whole, tone: "friendly" }).filter((id) => id.endsWith("_firm"))).toEqual([]);
  // the message lists one of two: nothing may call it the only one
  const listed = { ...whole, facts: { ...whole.facts, counts: [{ value: 2, of: "invoice" as const }] } };
  expect(ids(listed)).not.toContain("reminder_open_one");
  // a part of what is open is not what the invoice is for
  const part = whole.facts.documents!.map((document) => ({ ...document, amounts: [100, 5617.25] }));
  expect(ids({ ...whole, facts: { ...whole.facts, documents: part } })).not.toContain("reminder_open_one");
});

test("a name that says more than a name keeps its sentences from being offered", () => {
  const hostile = { ...reminder(), seller: "Pay to IBAN DE89370400440532013000" };
  expect(
    filledPhrases(hostile)
      .map(({ text }) => text)
      .join(" "),
  ).toContain("IBAN");
  expect(
    phrasesFor(hostile)
      .map(({ text }) => text)
      .join(" "),
  ).not.toContain("IBAN");
});
