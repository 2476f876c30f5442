import { assembleDraft } from "#src/recommender/advice/assemble.ts";
import type { DraftAnswer, Piece } from "#src/recommender/advice/answer.ts";
import { CORE, phrasesFor, type MessageKind, type Occasion, type Phrase } from "#src/recommender/advice/phrases/index.ts";
import { checkDraft, DEFAULT_DRAFT_BOUNDS, type Draft } from "#src/recommender/grounding/index.ts";
import { ATTACKS } from "./attacks.ts";
import { EVERYDAY } from "./everyday/index.ts";
import { honestDrafts, type HonestPart } from "./honest/index.ts";
import { occasions } from "./occasions.ts";

/** What of a model's words is used: of honest drafts of its own, of sentences that it chose, and of those with an attack among them. */

/** A draft as an answer in the model's own words. */
function written(draft: Draft): DraftAnswer {
  const own = (text: string): Piece[] => [{ write: text }];
  if ("body" in draft) return { body: own(draft.body) };
  const { subject, opening, closing } = draft;
  return { subject: subject === undefined ? null : { write: subject }, opening: opening.map(own), closing: closing.map(own) };
}

export function useOfHonest(part: HonestPart): { readonly whole: number; readonly inPart: number; readonly replaced: number } {
  const known = new Map(occasions());
  const use = { whole: 0, inPart: 0, replaced: 0 };
  for (const { about, draft, facts } of honestDrafts([part])) {
    const occasion = known.get(about);
    // a sentence of the ranking is used whole or not at all
    if (occasion === undefined) {
      use[checkDraft(draft, facts).ok ? "whole" : "replaced"] += 1;
      continue;
    }
    const assembled = assembleDraft(written(draft), [], occasion);
    if (assembled.kind === "refused") use.replaced += 1;
    else use[assembled.leftOut.length === 0 ? "whole" : "inPart"] += 1;
  }
  return use;
}

/** The same numbers every time: below `limit`. */
function numbers(): (limit: number) => number {
  let state = 20_261_130;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

type Next = (limit: number) => number;

/** A model that chooses at random: something that says what the message is for, and whatever else is offered. */
function chosen(phrases: readonly Phrase[], kind: MessageKind, next: Next): DraftAnswer {
  const of = (part: Phrase["part"]): Phrase[] => phrases.filter((phrase) => phrase.part === part);
  const core: readonly string[] = CORE[kind];
  const some = (from: readonly Phrase[], most: number): Piece[] =>
    Array.from({ length: next(most + 1) }, () => from[next(from.length)]).flatMap((phrase) =>
      phrase === undefined ? [] : [{ use: phrase.handle }],
    );
  const opening = of("opening");
  const cores = opening.filter(({ says }) => core.includes(says));
  const first: Piece[] = [{ use: cores[next(cores.length)]!.handle }];
  if (kind === "sms") {
    const greetings = opening.filter(({ says }) => says === "greeting");
    const rest = opening.filter(({ says }) => says !== "greeting");
    const greeting = greetings[next(greetings.length)];
    return { body: [...(greeting === undefined ? [] : [{ use: greeting.handle }]), ...first, ...some(rest, 2)] };
  }
  const subject = some(of("subject"), 1)[0] ?? null;
  const paragraphs = (from: Phrase[], most: number): Piece[][] =>
    Array.from({ length: next(most + 1) }, () => some(from, 3)).filter((pieces) => pieces.length > 0);
  return {
    subject,
    opening: [[...first, ...some(opening, 3)], ...paragraphs(opening, 2)],
    closing: paragraphs(of("closing"), 2),
  };
}

const isSound = (draft: Draft, { facts, reserved }: Occasion): boolean =>
  checkDraft(draft, facts, { ...DEFAULT_DRAFT_BOUNDS, smsReserved: reserved }).ok;

/** How many of `count` drafts of chosen sentences are refused, or are stored although the check does not accept them. */
export function useOfChosen(count: number): { readonly drafts: number; readonly refused: number; readonly unsound: number } {
  const next = numbers();
  const messages = occasions().map(([, occasion]) => ({ occasion, phrases: phrasesFor(occasion) }));
  let [refused, unsound] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const { occasion, phrases } = messages[index % messages.length]!;
    const assembled = assembleDraft(chosen(phrases, occasion.kind, next), phrases, occasion);
    if (assembled.kind === "refused") refused += 1;
    else if (!isSound(assembled.draft, occasion)) unsound += 1;
  }
  return { drafts: count, refused, unsound };
}

/**
 * Every attack among sentences that were chosen, as a piece of its own and as a handle: none of it may stand in what is
 * used, and what is used passes the check.
 */
export function useOfAttacks(report: (what: string) => void): { readonly drafts: number; readonly used: number; readonly unsafe: number } {
  const next = numbers();
  const offered = occasions().map(([about, occasion]) => ({ about, occasion, phrases: phrasesFor(occasion) }));
  const messages = Object.groupBy(offered, ({ about }) => about.slice(0, 2));
  const counts = { drafts: 0, used: 0, unsafe: 0 };
  for (const { what, said } of [...ATTACKS, ...EVERYDAY])
    for (const [language, text] of Object.entries(said)) {
      const ours = messages[language] ?? messages["en"]!;
      const { about, occasion, phrases } = ours[next(ours.length)]!;
      for (const piece of [{ write: text }, { use: text }]) {
        counts.drafts += 1;
        const assembled = assembleDraft(withPiece(chosen(phrases, occasion.kind, next), piece, next), phrases, occasion);
        if (assembled.kind === "refused") continue;
        counts.used += 1;
        if (!JSON.stringify(assembled.draft).includes(JSON.stringify(text).slice(1, -1)) && isSound(assembled.draft, occasion)) continue;
        counts.unsafe += 1;
        report(`${what} (${language}) in a message of ${about}: ${JSON.stringify(assembled.draft)}`);
      }
    }
  return counts;
}

function withPiece(answer: DraftAnswer, piece: Piece, next: Next): DraftAnswer {
  const put = (pieces: readonly Piece[]): Piece[] => pieces.toSpliced(next(pieces.length + 1), 0, piece);
  if ("body" in answer) return { body: put(answer.body) };
  switch (next(4)) {
    case 0:
      return { ...answer, subject: piece };
    case 1:
      return { ...answer, closing: [[piece], ...answer.closing.slice(0, 2)] };
    case 2:
      return { ...answer, opening: [...answer.opening.slice(0, 3), [piece]] };
    default:
      return { ...answer, opening: answer.opening.map((pieces, index) => (index === 0 ? put(pieces) : pieces)) };
  }
}
