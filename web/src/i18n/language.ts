import type { Chapter } from "#src/sentences/index.ts";
import type { first } from "./en/first.ts";
import type { screens } from "./en/screens.ts";
import type { SaidMessages } from "./said.ts";
import type { Shape } from "./types.ts";

/** How each chapter of the server's sentences is loaded: a page shows few of them, and brings those alone. */
export type ChapterLoaders = { readonly [C in Chapter]: () => Promise<SaidMessages[C]> };

/** A language of the page. Only what the inbox says is there at once. */
export interface Language {
  readonly first: Shape<typeof first>;
  /** What the screens beside the inbox say. */
  readonly screens: () => Promise<Shape<typeof screens>>;
  readonly chapters: ChapterLoaders;
}
