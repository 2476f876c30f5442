import { BOOK, messageOf } from "#src/sentences/index.ts";

type Book = typeof BOOK;

/** A message for every sentence of the server, by chapter. */
export type SaidMessages = { readonly [C in keyof Book]: { readonly [K in keyof Book[C]]: string } };

/** What the server says, in English: made from its own templates, so that figures read as the reader writes them. */
export const said: SaidMessages = Object.fromEntries(
  Object.entries(BOOK).map(([chapter, templates]) => [
    chapter,
    Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, messageOf(template)])),
  ]),
) as SaidMessages;
