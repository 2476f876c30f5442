import { PATTERNS, READ, type Figure, type FigureKind, type FigureOf } from "./figures.ts";

/**
 * How a sentence of the server is written down: `{customer} has {count:int} [count?invoice|invoices] of {total:money}.`
 *
 * `{name}` is a text, `{name:kind}` a figure of that kind, `{name:a|b}` one of these words, and `[count?one|many]` the word
 * that goes with a number. The same template says which figures a sentence has, finds them in it, and becomes the English
 * message of the page.
 */
type Slots<T extends string> = T extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never;
type NameOf<S extends string> = S extends `${infer Name}:${string}` ? Name : S;
type ValueOf<S extends string> = S extends `${string}:${infer Kind}` ? (Kind extends FigureKind ? FigureOf<Kind> : string) : string;

/** The figures that a template names, each with its type. */
export type FiguresIn<T extends string> = { readonly [S in Slots<T> as NameOf<S>]: ValueOf<S> };

interface Slot {
  readonly name: string;
  readonly kind: FigureKind;
  /** The words it is one of; empty for every other kind. */
  readonly words: readonly string[];
}

type Piece =
  | { readonly literal: string }
  | { readonly slot: Slot }
  | { readonly count: string; readonly one: string; readonly many: string };

const PIECE = /\{(\w+)(?::([^{}]+))?\}|\[(\w+)\?([^|\]]*)\|([^\]]*)\]/g;

/** The parts of a template, in its order. */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of template.matchAll(PIECE)) {
    if (match.index > at) pieces.push({ literal: template.slice(at, match.index) });
    at = match.index + match[0].length;
    const [, name, kind = "text", count, one, many] = match;
    if (name === undefined) pieces.push({ count: count!, one: one!, many: many! });
    else
      pieces.push({
        slot: { name, kind: kind in PATTERNS ? (kind as FigureKind) : "word", words: kind.includes("|") ? kind.split("|") : [] },
      });
  }
  if (at < template.length) pieces.push({ literal: template.slice(at) });
  return pieces;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

export interface Reader {
  /** A part that every sentence of this template has; empty where it has none. */
  readonly hint: string;
  /** Whether any text can stand at its beginning, so that it would also take what another sentence begins with. */
  readonly open: boolean;
  /** The figures of a sentence, or null when it is not of this template or could be read in two ways. */
  readonly read: (sentence: string) => Readonly<Record<string, Figure>> | null;
}

/** Reads the figures out of sentences of one template. */
export function readerOf(template: string): Reader {
  const pieces = piecesOf(template);
  const slots = pieces.flatMap((piece) => ("slot" in piece ? [piece.slot] : []));
  const source = (some: string): RegExp => {
    const parts = pieces.map((piece) => {
      if ("literal" in piece) return escaped(piece.literal);
      if ("count" in piece) return `(?:${escaped(piece.one)}|${escaped(piece.many)})`;
      const { kind, words } = piece.slot;
      if (words.length > 0) return `(${words.map(escaped).join("|")})`;
      return `(${PATTERNS[kind] ?? some})`;
    });
    return new RegExp(`^${parts.join("")}$`, "s");
  };
  const [short, long] = [source(".+?"), source(".+")];
  const hint = pieces.reduce(
    (longest, piece) => ("literal" in piece && piece.literal.length > longest.length ? piece.literal : longest),
    "",
  );
  const [first] = pieces;
  return {
    hint,
    open: first !== undefined && "slot" in first && first.slot.words.length === 0 && PATTERNS[first.slot.kind] === null,
    read: (sentence) => {
      const match = short.exec(sentence);
      if (match === null) return null;
      const texts = match.slice(1);
      if (texts.join("\0") !== long.exec(sentence)!.slice(1).join("\0")) return null;
      return Object.fromEntries(slots.map(({ name, kind }, index) => [name, READ[kind](texts[index]!)]));
    },
  };
}
