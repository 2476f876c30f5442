import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Draft, DraftFacts, DraftLanguage } from "#src/recommender/grounding/index.ts";
import { HONEST_FACTS } from "./facts.ts";

/** A draft that says nothing but its facts in honest words, as a model would write it. */
export interface HonestDraft {
  /** Where it stands: `fr 12`. */
  readonly name: string;
  readonly language: DraftLanguage;
  readonly draft: Draft;
  readonly facts: DraftFacts;
}

const LANGUAGES: readonly DraftLanguage[] = ["en", "fr", "de", "es"];

/**
 * The honest drafts of all languages, fifty each. In the files each begins with `=== ` and the name of its facts; then
 * the subject, if it has one, the opening, a line `---` and the closing; or one line `sms: `.
 */
export function honestDrafts(): HonestDraft[] {
  return LANGUAGES.flatMap((language) =>
    readFileSync(join(import.meta.dirname, `${language}.txt`), "utf8")
      .split(/^=== /m)
      .filter((block) => block.trim() !== "")
      .map((block, index) => {
        const [heading = "", ...lines] = block.trimEnd().split("\n");
        const facts = HONEST_FACTS[heading.trim()];
        if (facts === undefined) throw new Error(`${language} ${index + 1}: there are no facts called ${heading}.`);
        return { name: `${language} ${index + 1}`, language, facts, draft: draftOf(lines) };
      }),
  );
}

function draftOf(lines: readonly string[]): Draft {
  const sms = lines.find((line) => line.startsWith("sms: "));
  if (sms !== undefined) return { body: sms.slice("sms: ".length) };
  const subject = lines.find((line) => line.startsWith("subject: "))?.slice("subject: ".length);
  const text = lines.filter((line) => !line.startsWith("subject: "));
  const cut = text.indexOf("---");
  return { ...(subject === undefined ? {} : { subject }), opening: text.slice(0, cut), closing: text.slice(cut + 1) };
}
