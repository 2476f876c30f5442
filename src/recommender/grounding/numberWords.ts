import type { DraftLanguage } from "./types.ts";

/** Small numbers in words, for the counts and days that a draft may write out. 1 to 99; none beyond. */

const EN_SMALL = words(
  "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
);
const EN_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety");
const FR_SMALL = words(
  "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
);
const FR_TENS = words("vingt trente quarante cinquante soixante");
const DE_SMALL = words(
  "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
);
const DE_TENS = words("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig");
const ES_SMALL = words(
  "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiún veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
);
const ES_TENS = words("treinta cuarenta cincuenta sesenta setenta ochenta noventa");

function words(list: string): readonly string[] {
  return list.split(" ");
}

/** `number` in words as it stands before a masculine noun; undefined outside 1 to 99. */
export function numberInWords(number: number, language: DraftLanguage): string | undefined {
  if (!Number.isInteger(number) || number < 1 || number > 99) return undefined;
  return WRITERS[language](number);
}

const WRITERS = {
  en: (number) => {
    if (number < 20) return EN_SMALL[number - 1];
    const tens = EN_TENS[Math.floor(number / 10) - 2];
    return number % 10 === 0 ? tens : `${tens}-${EN_SMALL[(number % 10) - 1]}`;
  },
  fr: (number) => {
    if (number < 20) return FR_SMALL[number - 1];
    if (number === 71) return "soixante et onze";
    if (number === 80) return "quatre-vingts";
    const [base, tens] = number >= 80 ? [80, "quatre-vingt"] : number >= 60 ? [60, "soixante"] : twentyToSixty(number);
    const rest = number - base;
    if (rest === 0) return tens;
    return rest === 1 && number < 80 ? `${tens} et un` : `${tens}-${FR_SMALL[rest - 1]}`;
  },
  de: (number) => {
    if (number < 20) return DE_SMALL[number - 1];
    const tens = DE_TENS[Math.floor(number / 10) - 2];
    return number % 10 === 0 ? tens : `${DE_SMALL[(number % 10) - 1]}und${tens}`;
  },
  es: (number) => {
    if (number < 30) return ES_SMALL[number - 1];
    const tens = ES_TENS[Math.floor(number / 10) - 3];
    return number % 10 === 0 ? tens : `${tens} y ${number % 10 === 1 ? "un" : ES_SMALL[(number % 10) - 1]}`;
  },
} as const satisfies Record<DraftLanguage, (number: number) => string | undefined>;

function twentyToSixty(number: number): [number, string] {
  const tens = Math.floor(number / 10);
  return [tens * 10, FR_TENS[tens - 2] ?? ""];
}

const ORDINALS = {
  en: ["first", "second", "third", "fourth", "fifth"],
  fr: ["premier", "deuxième", "troisième", "quatrième", "cinquième"],
  de: ["erste", "zweite", "dritte", "vierte", "fünfte"],
  es: ["primer", "segundo", "tercer", "cuarto", "quinto"],
} as const satisfies Record<DraftLanguage, readonly string[]>;

/** What a reminder is called: with the ordinal before it, it says the how many-th it is. */
const REMINDERS = {
  en: ["reminder", "payment reminder", "notice", "message"],
  fr: ["rappel", "relance"],
  de: ["Erinnerung", "Mahnung", "Zahlungserinnerung"],
  es: ["recordatorio", "aviso"],
} as const satisfies Record<DraftLanguage, readonly string[]>;

/** The ways to call the reminder of this level: `second reminder`. */
export function ordinalForms(level: number, language: DraftLanguage): string[] {
  const word = ORDINALS[language][level - 1];
  if (word === undefined) return [];
  const inflected = language === "de" ? [word, `${word}n`] : language === "fr" && level === 1 ? [word, "première"] : [word];
  return inflected.flatMap((ordinal) =>
    [ordinal, ordinal.charAt(0).toUpperCase() + ordinal.slice(1)].flatMap((form) => REMINDERS[language].map((noun) => `${form} ${noun}`)),
  );
}
