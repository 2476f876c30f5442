import { playOf, PLAYBOOK } from "./playbook.ts";
import type { FindingOf, PlaybookActionType, RecommendInput } from "./types.ts";

/** A finding that asks for an action. The key names it within a run, and says nothing of what it is about. */
export type Candidate = {
  [T in PlaybookActionType]: { readonly key: string; readonly actionType: T; readonly finding: FindingOf[T] };
}[PlaybookActionType];

const TYPES_IN_ORDER = Object.keys(PLAYBOOK) as PlaybookActionType[];

/** Everything that an analysis gives reason to propose, type after type, each in the analysis' order. */
export function candidatesOf({ analysis }: Pick<RecommendInput, "analysis">): Candidate[] {
  return TYPES_IN_ORDER.flatMap((actionType) =>
    playOf(actionType)
      .candidates(analysis)
      .map((finding, index) => ({ key: `${actionType}:${index}`, actionType, finding }) as Candidate),
  );
}
