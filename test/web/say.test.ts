import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { saidIn } from "#src/sentences/index.ts";
import { figure as englishFigure } from "../../web/src/i18n/en/figure.ts";
import { chapters as englishChapters } from "../../web/src/i18n/en/said.ts";
import { figure as frenchFigure } from "../../web/src/i18n/fr/figure.ts";
import { chapters as frenchChapters } from "../../web/src/i18n/fr/said/index.ts";
import { learn } from "../../web/src/i18n/learned.ts";
import { wholeOf } from "./catalogueReading.ts";
import { sayWith, type Formats, type Say } from "../../web/src/i18n/say.ts";

const WORDS = {
  en: { said: await wholeOf(englishChapters), figure: englishFigure },
  fr: { said: await wholeOf(frenchChapters), figure: frenchFigure },
} as const;

const formatsOf = (locale: string): Formats => ({
  day: (day) => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day)),
  moment: (moment) =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(moment)),
  money: ({ amount, currency }) => new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount),
  number: (value) => new Intl.NumberFormat(locale).format(value),
});

function sayIn(locale: "en" | "fr", said: object = WORDS[locale].said, lacks: (chapter: string) => void = () => undefined): Say {
  const t = createTranslator({ locale, messages: { said, figure: WORDS[locale].figure }, namespace: "said" as never });
  const figure = createTranslator({ locale, messages: WORDS[locale], namespace: "figure" });
  return sayWith(t, figure, formatsOf(locale), lacks);
}

/** Spaces of numbers differ by the machine's own tables. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

const REASONING =
  "Azure Interior has 2 overdue invoices, 1,250.00 EUR in total. The oldest, INV/7, was due on 2026-03-02, 1 day ago. They are nice people.";

describe("a sentence of the server", () => {
  test("reads in the reader's language, with amounts and days as the reader writes them", () => {
    learn(saidIn({ reasoning: REASONING }));
    expect(plain(sayIn("fr")(REASONING))).toBe(
      "Azure Interior a 2 factures en retard, 1 250,00 € au total. La plus ancienne, INV/7, était due le 2 mars 2026, il y a 1 jour. They are nice people.",
    );
    expect(sayIn("en")(REASONING)).toContain("Azure Interior has 2 overdue invoices, €1,250.00 in total.");
  });

  test("that holds another one reads in it as a whole, also where the page found it itself", () => {
    learn(saidIn({ holdReason: "billing@azure.example has unsubscribed." }));
    expect(plain(sayIn("fr")("Cannot approve: it is held: billing@azure.example has unsubscribed."))).toBe(
      "Approbation impossible : elle est retenue : billing@azure.example s’est désabonné.",
    );
  });

  test("says what drifted, record and values too", () => {
    const drift = "Invoice INV/7 has another open amount since this was proposed (it said 1,250.00 EUR, now nothing).";
    learn(saidIn({ sentence: drift }));
    expect(plain(sayIn("fr")(drift))).toBe(
      "Facture INV/7 a un autre montant ouvert depuis la proposition (avant : 1 250,00 € ; maintenant : rien).",
    );
  });

  test("is shown as it is stored where the server gave no code, or the page does not know the code", () => {
    expect(sayIn("fr")("Something that only a newer server says.")).toBe("Something that only a newer server says.");
    learn({ sentence: { "Newer.": [{ sentence: "Newer.", code: "why.newer", figures: {} }] } });
    expect(sayIn("fr")("Newer.")).toBe("Newer.");
    // before the chapter has come
    learn(saidIn({ reasoning: REASONING }));
    expect(sayIn("fr", {})(REASONING)).toBe(REASONING);
  });

  test("asks for the chapters that are not there, of the sentences within it too", () => {
    const held = "Cannot approve: it is held: billing@azure.example has unsubscribed.";
    learn(saidIn({ reason: held }));
    const asked: string[] = [];
    const { held: there, ...lacking } = WORDS.fr.said;
    sayIn("fr", {}, (chapter) => asked.push(chapter))(held);
    expect(asked).toEqual(["held", "can"]);
    asked.length = 0;
    sayIn("fr", lacking, (chapter) => asked.push(chapter))(held);
    expect(asked).toEqual(["held"]);
    asked.length = 0;
    sayIn("fr", { ...lacking, held: there }, (chapter) => asked.push(chapter))(held);
    expect(asked).toEqual([]);
  });
});
