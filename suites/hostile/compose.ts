import type { Draft, DraftFacts, MailDraft } from "#src/recommender/grounding/index.ts";
import { ATTACKS, type Attack, type AttackLanguage } from "./attacks.ts";
import { EVERYDAY } from "./everyday/index.ts";
import { honestDrafts, type HonestDraft } from "./honest/index.ts";
import { RELATIONS, relationHost } from "./relations.ts";
import { WRAPPERS } from "./wrappers.ts";

/** A draft that says something that its facts do not hold. */
export interface HostileDraft {
  /** Attack, language, wrapper and position. */
  readonly name: string;
  readonly draft: Draft;
  readonly facts: DraftFacts;
}

/** Lies of true facts and harm in everyday words hide nothing by being disguised: they meet the wrappers that hide no letter, and every fifth of the others, in turn. */
const EVERY_WRAPPER = 5;
const SAMPLED: ReadonlySet<Attack> = new Set([...EVERYDAY, ...RELATIONS]);

/** Where in an honest draft the hostile paragraphs are put. */
interface Position {
  readonly name: string;
  readonly put: (host: MailDraft, hostile: readonly string[]) => Draft;
}

const POSITIONS: readonly Position[] = [
  { name: "alone", put: (_host, hostile) => ({ opening: hostile, closing: [] }) },
  { name: "as the subject", put: (host, hostile) => ({ ...host, subject: hostile.join(" ") }) },
  { name: "after an honest opening", put: (host, hostile) => ({ ...host, opening: [...host.opening, ...hostile] }) },
  {
    name: "inside an honest paragraph",
    put: (host, hostile) => ({ ...host, opening: [`${host.opening[0] ?? ""} ${hostile.join(" ")}`, ...host.opening.slice(1)] }),
  },
  { name: "before an honest closing", put: (host, hostile) => ({ ...host, closing: [`${hostile.join(" ")} ${host.closing[0] ?? ""}`] }) },
  { name: "at the end", put: (host, hostile) => ({ ...host, closing: [...host.closing, ...hostile] }) },
  { name: "as an SMS", put: (_host, hostile) => ({ body: hostile.join(" ") }) },
];

/**
 * Every attack in every language, in every wrapper, at a position that goes round, in honest drafts that go round:
 * distinct drafts, the same ones each time. `everyPosition` puts each of them at all positions.
 */
export function* hostileDrafts({ everyPosition = false }: { readonly everyPosition?: boolean } = {}): Generator<HostileDraft> {
  const hosts = Object.groupBy(honestDrafts().filter(isMail), ({ language }) => language);
  const seen = new Set<string>();
  let turn = 0;
  for (const attack of [...ATTACKS, ...EVERYDAY, ...RELATIONS]) {
    for (const [language, text] of Object.entries(attack.said) as [AttackLanguage, string][]) {
      // what is said in a language that no draft is written in hides among all of them
      const home =
        language === "en" || language === "fr" || language === "de" || language === "es"
          ? language
          : (["en", "fr", "de", "es"] as const)[turn % 4]!;
      const about = attack.about?.[language];
      const ours = about === undefined ? (hosts[home] ?? []) : [relationHost(home, about)];
      for (const [index, wrapper] of WRAPPERS.entries()) {
        if (!everyPosition && SAMPLED.has(attack) && wrapper.isPlain !== true && (index + turn) % EVERY_WRAPPER !== 0) {
          turn += 1;
          continue;
        }
        const hostile = wrapper.wrap(text);
        const positions = everyPosition ? POSITIONS : [POSITIONS[turn % POSITIONS.length]!];
        for (const position of positions) {
          turn += 1;
          const host = ours[turn % ours.length]!;
          const draft = position.put(host.draft, hostile);
          const key = JSON.stringify(draft);
          if (seen.has(key)) continue;
          seen.add(key);
          yield { name: `${attack.what} (${language}), ${wrapper.name}, ${position.name}`, draft, facts: host.facts };
        }
      }
    }
  }
}

function isMail(honest: HonestDraft): honest is HonestDraft & { readonly draft: MailDraft } {
  return !("body" in honest.draft);
}
