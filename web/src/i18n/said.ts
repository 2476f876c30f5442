import type { BOOK } from "#src/sentences/index.ts";

type Book = typeof BOOK;

/** A message for every sentence of the server, by chapter. */
export type SaidMessages = { readonly [C in keyof Book]: { readonly [K in keyof Book[C]]: string } };
