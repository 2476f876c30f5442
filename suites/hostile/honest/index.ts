import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Draft, DraftFacts, DraftLanguage } from "#src/recommender/grounding/index.ts";
import { HONEST_FACTS } from "./facts.ts";
import { MORE_FACTS } from "./moreFacts.ts";

/** A draft that says nothing but its facts in honest words, as a model would write it. */
export interface HonestDraft {
  /** Where it stands: `first fr 12`. */
  readonly name: string;
  readonly language: DraftLanguage;
  readonly part: HonestPart;
  /** The name of its facts. */
  readonly about: string;
  readonly draft: Draft;
  readonly facts: DraftFacts;
}

/**
 * The parts of the corpus. The check was made with an eye on the `first`, whose drafts it has to accept; the `second` may be looked at
 * by whoever mends it, and the `unseen` ones are only counted. Whoever reads the refusals of those and mends for them writes new ones.
 */
export type HonestPart = "first" | "second" | "unseen";

const LANGUAGES: readonly DraftLanguage[] = ["en", "fr", "de", "es"];
/** The facts that a part's drafts are headed with. */
const FACTS = { first: HONEST_FACTS, second: MORE_FACTS, unseen: MORE_FACTS } as const satisfies Record<
  HonestPart,
  Readonly<Record<string, DraftFacts>>
>;

/**
 * Honest drafts of all languages, of the first part where none is named. In the files each begins with `=== ` and the name of its facts; then the subject, if
 * it has one, the opening, a line `---` and the closing, if there is one; or one line `sms: `.
 */
export function honestDrafts(parts: readonly HonestPart[] = ["first"]): HonestDraft[] {
  return parts.flatMap((part) => LANGUAGES.flatMap((language) => draftsOf(part, language)));
}

function draftsOf(part: HonestPart, language: DraftLanguage): HonestDraft[] {
  return readFileSync(join(import.meta.dirname, part, `${language}.txt`), "utf8")
    .split(/^=== /m)
    .filter((block) => block.trim() !== "")
    .map((block, index) => {
      const [heading = "", ...lines] = block.trimEnd().split("\n");
      const about = heading.trim();
      const facts = FACTS[part][about];
      if (facts === undefined) throw new Error(`${part} ${language} ${index + 1}: there are no facts called ${heading}.`);
      return { name: `${part} ${language} ${index + 1}`, language, part, about, facts, draft: draftOf(lines) };
    });
}

function draftOf(lines: readonly string[]): Draft {
  const sms = lines.find((line) => line.startsWith("sms: "));
  if (sms !== undefined) return { body: sms.slice("sms: ".length) };
  const subject = lines.find((line) => line.startsWith("subject: "))?.slice("subject: ".length);
  const text = lines.filter((line) => !line.startsWith("subject: "));
  const cut = text.includes("---") ? text.indexOf("---") : text.length;
  return { ...(subject === undefined ? {} : { subject }), opening: text.slice(0, cut), closing: text.slice(cut + 1) };
}
