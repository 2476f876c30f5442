import {
  DEFAULT_DRAFT_BOUNDS,
  languageOf,
  problemsOf,
  reasonOf,
  sentencesIn,
  shown,
  tiesOf,
  type Draft,
  type DraftBounds,
  type DraftLanguage,
  type DraftProblem,
  type DraftProblemCode,
} from "../grounding/index.ts";
import type { DraftAnswer, Piece } from "./answer.ts";
import { saysWhatItIsFor } from "./core.ts";
import type { Intent, Occasion, Phrase } from "./phrases/index.ts";

/** A sentence that does not stand in the draft, and why, for people. */
export interface LeftOut {
  readonly text: string;
  /** Goes on after “because”. */
  readonly because: string;
}

/** What became of an answer: words that the check accepts as a whole, or none. */
export type Assembled =
  | { readonly kind: "used"; readonly draft: Draft; readonly leftOut: readonly LeftOut[] }
  | { readonly kind: "refused"; readonly because: string };

/** One sentence of an answer. */
interface Sentence {
  readonly text: string;
  /** What it says, where it is one of the book. */
  readonly says: Intent | null;
  /** What is wrong with it as it stands alone. */
  readonly because: string | null;
  /** What it is there for, where it is one of the book. */
  readonly purposes?: readonly string[];
}

interface Paragraph {
  readonly part: "opening" | "closing";
  readonly sentences: readonly Sentence[];
}

/**
 * What may be wrong with a sentence of which the rest of the draft may still be used: it was not understood. A model that
 * threatens, promises, asks for secrets, hides letters or invents an amount is not believed in the rest either.
 */
const NOT_UNDERSTOOD: ReadonlySet<DraftProblemCode> = new Set<DraftProblemCode>([
  "unknown_word",
  "name",
  "out_of_place",
  "mixed_up",
  "open_act",
  "claim",
  "unfinished",
  "language",
  "number",
  "date",
  "shouting",
]);

const NOT_OFFERED = "no such sentence was offered";
const SAID_AGAIN = "it says again what another sentence says";
const BELONGS = "it belongs to a sentence that was left out";

/**
 * The draft that an answer makes: sentences of the book by their handles, and those of the model's own that the check
 * understands. A sentence is left out alone only where its neighbours mean the same without it, else with its whole
 * paragraph; anything harmful refuses all of it. What is left is judged again as a whole.
 */
export function assembleDraft(answer: DraftAnswer, phrases: readonly Phrase[], occasion: Occasion): Assembled {
  const bounds = { ...DEFAULT_DRAFT_BOUNDS, smsReserved: occasion.reserved };
  const subject = "body" in answer || answer.subject === null ? [] : sentencesOf(answer.subject, phrases, occasion, true);
  const written = paragraphsOf(answer, phrases, occasion).filter(({ sentences }) => sentences.length > 0);
  const harm = harmIn(written, subject, occasion, bounds);
  if (harm !== null) return { kind: "refused", because: reasonOf(harm) };
  const leftOut: LeftOut[] = [];
  const kept = settled(saidOnce(written), languageOf(occasion.facts.locale) ?? "en", leftOut);
  const title = subject.length === 1 && subject[0]!.because === null ? subject[0]!.text : undefined;
  for (const { text, because } of subject) if (title === undefined) leftOut.push({ text, because: because ?? "a subject is one line" });
  return whole(title, kept, leftOut, occasion, bounds);
}

function paragraphsOf(answer: DraftAnswer, phrases: readonly Phrase[], occasion: Occasion): Paragraph[] {
  const read = (part: Paragraph["part"], paragraphs: readonly (readonly Piece[])[]): Paragraph[] =>
    paragraphs.map((pieces) => ({ part, sentences: pieces.flatMap((piece) => sentencesOf(piece, phrases, occasion, false)) }));
  return "body" in answer ? read("opening", [answer.body]) : [...read("opening", answer.opening), ...read("closing", answer.closing)];
}

function sentencesOf(piece: Piece, phrases: readonly Phrase[], occasion: Occasion, isSubject: boolean): Sentence[] {
  if ("use" in piece) {
    const phrase = phrases.find(({ handle }) => handle === piece.use);
    return phrase === undefined || (phrase.part === "subject") !== isSubject
      ? [{ text: shown(piece.use), says: null, because: NOT_OFFERED }]
      : [{ text: phrase.text, says: phrase.says, because: null, purposes: phrase.purposes }];
  }
  const texts = isSubject ? [piece.write] : sentencesIn(piece.write, occasion.facts);
  return texts.map((text) => ({ text, says: null, because: wrongWith(text, occasion, isSubject) }));
}

/** Sentences of the book that say what one before them says are left out: none of the others points to them. */
function saidOnce(paragraphs: readonly Paragraph[]): Paragraph[] {
  const said = new Set<string>();
  const judged = (sentence: Sentence): Sentence => {
    const { because, purposes = [] } = sentence;
    const isAgain = because === null && purposes.some((purpose) => said.has(purpose));
    if (because === null && !isAgain) for (const purpose of purposes) said.add(purpose);
    return isAgain ? { ...sentence, because: SAID_AGAIN } : sentence;
  };
  return paragraphs.map(({ part, sentences }) => ({ part, sentences: sentences.map(judged) }));
}

/** What is wrong with a sentence by itself. */
function wrongWith(text: string, { facts, kind }: Occasion, isSubject: boolean): string | null {
  const draft: Draft =
    kind === "sms" ? { body: text } : isSubject ? { subject: text, opening: [text], closing: [] } : { opening: [text], closing: [] };
  const [problem] = problemsOf(draft, facts).filter(({ where }) => !isSubject || where === "subject");
  return problem === undefined ? null : reasonOf(problem);
}

/** What of a draft, as it was written, refuses all of it. Whoever writes at a length that is not read is one of those. */
function harmIn(
  paragraphs: readonly Paragraph[],
  subject: readonly Sentence[],
  { facts, kind }: Occasion,
  bounds: DraftBounds,
): DraftProblem | null {
  const texts = paragraphs.map(({ sentences }) => joined(sentences.filter(isOwn))).filter((text) => text !== "");
  const title = joined(subject.filter(isOwn));
  if (texts.length === 0 && title === "") return null;
  const opening = kind === "sms" ? { body: texts.join(" ") } : { opening: texts.length === 0 ? [title] : texts, closing: [] };
  const draft: Draft = title === "" || "body" in opening ? opening : { ...opening, subject: title };
  const roomy = { ...bounds, openingParagraphs: bounds.openingParagraphs + bounds.closingParagraphs };
  return problemsOf(draft, facts, roomy).find(isHarm) ?? null;
}

/** A number or day is an honest word that was not known (“second”, “weekend”); in figures it is invented. */
const isHarm = ({ code, what }: DraftProblem): boolean =>
  !NOT_UNDERSTOOD.has(code) || ((code === "number" || code === "date") && /\p{N}/u.test(what));

/** A handle that was not offered stands for no words. */
const isWritten = ({ because }: Sentence): boolean => because !== NOT_OFFERED;
const isOwn = (sentence: Sentence): boolean => sentence.says === null && isWritten(sentence);
const joined = (sentences: readonly Sentence[]): string => sentences.map(({ text }) => text).join(" ");

/** The paragraphs without what may not stand, and without what would mean something else without that. */
function settled(paragraphs: readonly Paragraph[], language: DraftLanguage, leftOut: LeftOut[]): Paragraph[] {
  const all = paragraphs.flatMap(({ sentences }, paragraph) => sentences.map((sentence) => ({ ...sentence, paragraph, gone: false })));
  // a sentence of the book stands by itself
  const ties = all.map((sentence) => (isOwn(sentence) ? tiesOf(sentence.text, language) : FREE));
  const leave = (index: number): void => {
    const sentence = all[index]!;
    if (sentence.gone) return;
    sentence.gone = true;
    leftOut.push({ text: sentence.text, because: sentence.because ?? BELONGS });
  };
  const leaveParagraph = (of: number): void => all.forEach(({ paragraph }, index) => void (paragraph === of && leave(index)));
  for (const [index, { because, paragraph }] of all.entries()) {
    if (because === null) continue;
    const [before, own, after] = [ties[index - 1] ?? FREE, ties[index]!, ties[index + 1]];
    const isFree = !own.goesOn && !own.pointsBack && !own.announces && !(own.denies && after !== undefined);
    const isMissed = before.announces || (after !== undefined && (after.goesOn || after.pointsBack));
    if (isFree && !isMissed) leave(index);
    else leaveParagraph(paragraph);
  }
  // what went on from, announced or restricted something that is gone goes too, and so on
  for (let left = -1; left !== leftOut.length;) {
    left = leftOut.length;
    for (const [index, { paragraph, gone }] of all.entries()) {
      const [before, own, after] = [all[index - 1], ties[index]!, all[index + 1]];
      if (!gone && ((before?.gone === true && (own.goesOn || own.pointsBack)) || (after?.gone === true && own.announces)))
        leaveParagraph(paragraph);
      if (gone && own.goesOn && before?.gone === false && before.paragraph !== paragraph) leaveParagraph(before.paragraph);
    }
  }
  return paragraphs
    .map(({ part }, of) => ({ part, sentences: all.filter(({ paragraph, gone }) => paragraph === of && !gone) }))
    .filter(({ sentences }) => sentences.length > 0);
}

const FREE = { goesOn: false, pointsBack: false, announces: false, denies: false } as const;

/** The draft that is left, as far as the check accepts it whole and it still is the message that it should be. */
function whole(
  subject: string | undefined,
  kept: readonly Paragraph[],
  leftOut: LeftOut[],
  occasion: Occasion,
  bounds: DraftBounds,
): Assembled {
  const judge = (paragraphs: readonly Paragraph[]): DraftProblem[] =>
    problemsOf(draftOf(subject, paragraphs, occasion), occasion.facts, bounds);
  let paragraphs = kept;
  let problems = judge(paragraphs);
  // what the book has too much of, from the end
  for (
    let last = lastOf(paragraphs);
    problems[0]?.code === "too_long" && last !== undefined && last.says !== null;
    last = lastOf(paragraphs)
  ) {
    leftOut.push({ text: last.text, because: "the message would be too long" });
    paragraphs = withoutLast(paragraphs);
    problems = judge(paragraphs);
  }
  if (problems.length > 0) {
    const because = reasonOf(problems[0]!);
    for (const { text, says } of paragraphs.filter(isMixed).flatMap(({ sentences }) => sentences))
      leftOut.push({ text, because: says === null ? because : BELONGS });
    paragraphs = paragraphs.filter((paragraph) => !isMixed(paragraph));
    problems = judge(paragraphs);
  }
  const opening = paragraphs.filter(({ part }) => part === "opening").flatMap(({ sentences }) => sentences);
  const missed = leftOut.find(({ because }) => because !== BELONGS && because !== SAID_AGAIN)?.because;
  if (problems.length > 0) return { kind: "refused", because: missed ?? reasonOf(problems[0]!) };
  if (!opening.some((sentence) => saysWhatItIsFor(sentence, occasion)))
    return { kind: "refused", because: missed ?? "it does not say what the message is for" };
  return { kind: "used", draft: draftOf(subject, paragraphs, occasion), leftOut };
}

const lastOf = (paragraphs: readonly Paragraph[]): Sentence | undefined => paragraphs.at(-1)?.sentences.at(-1);

function withoutLast(paragraphs: readonly Paragraph[]): Paragraph[] {
  const last = paragraphs.at(-1);
  const sentences = last?.sentences.slice(0, -1) ?? [];
  return [...paragraphs.slice(0, -1), ...(last === undefined || sentences.length === 0 ? [] : [{ ...last, sentences }])];
}

const isMixed = ({ sentences }: Paragraph): boolean => sentences.some(({ says }) => says === null);

function draftOf(subject: string | undefined, paragraphs: readonly Paragraph[], { kind }: Occasion): Draft {
  const textsOf = (of: Paragraph["part"]): string[] =>
    paragraphs.filter(({ part }) => part === of).map(({ sentences }) => joined(sentences));
  if (kind === "sms") return { body: textsOf("opening").join(" ") };
  return { ...(subject === undefined ? {} : { subject }), opening: textsOf("opening"), closing: textsOf("closing") };
}
