import type { LanguageModel } from "#src/llm/index.ts";
import { compareUrgency, urgencyOf, type ActionProtocol } from "#src/protocol/index.ts";
import { candidatesOf } from "../candidates.ts";
import { recommendActions } from "../recommend.ts";
import type { Recommendation, RecommendInput } from "../types.ts";
import type { Ranking, RankingAnswer } from "./ranking.ts";
import type { Advice } from "./types.ts";

export interface AdviseOptions {
  /** Null where none is configured: the playbook's recommendation as it is. */
  readonly model: LanguageModel | null;
  /** Drafts asked for in one run at most. */
  readonly mostDrafts: number;
  /** Which of these keys stand as an action already: nobody is asked about those again. */
  readonly standing: (keys: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Which of the playbook's actions the model is asked about; all when left out. */
  readonly only?: (action: ActionProtocol) => boolean;
  readonly signal?: AbortSignal;
}

/**
 * The playbook's recommendation, with what a model may add to it: an order inside each band of urgency, a sentence, the
 * days until a check-in, and the words of messages. Whatever the model does, the candidates are the same, and so is every
 * fact of them; without an answer the playbook's own stands, and the action says so.
 */
export async function recommendWithModel(
  input: RecommendInput,
  { model, mostDrafts, standing, only = () => true, signal }: AdviseOptions,
): Promise<Recommendation> {
  const plain = recommendActions(input);
  if (model === null) return plain;
  const concerned = plain.actions.filter(only);
  const known = await standing(concerned.map(({ idempotency_key: key }) => key));
  const byKey = new Map(candidatesOf(input).map((candidate) => [candidate.key, candidate]));
  // the most urgent first: only so many are ranked and drafted for in one run
  const candidates = concerned
    .filter(({ idempotency_key: key }) => !known.has(key))
    .map(({ action_id: id }) => byKey.get(plain.keys.get(id)!)!);
  if (candidates.length === 0) return plain;
  // the words of four languages, which nobody needs where no model is asked
  const [{ rankedOf }, { rankCandidates }, { draftWords }] = await Promise.all([
    import("./figures.ts"),
    import("./ranking.ts"),
    import("./drafting.ts"),
  ]);
  const ranked = await rankCandidates(model, candidates.map(rankedOf), signal);
  const drafts = await draftWords(model, candidates, { limit: mostDrafts, ...(signal === undefined ? {} : { signal }) });
  const advice = new Map(candidates.map(({ key }): [string, Advice] => [key, adviceOf(key, ranked, drafts)]));
  const advised = recommendActions({ ...input, advice });
  return ranked.kind === "ranked" ? reorder(advised, ranked.ranking, input.now) : advised;
}

function adviceOf(key: string, ranked: RankingAnswer, drafts: ReadonlyMap<string, Advice>): Advice {
  if (ranked.kind !== "ranked") {
    const wasAsked = ranked.kind === "failed" && ranked.keys.has(key);
    return { ...drafts.get(key), ...(wasAsked ? { orderBy: `The playbook's: ${ranked.sentence}` } : {}) };
  }
  const { notes, checkIns } = ranked.ranking;
  const [note, checkInDays] = [notes.get(key), checkIns.get(key)];
  return { ...drafts.get(key), ...(note === undefined ? {} : { note }), ...(checkInDays === undefined ? {} : { checkInDays }) };
}

/** So little of a priority makes the model's order one where the playbook's priorities are equal. */
const APART = 0.001;

/**
 * Inside each band the model's order: the band's own priorities are handed out anew, so nothing crosses into another. They are
 * moved apart, because the inbox puts the newest first among equal ones, and until people have decided something all are equal.
 */
function reorder(recommendation: Recommendation, ranking: Ranking, now: Date): Recommendation {
  const { actions, amountsAtStake, keys } = recommendation;
  const place = new Map(ranking.order.map((key, index) => [key, index]));
  const urgency = (action: ActionProtocol) => urgencyOf({ ...action, amount_at_stake: amountsAtStake.get(action.action_id) ?? null }, now);
  const placeOf = ({ action_id: id }: ActionProtocol): number => place.get(keys.get(id) ?? "") ?? Number.MAX_SAFE_INTEGER;
  const ordered = actions.toSorted((a, b) => compareUrgency(urgency(a), urgency(b)) || placeOf(a) - placeOf(b));
  const priorities = new Map(recommendation.priorities);
  for (const band of Map.groupBy(ordered, (action) => JSON.stringify(urgency(action))).values()) {
    const given = band.map(({ action_id: id }) => recommendation.priorities.get(id) ?? 0).toSorted((a, b) => b - a);
    const step = APART / (band.length + 1);
    for (const [index, { action_id: id }] of band.entries()) {
      priorities.set(id, given[index]! * (1 - APART) + step * (band.length - index));
    }
  }
  return { ...recommendation, actions: ordered, priorities };
}
