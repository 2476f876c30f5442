import * as z from "zod";
import type { LanguageModel } from "#src/llm/index.ts";
import { checkDraft, type DraftFacts } from "../grounding/index.ts";
import { MASTER_PROMPT, RANKING_PROMPT } from "./masterPrompt.v2.ts";
import { fenced } from "./untrusted.ts";

/** What the model is told of a candidate: figures and kinds. No name, address or text of Odoo's is among them. */
export interface RankedCandidate {
  readonly key: string;
  readonly actionType: string;
  /** The facts for whoever ranks, already without names: `days_overdue: 31`. */
  readonly figures: Readonly<Record<string, string | number>>;
  /** What a sentence about it may say. */
  readonly sayable: DraftFacts;
}

export interface Ranking {
  /** Keys in the model's order; those it did not name come after, in the order given. */
  readonly order: readonly string[];
  readonly notes: ReadonlyMap<string, string>;
  /** Days, 1 to 14, by key. */
  readonly checkIns: ReadonlyMap<string, number>;
}

/** What asking for an order came to: none is asked for where there is nothing to order. */
export type RankingAnswer =
  | { readonly kind: "ranked"; readonly ranking: Ranking }
  | { readonly kind: "not_asked" }
  /** `keys` are the candidates that were asked about, `sentence` says why there is no answer. */
  | { readonly kind: "failed"; readonly keys: ReadonlySet<string>; readonly sentence: string };

/** More candidates than a busy person looks at are not worth asking about. */
const MOST_RANKED = 150;
const MOST_NOTES = 10;
const MAX_OUTPUT_TOKENS = 8_000;
const CHECK_IN_DAYS = { least: 1, most: 14 };

const rankingSchema = z.strictObject({
  order: z.array(z.string()),
  notes: z.array(z.strictObject({ handle: z.string(), sentence: z.string() })),
  check_ins: z.array(z.strictObject({ handle: z.string(), days: z.int() })),
});

/**
 * The model's order of candidates, by opaque handles: it can neither add one nor hide one, and a sentence that says more
 * than its candidate's figures is dropped.
 */
export async function rankCandidates(
  model: LanguageModel,
  candidates: readonly RankedCandidate[],
  signal?: AbortSignal,
): Promise<RankingAnswer> {
  if (candidates.length < 2 && candidates.every(({ actionType }) => actionType !== "schedule_customer_check_in"))
    return { kind: "not_asked" };
  const asked = candidates.slice(0, MOST_RANKED);
  const handles = new Map(asked.map((candidate, index) => [`c${index + 1}`, candidate]));
  const answer = await model.ask({
    purpose: "rank",
    system: [MASTER_PROMPT, RANKING_PROMPT],
    content: fenced([...handles].map(([handle, { actionType, figures }]) => ({ handle, type: actionType, ...figures }))),
    schema: rankingSchema,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    ...(signal === undefined ? {} : { signal }),
  });
  if (!answer.ok) return { kind: "failed", keys: new Set(asked.map(({ key }) => key)), sentence: answer.sentence };
  const { order, notes, check_ins: checkIns } = answer.value;
  const named = [...new Set(order)].flatMap((handle) => handles.get(handle)?.key ?? []);
  const left = candidates.map(({ key }) => key).filter((key) => !named.includes(key));
  const ranking: Ranking = {
    order: [...named, ...left],
    notes: new Map(notes.slice(0, MOST_NOTES).flatMap(({ handle, sentence }) => noteOf(handles.get(handle), sentence))),
    checkIns: new Map(
      checkIns.flatMap(({ handle, days }): [string, number][] => {
        const candidate = handles.get(handle);
        const isCheckIn = candidate?.actionType === "schedule_customer_check_in";
        return isCheckIn && days >= CHECK_IN_DAYS.least && days <= CHECK_IN_DAYS.most ? [[candidate.key, days]] : [];
      }),
    ),
  };
  return { kind: "ranked", ranking };
}

function noteOf(candidate: RankedCandidate | undefined, sentence: string): [string, string][] {
  if (candidate === undefined) return [];
  const verdict = checkDraft({ opening: [sentence], closing: [] }, candidate.sayable);
  return verdict.ok ? [[candidate.key, sentence]] : [];
}
