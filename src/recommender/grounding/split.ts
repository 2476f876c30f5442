import { plainly } from "./characters.ts";
import { treeOf } from "./checkDraft.ts";
import { languageOf } from "./factForms.ts";
import { FACT, factsIn, withoutFacts } from "./takeOut.ts";
import type { DraftFacts } from "./types.ts";

/** Where a sentence ends for certain: its mark, one space, and what only a sentence begins with. */
const END = /(?<=[\p{L}\ue000)”"»][.!?][)”"»]?) (?=[\p{Lu}¿¡\ue000])/u;
/** What makes it unsure where sentences end, or what belongs to which. */
const UNSURE = /[:;…()[\]"“”„«»‹›]|\.\.|[—–]|(?:^|[ ])-(?:[ ]|$)|[\n\r\t]| {2}/u;

/**
 * The sentences of a paragraph, with the facts in them whole. A paragraph in which it is not certain where they end is one
 * sentence, which is used or left out as it is.
 */
export function sentencesIn(paragraph: string, facts: DraftFacts): string[] {
  const language = languageOf(facts.locale);
  const text = plainly(paragraph).trim();
  if (language === undefined || text === "") return text === "" ? [] : [text];
  const taken = factsIn(text, treeOf(facts, language));
  const rest = withoutFacts(text, taken);
  // a stray mark of our own in the text would put facts in the wrong places
  if (UNSURE.test(rest) || text.includes(FACT)) return [text];
  let next = 0;
  return rest.split(END).map((sentence) =>
    sentence.replaceAll(FACT, () => {
      const { start, end } = taken[next]!;
      next += 1;
      return text.slice(start, end);
    }),
  );
}
