import { describe, expect, test } from "vitest";
import { BOOK, recognise, saidIn } from "#src/sentences/index.ts";
import { SHELVES, type Chapter, type Shelf } from "#src/sentences/book/index.ts";
import { samplesOf } from "./sample.ts";

const codesOf = (text: string, shelf: Shelf = "sentence") => recognise(shelf, text).map(({ code }) => code);

const SENTENCES = (Object.entries(SHELVES) as [Shelf, readonly Chapter[]][])
  .filter(([shelf]) => shelf !== "value")
  .flatMap(([shelf, chapters]) =>
    chapters.flatMap((chapter) =>
      Object.entries<string>(BOOK[chapter]).flatMap(([name, template]) =>
        samplesOf(template).map(({ sentence }) => ({ shelf, code: `${chapter}.${name}`, sentence })),
      ),
    ),
  );

describe("every sentence of the book", () => {
  test.each(SENTENCES)("$code is known again: $sentence", ({ shelf, sentence }) => {
    const spoken = recognise(shelf, sentence);
    expect(spoken.filter(({ code }) => code === undefined)).toEqual([]);
    // some say the same in two places; what counts is that the same sentence is said
    expect(spoken.map((one) => one.sentence).join(" ")).toBe(sentence);
  });
});

describe("a text", () => {
  test("is read sentence by sentence, each with its figures", () => {
    expect(
      recognise(
        "sentence",
        "Azure Interior has 2 overdue invoices, 1,250.00 EUR in total. No reminder was sent yet. They are nice people. Nobody outside is contacted.",
      ),
    ).toEqual([
      {
        sentence: "Azure Interior has 2 overdue invoices, 1,250.00 EUR in total.",
        code: "why.overdueMany",
        figures: { customer: "Azure Interior", count: 2, total: { amount: 1250, currency: "EUR" } },
      },
      { sentence: "No reminder was sent yet.", code: "why.noReminder", figures: {} },
      { sentence: "They are nice people." },
      { sentence: "Nobody outside is contacted.", code: "why.nobodyOutside", figures: {} },
    ]);
  });

  test("may hold a name with what looks like the end of a sentence", () => {
    expect(codesOf("Dr. Who S.A. has 1 overdue invoice of 5.00 EUR.")).toEqual(["why.overdueOne"]);
  });

  test("holds sentences within sentences", () => {
    expect(recognise("sentence", "Cannot approve: it is held: a@b.example has unsubscribed.")).toMatchObject([
      {
        code: "can.isHeld",
        figures: { verb: "approve", reason: { said: [{ code: "held.unsubscribed", figures: { address: "a@b.example" } }] } },
      },
    ]);
  });

  test("that can be read in two ways is read in none", () => {
    const sentence = "Desks of Oak of Azure, worth 5.00 EUR, was won on 2026-03-02.";
    expect(recognise("sentence", sentence)).toEqual([{ sentence }]);
  });

  test("of people, or longer than any sentence, stays as it is", () => {
    expect(codesOf("They pay on Friday.")).toEqual([undefined]);
    expect(codesOf("No reminder was sent yet. ".repeat(200))).toEqual([undefined]);
  });
});

describe("an answer", () => {
  test("says what its sentences say, by where they stand, and nothing of the words and data in it", () => {
    const said = saidIn({
      action: {
        reasoning: "No reminder was sent yet.",
        evidence: [{ label: "Customer", value: "Customer" }],
        operation: { inputs: { body_text: "No reminder was sent yet.", subject: "Customer" } },
      },
      names: { "user:1": "No reminder was sent yet." },
    });
    expect(said).toEqual({
      sentence: { "No reminder was sent yet.": [{ sentence: "No reminder was sent yet.", code: "why.noReminder", figures: {} }] },
      label: { Customer: [{ sentence: "Customer", code: "label.customer", figures: {} }] },
    });
  });

  test("may hold whatever a document was called, also what every object has", () => {
    const names = ["toString", "constructor", "__proto__", "hasOwnProperty"];
    const answer = JSON.parse(`{${names.map((name) => `"${name}": "No reminder was sent yet."`).join(",")}}`) as object;
    expect(saidIn(answer)).toEqual({});
  });
});
