import { codeOfRun, codeOfWord } from "./leftovers.ts";
import { PHRASES, VOCABULARIES } from "./lexicon/index.ts";
import { placeOf } from "./places.ts";
import { tokensOf, type Token } from "./tokens.ts";
import type { TakenFact } from "./takeOut.ts";
import type { DraftLanguage, DraftProblemCode } from "./types.ts";

export interface Finding {
  readonly code: DraftProblemCode;
  readonly what: string;
}

/** A text in another language has at least this share of its words unknown, and at least this many. */
const FOREIGN_SHARE = 0.4;
const FOREIGN_WORDS = 4;

/** Judges what is left of a text without its facts: every word an honest one of the language, every fact in its place. */
export function judgeWords(rest: string, facts: readonly TakenFact[], language: DraftLanguage, titleCase: boolean): Finding[] {
  const tokens = tokensOf(withoutPhrases(rest, language), facts);
  const findings: Finding[] = [];
  let unknown = 0;
  let words = 0;
  for (const [index, token] of tokens.entries()) {
    switch (token.kind) {
      case "fact": {
        const misplaced = placeOf(tokens, index, language);
        if (misplaced !== undefined) findings.push({ code: "out_of_place", what: misplaced });
        break;
      }
      case "odd":
        findings.push({
          code: codeOfRun(token.text, around(tokens, index, -1), around(tokens, index, 1)),
          what: withNeighbours(tokens, index),
        });
        break;
      case "word": {
        words += 1;
        if (token.beginsSentence && /^\p{Ll}/u.test(token.text)) findings.push({ code: "unfinished", what: withNeighbours(tokens, index) });
        const finding = judgeWord(token, language, titleCase);
        if (finding === undefined) break;
        if (!VOCABULARIES[language].reads(token.text)) unknown += 1;
        findings.push(finding);
      }
    }
  }
  if (unknown >= FOREIGN_WORDS && unknown / words >= FOREIGN_SHARE) return [{ code: "language", what: rest }, ...findings];
  return findings;
}

function judgeWord({ text, opensSentence }: Token, language: DraftLanguage, titleCase: boolean): Finding | undefined {
  const vocabulary = VOCABULARIES[language];
  if (vocabulary.knows(text, opensSentence || (titleCase && language === "en"))) return undefined;
  if (text.length > 1 && text === text.toUpperCase() && text !== text.toLowerCase() && vocabulary.reads(text))
    return { code: "shouting", what: text };
  const code = codeOfWord(text);
  return { code: code === "unknown_word" && vocabulary.reads(text) ? "name" : code, what: text };
}

const around = (tokens: readonly Token[], index: number, step: 1 | -1): string => tokens[index + step]?.text ?? "";

/** A figure with the word after it is understood better. */
function withNeighbours(tokens: readonly Token[], index: number): string {
  const next = tokens[index + 1];
  return [tokens[index]?.text ?? "", next?.kind === "word" && next.sentence === tokens[index]?.sentence ? next.text : ""].join(" ").trim();
}

const PHRASE_PATTERNS = new Map<DraftLanguage, RegExp>();

/** The fixed phrases are taken out, each as one word that every language knows: a dash. */
function withoutPhrases(rest: string, language: DraftLanguage): string {
  const known =
    PHRASE_PATTERNS.get(language) ??
    new RegExp(
      String.raw`(?<![\p{L}\p{N}'-])(?:${PHRASES[language]
        .toSorted((a, b) => b.length - a.length)
        .map((phrase) => `[${phrase.charAt(0)}${phrase.charAt(0).toUpperCase()}]${phrase.slice(1)}`)
        .join("|")})(?![\p{L}\p{N}'-])`,
      "gu",
    );
  PHRASE_PATTERNS.set(language, known);
  return rest.replaceAll(known, "—");
}
