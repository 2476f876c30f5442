import { compareUrgency, urgencyOf, type ActionProtocol, type ActionType, type Urgency, type UrgencyFacts } from "#src/protocol/index.ts";

/** What people decided about some actions. */
export interface Decided {
  readonly accepted: number;
  /** Of the accepted, those whose words a person changed first: half a yes. */
  readonly edited: number;
  readonly rejected: number;
}

/** What people decided about earlier proposals. Read by whoever calls: the order is a function of it. */
export interface AcceptanceRecord {
  readonly byType: ReadonlyMap<ActionType, Decided>;
  /** By the customer's partner id. */
  readonly byCustomer: ReadonlyMap<number, Decided>;
}

/** The record of an organisation in which nobody has decided anything. */
export const NO_DECISIONS: AcceptanceRecord = { byType: new Map(), byCustomer: new Map() };

/** What is assumed before anybody decides: as many yes as no, with the weight of so many decisions. */
const PRIOR_WEIGHT = 8;
const PRIOR_MEAN = 0.5;
/** More digits would say more than a few dozen decisions know, and keep the figure the same wherever it is computed. */
const DIGITS = 4;

/** A proposal as the order sees it. */
export interface Proposal extends UrgencyFacts {
  readonly actionType: ActionType;
  readonly partnerId: number | null;
}

/**
 * How likely people are to accept a proposal, 0 to 1: the mean of a Beta distribution over what they decided about its type,
 * which in turn is what is assumed of its customer before anybody decided about that one. Few decisions say little: a type
 * nobody has decided about stands at a half, and one rejection moves it less than twenty do. More acceptance never lowers it.
 */
export function acceptanceOf({ actionType, partnerId }: Pick<Proposal, "actionType" | "partnerId">, record: AcceptanceRecord): number {
  const ofType = posterior(record.byType.get(actionType), PRIOR_MEAN);
  const ofCustomer = posterior(partnerId === null ? undefined : record.byCustomer.get(partnerId), ofType);
  return Number(ofCustomer.toFixed(DIGITS));
}

function posterior(decided: Decided | undefined, mean: number): number {
  if (decided === undefined) return mean;
  const { accepted, edited, rejected } = decided;
  return (accepted - edited / 2 + mean * PRIOR_WEIGHT) / (accepted + rejected + PRIOR_WEIGHT);
}

/**
 * The candidates in the order in which a person sees them: by urgency, and among those of one band by how likely they are to be
 * accepted, then by what is at stake; what is alike stays in the order given. It never leaves one out, and none crosses its band.
 */
export function orderProposals<T>(
  candidates: readonly T[],
  proposalOf: (candidate: T) => Proposal,
  { record, now }: { readonly record: AcceptanceRecord; readonly now: Date },
): T[] {
  const ranked = candidates.map((candidate): Ranked<T> => {
    const proposal = proposalOf(candidate);
    const [urgency, acceptance] = [urgencyOf(proposal, now), acceptanceOf(proposal, record)];
    return { candidate, urgency, acceptance, stake: proposal.amount_at_stake ?? 0 };
  });
  return ranked
    .toSorted((one, other) => compareUrgency(one.urgency, other.urgency) || other.acceptance - one.acceptance || other.stake - one.stake)
    .map(({ candidate }) => candidate);
}

/** The actions of a run in their order, each with how likely it is to be accepted. The risk is the one before policy raises it. */
export function inOrder(
  actions: readonly ActionProtocol[],
  amountsAtStake: ReadonlyMap<string, number>,
  { acceptance: record = NO_DECISIONS, now }: { readonly acceptance?: AcceptanceRecord; readonly now: Date },
): { readonly actions: ActionProtocol[]; readonly priorities: ReadonlyMap<string, number> } {
  const proposalOf = (action: ActionProtocol): Proposal => ({
    actionType: action.action_type,
    partnerId: action.affected_records.partner_id ?? null,
    expires_at: action.expires_at,
    risk_level: action.risk_level,
    amount_at_stake: amountsAtStake.get(action.action_id) ?? null,
  });
  return {
    actions: orderProposals(actions, proposalOf, { record, now }),
    priorities: new Map(actions.map((action) => [action.action_id, acceptanceOf(proposalOf(action), record)])),
  };
}

interface Ranked<T> {
  readonly candidate: T;
  readonly urgency: Urgency;
  readonly acceptance: number;
  readonly stake: number;
}
