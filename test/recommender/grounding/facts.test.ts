import { describe, expect, test } from "vitest";
import { checkDraft, type DraftFacts } from "#src/recommender/grounding/index.ts";

const FACTS: DraftFacts = {
  locale: "en-GB",
  amounts: [{ value: 1250, currency: "EUR", decimals: 2 }],
  identifiers: ["INV/2026/00017", "4711"],
  dates: ["2026-02-03"],
  deadlines: ["2026-02-01"],
  counts: [{ value: 2, of: "invoice" }],
  daysOverdue: [29],
  reminderLevel: 2,
  names: [
    { text: "Azure Interior Ltd", kind: "company" },
    { text: "Siobhán O'Neil", kind: "person" },
    { text: "Office fit-out", kind: "deal" },
  ],
  hosts: ["duval.example"],
  mailAddresses: ["office@duval.example"],
  phones: ["+32 2 555 01 01"],
};

/** The codes of what is wrong with one paragraph; none when it is accepted. */
function wrongs(text: string, facts: DraftFacts = FACTS): string[] {
  const verdict = checkDraft({ opening: [text], closing: [] }, facts);
  return verdict.ok ? [] : [...new Set(verdict.problems.map(({ code }) => code))];
}

describe("a fact is accepted in the ways in which people write it", () => {
  test.each([
    "The balance is €1,250.00.",
    "The balance is €1,250.",
    "The balance is 1250 EUR.",
    "The balance is 1,250.00 euros.",
    "Invoice INV/2026/00017 is open.",
    "Invoice no. 4711 is open (your order 4711).",
    "It was due on 1 February 2026.",
    "It was due on February 1st.",
    "It was due on Sunday, 1 February 2026.",
    "It was due by 2026-02-01.",
    "We wrote on 03/02/2026.",
    "The 2 invoices below are open.",
    "Two overdue invoices are open.",
    "It is 29 days overdue.",
    "It has been open for twenty-nine days.",
    "This is our second reminder.",
    "Ms O'Neil, we wrote to you at Azure Interior.",
    "Siobhán, this is about Office fit-out.",
    "Azure Interior's invoice is open.",
    "See duval.example or https://duval.example for more.",
    "Write to office@duval.example or call +32 2 555 01 01.",
  ])("%s", (text) => {
    expect(wrongs(text)).toEqual([]);
  });
});

describe("and in no other", () => {
  test.each([
    ["The balance is €1,250.01.", "amount"],
    ["The balance is €1.250,00.", "amount"],
    ["The balance is $1,250.00.", "amount"],
    ["The balance is 1,250.00.", "amount"],
    ["The balance is -€1,250.00.", "amount"],
    ["The balance is €1,250.00.00.", "amount"],
    ["The balance is €1,250.00 thousand.", "number"],
    ["The balance is 2 €1,250.00.", "out_of_place"],
    ["Invoice INV/2026/00018 is open.", "number"],
    ["Invoice INV/2026/00017-9 is open.", "number"],
    ["We need 4711 of them.", "number"],
    ["It was due on 2 February 2026.", "out_of_place"],
    ["It was due on 5 March 2026.", "date"],
    ["It was due on Monday, 1 February 2026.", "date"],
    ["It was due on 02/03/2026.", "date"],
    ["Please pay by 3 February 2026.", "out_of_place"],
    ["Please pay within 29 days.", "out_of_place"],
    ["You have 29 days more.", "out_of_place"],
    ["You would have until 3 February 2026.", "out_of_place"],
    ["It would be fine for us until 3 February 2026.", "out_of_place"],
    ["The 2 orders below are open.", "out_of_place"],
    ["The 2 other invoices are open.", "out_of_place"],
    ["This is our third reminder.", "number"],
    ["Mr Smith, we wrote to you.", "name"],
    ["We wrote to Azure Exterior.", "name"],
    ["See evil.example for more.", "link"],
    ["See https://duval.example/pay for more.", "link"],
    ["See https://duval.example.evil.example for more.", "link"],
    ["Write to office@duval.example.evil.example please.", "mail_address"],
    ["Write to xoffice@duval.example please.", "mail_address"],
    ["Call +32 2 555 01 019 please.", "phone"],
  ])("%s", (text, code) => {
    expect(wrongs(text)).toContain(code);
  });
});

describe("a fact that says more than it is gives nothing", () => {
  const named = (text: string): DraftFacts => ({ ...FACTS, names: [{ text, kind: "company" }] });

  test.each([
    "www.evil.example",
    "Pay €5 Ltd",
    "Your refund is ready",
    "<b>Azure</b>",
    "New account DE89370400440532013000",
    "a@evil.example",
  ])("the name %s", (name) => {
    expect(wrongs(`We wrote to ${name} about it.`, named(name))).not.toEqual([]);
  });

  test.each(["see https://evil.example 1", "30% discount", "call +1 900 555 0199 now", "x1".repeat(40)])(
    "the reference %s",
    (reference) => {
      expect(wrongs(`Your reference ${reference} is known.`, { ...FACTS, identifiers: [reference] })).not.toEqual([]);
    },
  );

  test("a name with odd characters is a name", () => {
    for (const name of ["3M & Søns", "H2O Systems", "Café 1&1", "日本商事", "O'Neil-Łódź"])
      expect(wrongs(`We wrote to ${name} about it.`, named(name))).toEqual([]);
  });
});

describe("the locale decides what a figure means", () => {
  test("month and day", () => {
    const american = { ...FACTS, locale: "en-US" };
    expect(wrongs("We wrote on 2/3/2026.", american)).toEqual([]);
    expect(wrongs("We wrote on 3/2/2026.", american)).toContain("date");
  });

  test("a dollar is the reader's", () => {
    const amounts = [{ value: 99.5, currency: "CAD", decimals: 2 }];
    expect(wrongs("The balance is $99.50.", { ...FACTS, amounts, locale: "en-CA" })).toEqual([]);
    expect(wrongs("The balance is $99.50.", { ...FACTS, amounts })).toContain("amount");
  });

  test("a language that drafts are not written in is refused, and so is no locale at all", () => {
    for (const locale of ["nl-NL", "", "en_", "x", "en-GB-"]) expect(wrongs("Thank you.", { ...FACTS, locale })).toEqual(["language"]);
  });

  test("a text in another language than the reader's", () => {
    expect(wrongs("Nous vous remercions de votre aide.")).toContain("language");
    expect(wrongs("Grazie mille per il vostro aiuto e a presto.")).toContain("language");
  });
});
