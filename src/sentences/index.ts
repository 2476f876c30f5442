export { BOOK, type Chapter, type Shelf } from "./book/index.ts";
export type { Figure, Spoken } from "./figures.ts";
export { recognise } from "./recognise.ts";
export { saidIn, type Said } from "./saidIn.ts";
