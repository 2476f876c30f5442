import { can } from "./book/can.ts";
import { page } from "./book/page.ts";
import type { Spoken } from "./figures.ts";
import { readerOf } from "./template.ts";

const readers = Object.entries({ can, page }).flatMap(([chapter, templates]) =>
  Object.entries(templates).map(([name, template]) => ({ code: `${chapter}.${name}`, ...readerOf(template) })),
);

/**
 * What a page itself finds that cannot be done with an action, by `actionCan`, or says of a server that is away: no answer of the
 * server holds these sentences.
 * `known` says what the server has said of the sentence within it.
 */
export function recogniseOwn(sentence: string, known: (sentence: string) => readonly Spoken[] | undefined): readonly Spoken[] | undefined {
  for (const { code, hint, read } of readers) {
    const figures = sentence.includes(hint) ? read(sentence) : null;
    if (figures === null) continue;
    const { reason } = figures;
    if (typeof reason !== "object" || !("said" in reason)) return [{ sentence, code, figures }];
    const said = reason.said.flatMap((inner) => known(inner.sentence) ?? [inner]);
    return [{ sentence, code, figures: { ...figures, reason: { said } } }];
  }
  return undefined;
}
