import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longDate, money } from "#src/recommender/format.ts";
import { checkDraft, NO_FACTS, type DraftFacts, type DraftLanguage } from "#src/recommender/grounding/index.ts";
import { HONEST_FACTS } from "../../../suites/hostile/honest/facts.ts";

const LOCALES = {
  en: ["en-GB", "en-US", "en-AU", "en-IE"],
  fr: ["fr-FR", "fr-BE", "fr-CH", "fr-CA"],
  de: ["de-DE", "de-AT", "de-CH"],
  es: ["es-ES", "es-MX", "es-AR"],
} as const satisfies Record<DraftLanguage, readonly string[]>;

/** Honest sentences around one thing each. */
const AROUND = {
  en: {
    amount: (it: string) => `We have not received ${it} so far.`,
    number: (it: string) => `Please have a look at ${it}, which is still open.`,
    date: (it: string) => `It was due on ${it} and is still open.`,
    name: (it: string) => `We wrote to ${it} about it.`,
    days: (it: number) => `It is ${it} ${it === 1 ? "day" : "days"} overdue.`,
  },
  fr: {
    amount: (it: string) => `Nous n'avons pas encore reçu ${it} à ce jour.`,
    number: (it: string) => `Merci de regarder ${it}, qui reste impayée.`,
    date: (it: string) => `Elle était échue le ${it} et reste impayée.`,
    name: (it: string) => `Nous avons écrit à ${it} à ce sujet.`,
    days: (it: number) => `Elle a ${it} ${it === 1 ? "jour" : "jours"} de retard.`,
  },
  de: {
    amount: (it: string) => `Wir haben ${it} noch nicht erhalten.`,
    number: (it: string) => `Bitte sehen Sie sich ${it} an.`,
    date: (it: string) => `Sie war am ${it} fällig und ist noch offen.`,
    name: (it: string) => `Wir haben ${it} dazu geschrieben.`,
    days: (it: number) => `Sie ist seit ${it} ${it === 1 ? "Tag" : "Tagen"} überfällig.`,
  },
  es: {
    amount: (it: string) => `Todavía no hemos recibido ${it} por su parte.`,
    number: (it: string) => `Por favor, revise ${it}, que sigue pendiente.`,
    date: (it: string) => `Venció el ${it} y sigue pendiente.`,
    name: (it: string) => `Hemos escrito a ${it} sobre este asunto.`,
    days: (it: number) => `Tiene ${it} ${it === 1 ? "día" : "días"} de retraso.`,
  },
} as const;

const place = fc
  .constantFrom(...(["en", "fr", "de", "es"] as const))
  .chain((language) => fc.record({ language: fc.constant(language), locale: fc.constantFrom<string>(...LOCALES[language]) }));
const currency = fc.constantFrom(
  { code: "EUR", decimals: 2 },
  { code: "USD", decimals: 2 },
  { code: "GBP", decimals: 2 },
  { code: "CHF", decimals: 2 },
  { code: "JPY", decimals: 0 },
);
const amount = fc
  .record({ minor: fc.integer({ min: 1, max: 99_999_999 }), currency })
  .map(({ minor, currency }) => ({ value: minor / 10 ** currency.decimals, currency }));
const identifier = fc
  .tuple(fc.constantFrom("INV", "RE", "FAC", "S", "PO"), fc.constantFrom("/", "-", ""), fc.integer({ min: 1000, max: 99_999 }))
  .map(([prefix, joint, number]) => `${prefix}${joint}${number}`);
const day = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2035-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const name = fc.constantFrom(
  "Azure Interior",
  "Müller & Söhne",
  "Łukasz Ærø",
  "L'Étoile",
  "3M Núñez",
  "Ready Mat",
  "日本商事",
  "Çelik A.Ş.",
);

const factsOf = (locale: string, over: Partial<DraftFacts> = {}): DraftFacts => ({
  locale,
  ...NO_FACTS,
  ...over,
});
/** The text when it is accepted, so that a failure shows it; null when it is refused. */
const acceptedText = (text: string, facts: DraftFacts): string | null =>
  checkDraft({ opening: [text], closing: [] }, facts).ok ? text : null;

describe("a draft made of fact-forms and honest words", () => {
  test("is accepted, as the code writes them", () => {
    fc.assert(
      fc.property(
        place,
        amount,
        identifier,
        day,
        name,
        fc.integer({ min: 1, max: 900 }),
        ({ language, locale }, { value, currency }, number, date, someone, days) => {
          const around = AROUND[language];
          const facts = factsOf(locale, {
            amounts: [{ value, currency: currency.code, decimals: currency.decimals }],
            identifiers: [number],
            dates: [date],
            daysOverdue: [days],
            names: [{ text: someone, kind: "company" }],
          });
          const text = [
            around.amount(money(value, { id: 1, ...currency }, locale)),
            around.number(number),
            around.date(longDate(date, locale)),
            around.name(someone),
            around.days(days),
          ].join(" ");
          expect(checkDraft({ opening: [text], closing: [] }, facts)).toEqual({ ok: true });
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Ways to write the figures of a text that a reader still reads. */
const FORMATTING: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
  (text) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
  (text) => text.replaceAll(/(?<=\d)(?=\d)/g, "\u200b"),
  (text) => text.replaceAll(/(?<=\d)(?=\d)/g, " "),
  (text) => `(${text})`,
  (text) => `“${text}”`,
  (text) => `*${text}*`,
  (text) => text.replaceAll(/\s/g, "\u00a0"),
];
const formatting = fc.constantFrom(...FORMATTING);

describe("what is not among the facts is refused, however it is formatted", () => {
  test("an amount", () => {
    fc.assert(
      fc.property(place, amount, amount, formatting, ({ language, locale }, said, known, format) => {
        fc.pre(said.value !== known.value || said.currency.code !== known.currency.code);
        const facts = factsOf(locale, {
          amounts: [{ value: known.value, currency: known.currency.code, decimals: known.currency.decimals }],
        });
        const { value, currency } = said;
        const signs = [
          money(value, { id: 1, ...currency }, locale),
          `${value} ${currency.code}`,
          `${currency.code} ${value.toFixed(currency.decimals)}`,
          String(value),
        ];
        for (const sign of signs) expect(acceptedText(AROUND[language].amount(format(sign)), facts)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test("a number", () => {
    fc.assert(
      fc.property(place, identifier, identifier, formatting, ({ language, locale }, said, known, format) => {
        fc.pre(said !== known);
        expect(acceptedText(AROUND[language].number(format(said)), factsOf(locale, { identifiers: [known] }))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test("a day", () => {
    fc.assert(
      fc.property(place, day, day, formatting, ({ language, locale }, said, known, format) => {
        const [year, month, date] = said.split("-");
        fc.pre(said.slice(5) !== known.slice(5) && `${known.slice(8)}-${known.slice(5, 7)}` !== said.slice(5));
        const forms = [
          longDate(said, locale),
          said,
          `${date}/${month}/${year}`,
          `${date}.${month}.${year}`,
          `${Number(date)}.${Number(month)}.`,
        ];
        for (const form of forms) expect(acceptedText(AROUND[language].date(format(form)), factsOf(locale, { dates: [known] }))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test("a link, a host, an address", () => {
    fc.assert(
      fc.property(place, fc.webUrl(), fc.domain(), fc.emailAddress(), formatting, ({ language, locale }, url, domain, address, format) => {
        const facts = factsOf(locale, { hosts: ["duval.example"], mailAddresses: ["office@duval.example"] });
        for (const it of [url, domain, address]) expect(acceptedText(AROUND[language].number(format(it)), facts)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test("any other run of letters in a fact's place", () => {
    fc.assert(
      fc.property(place, fc.stringMatching(/^[A-Z][bcdfghjklmnpqrstvwxz]{5,12}$/), ({ language, locale }, someone) => {
        expect(acceptedText(AROUND[language].name(someone), factsOf(locale))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

describe("whatever is written", () => {
  test("nothing is thrown", () => {
    const text = fc.string({ unit: "binary", maxLength: 300 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), text, place, text, (texts, subject, { locale }, odd) => {
        const facts = factsOf(locale, {
          identifiers: [odd],
          dates: [odd],
          deadlines: [odd],
          names: [{ text: odd, kind: "person" }],
          hosts: [odd],
          mailAddresses: [odd],
          phones: [odd],
          amounts: [{ value: Number.NaN, currency: odd, decimals: 2, alsoWritten: [odd] }],
          counts: [{ value: -1.5, of: "invoice" }],
          daysOverdue: [Number.POSITIVE_INFINITY],
          reminderLevel: 99,
        });
        for (const draft of [{ subject, opening: texts, closing: texts }, { body: subject }]) {
          const verdict = checkDraft(draft, facts);
          expect(verdict.ok || verdict.problems.length > 0).toBe(true);
        }
        expect(typeof checkDraft({ body: subject }, factsOf(odd)).ok).toBe("boolean");
      }),
      { numRuns: 40 },
    );
  });

  const REPEATED = [
    "a",
    "1,",
    "(",
    ") x",
    " ",
    "a-",
    "l'",
    "'a",
    "https://",
    "INV/2026/0001",
    "not ",
    "pay the total to ",
    "e\u0301",
    "\u200b",
    "€1,250.00",
    "29 days ",
    "Zahlungs",
    ".",
    "—",
    "a@",
    "[",
    "𝟙",
    "one hundred ",
    "s'",
  ];

  // far more than any bound lets through: what is too long is refused before it is looked at
  test.each(REPEATED)("a hundred thousand times %j takes time in proportion", (unit) => {
    const huge = 1_000_000;
    const bounds = {
      subjectLength: huge,
      paragraphLength: huge,
      openingParagraphs: 4,
      closingParagraphs: 3,
      totalLength: huge,
      exclamationMarks: 1,
      smsSegments: huge,
      smsReserved: 0,
    };
    const name = ["en-azure", "fr-belge", "de-wien", "es-mexico"][REPEATED.indexOf(unit) % 4]!;
    const cpuMs = (length: number): number => {
      const before = process.cpuUsage();
      checkDraft({ opening: [`${unit.repeat(Math.ceil(length / unit.length))}x`], closing: [] }, HONEST_FACTS[name]!, bounds);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    };
    cpuMs(1_000);
    // quadratic would be minutes; this is a second with much to spare
    expect(cpuMs(100_000)).toBeLessThan(4_000);
  });
});
