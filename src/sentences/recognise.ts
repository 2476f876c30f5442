import { BOOK, SHELVES, type Shelf } from "./book/index.ts";
import { NESTED, type Figure, type Spoken } from "./figures.ts";
import { readerOf, type Reader } from "./template.ts";

interface Entry extends Reader {
  readonly code: string;
}

const entriesOf = new Map<Shelf, readonly Entry[]>();

function entries(shelf: Shelf): readonly Entry[] {
  let known = entriesOf.get(shelf);
  if (known === undefined) {
    known = SHELVES[shelf]
      .flatMap((chapter) =>
        Object.entries(BOOK[chapter]).map(([name, template]): Entry => ({ code: `${chapter}.${name}`, ...readerOf(template) })),
      )
      // the most particular first
      .toSorted((a, b) => Number(a.open) - Number(b.open) || b.hint.length - a.hint.length);
    entriesOf.set(shelf, known);
  }
  return known;
}

/** Longer texts are no sentences of the server. */
const LONGEST = 2_500;
/** A sentence may hold what looks like the end of one, in a name or in what is quoted, but not many of them. */
const MOST_ENDS = 6;

const remembered = new Map<string, readonly Spoken[]>();
const MOST_REMEMBERED = 5_000;

/**
 * What a text of the server says: its sentences, each with its code and its figures where it is one of the book. Only the text
 * is asked, never what stands beside it: what an approval is bound to is what a reader is shown, in every language.
 */
export function recognise(shelf: Shelf, text: string): readonly Spoken[] {
  if (text === "" || text.length > LONGEST) return [{ sentence: text }];
  const key = `${shelf}\n${text}`;
  let known = remembered.get(key);
  if (known === undefined) {
    known = shelf === "sentence" ? sentencesOf(text) : [whole(shelf, text) ?? { sentence: text }];
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, known);
  }
  return known;
}

/** A text that is one sentence of the book; null where it is none. */
function whole(shelf: Shelf, sentence: string): Spoken | null {
  for (const { code, hint, read } of entries(shelf)) {
    if (!sentence.includes(hint)) continue;
    const figures = read(sentence);
    const deeper = figures === null ? null : withNested(code, figures);
    if (deeper !== null) return { sentence, code, figures: deeper };
  }
  return null;
}

/** The figures with the sentences in them read too; null where a part that only the book knows is not in it. */
function withNested(code: string, figures: Readonly<Record<string, Figure>>): Record<string, Figure> | null {
  const read: Record<string, Figure> = {};
  for (const [name, figure] of Object.entries(figures)) {
    if (typeof figure !== "object" || !("said" in figure)) {
      read[name] = figure;
      continue;
    }
    const kind = nestedKind(code, name);
    const said = figure.said.flatMap(({ sentence }) => recognise(NESTED[kind], sentence));
    if (kind !== "said" && kind !== "note" && said.some((one) => one.code === undefined)) return null;
    read[name] = { said };
  }
  return read;
}

function nestedKind(code: string, name: string): keyof typeof NESTED {
  const [chapter = "", entry = ""] = code.split(".");
  const template = (BOOK as Readonly<Record<string, Readonly<Record<string, string>>>>)[chapter]![entry]!;
  return new RegExp(`\\{${name}:(\\w+)\\}`).exec(template)![1] as keyof typeof NESTED;
}

/** One after the other, each as short as it can be; what is not known reaches to the next end of a sentence. */
function sentencesOf(text: string): Spoken[] {
  const spoken: Spoken[] = [];
  let rest = text;
  while (rest !== "") {
    const ends = [...rest.matchAll(/[.!?”](?=\s)/g)].slice(0, MOST_ENDS).map(({ index }) => index + 1);
    const candidates = [...ends, rest.length];
    const known = candidates.reduce<Spoken | null>((found, end) => found ?? whole("sentence", rest.slice(0, end)), null);
    const sentence = known ?? { sentence: rest.slice(0, candidates[0]) };
    spoken.push(sentence);
    rest = rest.slice(sentence.sentence.length).trimStart();
  }
  return spoken;
}
