import { smsSize } from "#src/protocol/index.ts";
import { plainly } from "./characters.ts";
import { factForms, languageOf } from "./factForms.ts";
import { offencesIn } from "./net/index.ts";
import { problem } from "./sentences.ts";
import { judgeCharacters, judgeEnding, judgeLoudness, judgeMarkup } from "./shape.ts";
import { factsIn, formTree, forTheNet, withoutFacts, type FormTree } from "./takeOut.ts";
import {
  DEFAULT_DRAFT_BOUNDS,
  type Draft,
  type DraftBounds,
  type DraftFacts,
  type DraftLanguage,
  type DraftProblem,
  type DraftVerdict,
  type MailDraft,
  type SmsDraft,
} from "./types.ts";
import { judgeWords, type Finding } from "./words.ts";

/** More would not be read, and the text is hostile anyway. */
const MOST_PROBLEMS = 20;

/** One part of a draft and where it stands. */
interface Part {
  readonly where: string;
  readonly text: string;
}

/**
 * Whether words drafted by a model may stand in a message. The facts are taken out of every part in the ways in which
 * they may be written; what is left must be honest words of the recipient's language and the punctuation of sentences.
 * So nothing has to be recognised to be refused: a number, a name, a link, a trick with letters that is not a fact is not
 * a word either. Pure; never throws, whatever the draft is; takes time in proportion to its bounds.
 */
export function checkDraft(draft: Draft, facts: DraftFacts, bounds: DraftBounds = DEFAULT_DRAFT_BOUNDS): DraftVerdict {
  const problems = problemsOf(draft, facts, bounds);
  return problems.length === 0 ? { ok: true } : { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** Everything that is wrong with a draft; where its size is, nothing else is looked at. */
export function problemsOf(draft: Draft, facts: DraftFacts, bounds: DraftBounds = DEFAULT_DRAFT_BOUNDS): DraftProblem[] {
  const parts = partsOf(draft);
  const sized = sizeProblems(draft, parts, bounds);
  if (sized.length > 0) return sized;
  const language = languageOf(facts.locale);
  if (language === undefined) return [problem("language", "draft", facts.locale)];
  const tree = treeOf(facts, language);
  const judged = parts.map((part) => judgePart(part, tree, facts, language));
  const problems = judged.flatMap(({ problems }) => problems);
  return [...problems, ...wholeProblems(judged, problems, language, bounds)];
}

/** Writing a candidate's facts in all ways takes longer than checking its draft; a second draft has the same facts. */
const trees = new WeakMap<DraftFacts, FormTree>();

export function treeOf(facts: DraftFacts, language: DraftLanguage): FormTree {
  const known = trees.get(facts) ?? formTree(factForms(facts, language));
  trees.set(facts, known);
  return known;
}

function isSms(draft: Draft): draft is SmsDraft {
  return "body" in draft;
}

/** The parts in the order in which they are read. */
function partsOf(draft: Draft): Part[] {
  if (isSms(draft)) return [{ where: "body", text: plainly(draft.body) }];
  return [
    ...(draft.subject === undefined ? [] : [{ where: "subject", text: draft.subject }]),
    ...draft.opening.map((text, index) => ({ where: `opening.${index}`, text })),
    ...draft.closing.map((text, index) => ({ where: `closing.${index}`, text })),
  ].map(({ where, text }) => ({ where, text: plainly(text) }));
}

/** Lengths come first: nothing else is looked at in a text that is too long. */
function sizeProblems(draft: Draft, parts: readonly Part[], bounds: DraftBounds): DraftProblem[] {
  const blank = parts.filter(({ text }) => text.trim() === "").map(({ where }) => problem("empty", where));
  if (isSms(draft)) return [...blank, ...smsSizeProblems(draft, bounds)];
  const long = parts
    .filter(({ where, text }) => text.length > (where === "subject" ? bounds.subjectLength : bounds.paragraphLength))
    .map(({ where }) => problem("too_long", where));
  return [...blank, ...long, ...countProblems(draft, parts, bounds)];
}

function smsSizeProblems({ body }: SmsDraft, { smsSegments, smsReserved }: DraftBounds): DraftProblem[] {
  // a segment never holds more characters than this; the packing is only asked about what might fit
  if (body.length > smsSegments * 160 || smsSize(body + " ".repeat(smsReserved)).segments > smsSegments)
    return [problem("too_long", "body")];
  return [];
}

function countProblems({ opening, closing }: MailDraft, parts: readonly Part[], bounds: DraftBounds): DraftProblem[] {
  return [
    ...(opening.length === 0 ? [problem("empty", "opening")] : []),
    ...(opening.length > bounds.openingParagraphs ? [problem("too_long", "opening")] : []),
    ...(closing.length > bounds.closingParagraphs ? [problem("too_long", "closing")] : []),
    ...(parts.reduce((sum, { text }) => sum + text.length, 0) > bounds.totalLength ? [problem("too_long", "draft")] : []),
  ];
}

interface JudgedPart extends Part {
  /** As the second net reads it. */
  readonly netted: string;
  readonly problems: readonly DraftProblem[];
}

function judgePart({ where, text }: Part, tree: FormTree, facts: DraftFacts, language: DraftLanguage): JudgedPart {
  const taken = factsIn(text, tree);
  const rest = withoutFacts(text, taken);
  const netted = forTheNet(rest, taken);
  const findings = [
    ...judgeCharacters(text),
    ...judgeMarkup(rest),
    ...judgeScattered(rest),
    ...offencesIn(netted, language),
    ...judgeWords(rest, taken, facts, language, where),
    ...(where === "subject" ? [] : judgeEnding(rest, where === "body")),
  ];
  return { where, text, netted, problems: findings.map(({ code, what }) => problem(code, where, what)) };
}

/**
 * Words that stand one by one: whoever puts a comma after each takes apart what is looked for between neighbours. Begun where a word
 * begins: from each letter of a long one it would take its square.
 */
const SCATTERED = /(?=\p{L})(?<!\p{L}[\p{M}'-]*)(?:\p{L}[\p{L}\p{M}'-]*[,;] ?){4}/u;

function judgeScattered(rest: string): Finding[] {
  const match = SCATTERED.exec(rest);
  return match === null ? [] : [{ code: "symbols", what: match[0] }];
}

/** What no part shows by itself: loudness, and what is said across two parts. */
function wholeProblems(
  parts: readonly JudgedPart[],
  known: readonly DraftProblem[],
  language: DraftLanguage,
  { exclamationMarks }: DraftBounds,
): DraftProblem[] {
  const texts = parts.map(({ text }) => text);
  const across = offencesIn(parts.map(({ netted }) => netted).join(" "), language, true).filter(({ code }) =>
    known.every((other) => other.code !== code),
  );
  return [...across, ...judgeLoudness(texts, exclamationMarks)].map(({ code, what }) => problem(code, "draft", what));
}
