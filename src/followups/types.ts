import type { ProposeActionInput } from "#src/actions/index.ts";
import type { FollowUpStatus } from "#src/db/schema/index.ts";
import type { ActionProtocol, ActionType, Actor, FollowUpContext, Parameters } from "#src/protocol/index.ts";

export { type FollowUpStatus };

/** Something that becomes a proposal again at its time. Moments are RFC 3339 in UTC. */
export interface FollowUpView {
  readonly followUpId: string;
  /** The action that scheduled it. */
  readonly actionId: string;
  readonly contextType: FollowUpContext;
  readonly contextId: number;
  readonly scheduledFor: string;
  /** What it asks for when it is due. */
  readonly actionType: ActionType;
  readonly parameters: Parameters;
  /** `proposed`: it became an action. `closed`: nothing called for one any more, or none could be made; `reason` says so. */
  readonly status: FollowUpStatus;
  /** Why it has its status, or why it could not be composed the last time. */
  readonly reason: string | null;
  /** How often it was taken up. */
  readonly tries: number;
  /** What it became, or the open action that says the same already. */
  readonly proposedActionId: string | null;
  readonly createdAt: string;
  readonly settledAt: string | null;
  readonly settledBy: Actor | null;
}

/** What a due follow-up comes to over the facts as they are now. */
export type Composed =
  | {
      readonly kind: "action";
      readonly action: ActionProtocol;
      readonly riskFacts?: NonNullable<ProposeActionInput["riskFacts"]>;
      readonly priority?: number;
    }
  /** The facts no longer call for it, or nobody knows how to compose it: a sentence for people. */
  | { readonly kind: "nothing"; readonly reason: string };

/**
 * Reads the facts again and composes what a follow-up asks for; it changes nothing. What it throws is taken for passing: the
 * follow-up is tried again later.
 */
export interface FollowUpComposer {
  compose(followUp: FollowUpView): Promise<Composed>;
}

/** What one run came to. */
export interface FollowUpStatistics {
  readonly claimed: number;
  readonly proposed: number;
  readonly closed: number;
  /** Left for a later run, because the facts could not be read. */
  readonly postponed: number;
  /** Withdrawn, or taken over by another run, while they were composed. */
  readonly lost: number;
}
