import { claimsIn, openActsIn, openThingsIn } from "./acts/index.ts";
import { folded } from "./characters.ts";
import { codeOfRun, codeOfWord } from "./leftovers.ts";
import { PHRASES, VOCABULARIES } from "./lexicon/index.ts";
import { placeOf } from "./places.ts";
import { mixUpsIn } from "./relations.ts";
import { tokensOf, type Token } from "./tokens.ts";
import type { TakenFact } from "./takeOut.ts";
import type { DraftFacts, DraftLanguage, DraftProblemCode } from "./types.ts";

export interface Finding {
  readonly code: DraftProblemCode;
  readonly what: string;
}

/** A text in another language has at least this share of its words unknown, and at least this many. */
const FOREIGN_SHARE = 0.4;
const FOREIGN_WORDS = 4;

/** Judges what is left of a text without its facts: every word an honest one of the language, every fact in its place. */
export function judgeWords(
  rest: string,
  taken: readonly TakenFact[],
  facts: DraftFacts,
  language: DraftLanguage,
  place: string,
): Finding[] {
  const titleCase = place === "subject";
  const tokens = tokensOf(withoutPhrases(rest, language), taken);
  const findings: Finding[] = mixUpsIn(tokens, facts, language).map((what) => ({ code: "mixed_up", what }));
  for (const what of [...openActsIn(tokens, language), ...openThingsIn(tokens, language)]) findings.push({ code: "open_act", what });
  findings.push(...claimsIn(tokens, language, facts.deadlines.length > 0).map((what): Finding => ({ code: "claim", what })));
  if (!/^(?:subject|opening\.0|body)$/.test(place) && /^["“„«(¿¡]*\p{Ll}/u.test(rest))
    findings.push({ code: "unfinished", what: rest.slice(0, 40) });
  for (const sentence of Map.groupBy(tokens, ({ sentence }) => sentence).values())
    if (!titleCase && sentence.length === 1 && /^(?:amount|days|date)$/.test(sentence[0]?.fact?.form.kind ?? ""))
      findings.push({ code: "unfinished", what: sentence[0]!.text });
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
        if (isCut(token, language)) findings.push({ code: "unfinished", what: withNeighbours(tokens, index) });
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

/** Words, folded, that no sentence ends with: what ends so goes on elsewhere, where it is not seen. */
const DANGLING = {
  en: /^(?:the|an?|of|for|to|and|or|but|is|are|was|were|be|with|from|by|at|your|our|my|their|its|than|as|because|that|which|who|total|very)$/,
  fr: /^(?:le|la|les|un|une|des|du|de|a|au|aux|et|ou|mais|est|sont|etait|etaient|avec|pour|par|sur|sous|dans|votre|vos|notre|nos|mon|ma|mes|son|sa|ses|ne|que|qui|ont|ai|avez|avons|sera|seront|tres|jamais)$/,
  de: /^(?:der|die|den|dem|des|eine|einen|einem|einer|eines|und|oder|aber|fur|von|vom|zum|zur|am|im|dass|weil|gegen)$/,
  es: /^(?:el|la|los|las|una?|unos|unas|del?|al?|y|o|pero|es|son|era|fue|con|por|para|en|sus?|nuestr[oa]s?|mis?|que|quien|ha|han|he|hemos|sera|seran|tiene|tienen|muy)$/,
} as const satisfies Record<DraftLanguage, RegExp>;

/** Whether a sentence begins in its middle, or ends there. */
function isCut({ text, beginsSentence, endsSentence }: Token, language: DraftLanguage): boolean {
  return (beginsSentence && /^\p{Ll}/u.test(text)) || (endsSentence && text !== "él" && DANGLING[language].test(folded(text)));
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
