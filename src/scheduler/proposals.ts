import { proposeAction, type ProposeActionInput, type ProposeActionResult } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import type { Recommendation } from "#src/recommender/index.ts";
import { debtOf, type DebtRef } from "./unproposed.ts";

/** A candidate that did not become an action, and why. */
export interface Refusal extends Partial<Omit<DebtRef, "partnerId">> {
  readonly partnerId?: number | null;
  readonly actionType: ActionProtocol["action_type"];
  readonly partnerName: string;
  readonly sentence: string;
}

export type RiskFacts = NonNullable<ProposeActionInput["riskFacts"]>;

/** What policy raises the risk by and the document does not say. */
export function riskFacts(action: ActionProtocol, amount: number | undefined, contacted: ReadonlySet<number>): RiskFacts {
  const partnerId = action.affected_records.partner_id;
  // the customer's own domain is that of the address it is written to first; a copy to another one leaves the house
  const first = action.external_effects.find(
    ({ effect_type, recipient_role }) => effect_type === "email" && recipient_role === "to",
  )?.recipient;
  return {
    ...(amount === undefined ? {} : { amount }),
    firstContact: partnerId !== undefined && !contacted.has(partnerId),
    ...(first === undefined ? {} : { customerDomains: [first.slice(first.lastIndexOf("@") + 1)] }),
  };
}

/** Its place among actions as urgent as it, where the recommender gave it one. */
export function priorityOf({ action_id: id }: ActionProtocol, priorities: Recommendation["priorities"]): { readonly priority?: number } {
  const priority = priorities.get(id);
  return priority === undefined ? {} : { priority };
}

/** What became of the candidates of a run. */
export interface Proposals {
  readonly proposed: readonly ActionProtocol[];
  /** Candidates that stand as an action already, open or decided today. */
  readonly alreadyKnown: readonly {
    readonly action: ActionProtocol;
    readonly result: Extract<ProposeActionResult, { existing: unknown }>;
  }[];
  /** Candidates that could not be composed or were refused; one of them never stops the others. */
  readonly notProposed: readonly Refusal[];
}

/** Proposals between two words of progress. */
const PROGRESS_EVERY = 25;

/** Each in a transaction of its own: one that is refused does not take the others along. */
export async function proposeAll(
  ctx: Context,
  { actions, priorities }: Pick<Recommendation, "actions" | "priorities">,
  riskFactsOf: (action: ActionProtocol) => RiskFacts,
  onProgress: (text: string) => void,
): Promise<Proposals> {
  const proposed: ActionProtocol[] = [];
  const alreadyKnown: Proposals["alreadyKnown"][number][] = [];
  const notProposed: Refusal[] = [];
  for (const [index, action] of actions.entries()) {
    if (index % PROGRESS_EVERY === 0) onProgress(`proposing ${index + 1} of ${actions.length}`);
    try {
      const result = await proposeAction({ ctx, input: { action, riskFacts: riskFactsOf(action), ...priorityOf(action, priorities) } });
      if (result.proposed) proposed.push(action);
      else if (result.reason === "type_off") notProposed.push(refusalOf(action, result.sentence));
      else alreadyKnown.push({ action, result });
    } catch (thrown) {
      notProposed.push(refusalOf(action, asAiCooError(thrown).message));
    }
  }
  return { proposed, alreadyKnown, notProposed };
}

function refusalOf(action: ActionProtocol, sentence: string): Refusal {
  return { ...debtOf(action), actionType: action.action_type, partnerName: action.affected_records.partner_name ?? "", sentence };
}
