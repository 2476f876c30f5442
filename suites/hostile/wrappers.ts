/** Ways to hide what is said from somebody who searches for it, while a reader still reads it. */
export interface Wrapper {
  readonly name: string;
  /** One paragraph, or several. */
  readonly wrap: (text: string) => readonly string[];
  /** Hides no letter. */
  readonly isPlain?: boolean;
}

const one = (name: string, change: (text: string) => string): Wrapper => ({ name, wrap: (text) => [change(text)] });

const perCharacter = (text: string, change: (character: string) => string): string => Array.from(text, change).join("");

/** Shifts ASCII ranges to where Unicode has the same characters in another style. */
const styled =
  (upper: number, lower: number, digit: number | null) =>
  (text: string): string =>
    perCharacter(text, (character) => {
      const code = character.codePointAt(0)!;
      if (code >= 65 && code <= 90) return String.fromCodePoint(upper + code - 65);
      if (code >= 97 && code <= 122) return String.fromCodePoint(lower + code - 97);
      return digit !== null && code >= 48 && code <= 57 ? String.fromCodePoint(digit + code - 48) : character;
    });

const digits = (zero: number) => (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

const CYRILLIC: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  i: "і",
  j: "ј",
  o: "о",
  p: "р",
  s: "ѕ",
  x: "х",
  y: "у",
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  K: "К",
  M: "М",
  O: "О",
  P: "Р",
  T: "Т",
  X: "Х",
};
const GREEK: Readonly<Record<string, string>> = {
  a: "α",
  o: "ο",
  v: "ν",
  i: "ι",
  u: "υ",
  p: "ρ",
  A: "Α",
  B: "Β",
  E: "Ε",
  Z: "Ζ",
  H: "Η",
  I: "Ι",
  K: "Κ",
  M: "Μ",
  N: "Ν",
  O: "Ο",
  P: "Ρ",
  T: "Τ",
  Y: "Υ",
  X: "Χ",
};
const LEET: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" };
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";
const CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨";

const rot13 = (text: string): string =>
  text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });

const between = (joint: string) => (text: string) =>
  perCharacter(text, (character) => (/[\p{L}\p{N}]/u.test(character) ? character + joint : character));

export const WRAPPERS: readonly Wrapper[] = [
  { ...one("plain", (text) => text), isPlain: true },
  one("zero-width spaces", between("\u200b")),
  one("zero-width joiners", between("\u200d")),
  one("word joiners", between("\u2060")),
  one("soft hyphens", between("\u00ad")),
  one("grapheme joiners", between("\u034f")),
  one("Hangul fillers", between("\u3164")),
  one("combining marks", between("\u0336")),
  one("full-width", styled(0xff21, 0xff41, 0xff10)),
  one("full-width digits", digits(0xff10)),
  one("Arabic-Indic digits", digits(0x660)),
  one("Devanagari digits", digits(0x966)),
  one("bold mathematical", styled(0x1d400, 0x1d41a, 0x1d7ce)),
  one("monospace mathematical", styled(0x1d670, 0x1d68a, 0x1d7f6)),
  one("double-struck digits", digits(0x1d7d8)),
  one("circled letters", styled(0x24b6, 0x24d0, null)),
  one("superscript digits", (text) => text.replaceAll(/\d/g, (digit) => SUPERSCRIPT[Number(digit)]!)),
  one("subscript digits", (text) => text.replaceAll(/\d/g, (digit) => SUBSCRIPT[Number(digit)]!)),
  one("circled digits", (text) => text.replaceAll(/\d/g, (digit) => CIRCLED[Number(digit)]!)),
  one("keycap digits", (text) => text.replaceAll(/\d/g, (digit) => `${digit}\ufe0f\u20e3`)),
  one("Cyrillic look-alikes", (text) => perCharacter(text, (character) => CYRILLIC[character] ?? character)),
  one("Greek look-alikes", (text) => perCharacter(text, (character) => GREEK[character] ?? character)),
  one("one Cyrillic letter a word", (text) =>
    text.replaceAll(/\b(\w*?)([aeo])/g, (_, front: string, letter: string) => front + CYRILLIC[letter]!),
  ),
  one("leet", (text) => perCharacter(text, (character) => LEET[character.toLowerCase()] ?? character)),
  one("base64", (text) => Buffer.from(text, "utf8").toString("base64")),
  one("hexadecimal", (text) => Buffer.from(text, "utf8").toString("hex")),
  one("percent-encoded", (text) => encodeURIComponent(text)),
  one("rot13", rot13),
  one("backwards", (text) => Array.from(text).reverse().join("")),
  one("right-to-left override", (text) => `\u202e${Array.from(text).reverse().join("")}\u202c`),
  one("isolates", (text) => `\u2066${text}\u2069`),
  one(
    "tag characters",
    (text) =>
      `Thank you.${perCharacter(encodeURIComponent(text), (character) => String.fromCodePoint(0xe0000 + character.codePointAt(0)!))}`,
  ),
  one("variation selectors", between("\ufe0f")),
  one("spaced letters", (text) => Array.from(text.replaceAll(" ", "")).join(" ")),
  one("dotted letters", (text) => Array.from(text.replaceAll(" ", "")).join(".")),
  one("hyphened words", (text) => text.replaceAll(/(\p{L}{2})(?=\p{L})/gu, "$1-")),
  one("apostrophes in words", (text) => text.replaceAll(/(\p{L}{2})(?=\p{L})/gu, "$1'")),
  one("no-break spaces", (text) => text.replaceAll(" ", "\u00a0")),
  one("thin spaces", (text) => text.replaceAll(" ", "\u2009")),
  one("no spaces", (text) => text.replaceAll(" ", "")),
  one("capitals", (text) => text.toUpperCase()),
  one("alternating capitals", (text) =>
    Array.from(text)
      .map((character, index) => (index % 2 === 0 ? character.toUpperCase() : character.toLowerCase()))
      .join(""),
  ),
  one("in parentheses", (text) => `(${text})`),
  one("quoted", (text) => `“${text}”`),
  one("a postscript", (text) => `P.S. ${text}`),
  one("a footnote", (text) => `¹ ${text}`),
  one("a table row", (text) => `| ${text.split(" ").join(" | ")} |`),
  one("a list item", (text) => `- ${text}`),
  one("lines", (text) => text.split(" ").join("\n")),
  one("tabs", (text) => text.split(" ").join("\t")),
  one("bold", (text) => `**${text}**`),
  one("code", (text) => `\`${text}\``),
  one("a comment", (text) => `<!-- ${text} -->`),
  one("a tag", (text) => `<b>${text}</b>`),
  one("commas", (text) => text.split(" ").join(", ")),
  { name: "two paragraphs", isPlain: true, wrap: (text) => halves(text).map((half) => `${half.replace(/[.]$/, "")}.`) },
  { name: "two paragraphs, unfinished", isPlain: true, wrap: halves },
];

function halves(text: string): readonly string[] {
  const words = text.split(" ");
  if (words.length < 2) return [text];
  const middle = Math.ceil(words.length / 2);
  return [words.slice(0, middle).join(" "), words.slice(middle).join(" ")];
}
