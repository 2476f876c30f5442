import type { ActionProtocol } from "#src/protocol/index.ts";
import type { Analysis } from "#src/analyzers/findings.ts";
import type { Advice } from "./advice/types.ts";
import type { RecommenderSettings } from "./settings.ts";
import type { ComposeContext, FindingOf, PlaybookActionType } from "./types.ts";

/** What a play says of an action: everything but what all actions have in common (ids, times, approval, risk). */
interface Draft extends Pick<
  ActionProtocol,
  | "operation"
  | "affected_records"
  | "evidence"
  | "reasoning"
  | "expected_effect"
  | "external_effects"
  | "rollback_strategy"
  | "estimated_impact"
> {
  /** What the idempotency key names besides organisation, type and day. */
  readonly scope: string;
  /** At stake, in the company's currency; 0 where no money is. */
  readonly amountAtStake: number;
}

/** How one action type is composed from its finding: every fact from the finding, no choice left to anybody. */
export interface Play<T extends PlaybookActionType> {
  /** The findings of an analysis that ask for this action, in the analysis' order. */
  readonly candidates: (analysis: Analysis) => readonly FindingOf[T][];
  readonly changes: (finding: FindingOf[T]) => ActionProtocol["proposed_changes"];
  readonly checks: (finding: FindingOf[T], settings: RecommenderSettings) => ActionProtocol["revalidation_plan"]["checks"];
  /** `actionId` is the action's, for what has to carry a trace of it. */
  readonly compose: (finding: FindingOf[T], context: ComposeContext & { readonly actionId: string; readonly advice: Advice }) => Draft;
}
