import type { RecordedAction } from "#src/db/access/policyRecord.ts";
import type { Disagreement } from "./disagreement.ts";
import type { RuleSubject } from "./types.ts";

/**
 * How an action speaks for or against letting its kind through. `for`: people approved it as it was proposed, and it was carried out
 * without a complaint. `open`: neither; it waits, expired, was blocked by its facts, or no person decided it.
 */
export type Verdict =
  | { readonly is: "for"; readonly decidedAt: Date }
  /** `at`: where it stands in the row of decisions. */
  | { readonly is: "against"; readonly because: Disagreement; readonly at: Date }
  | { readonly is: "open" };

export function verdictOf(action: RecordedAction): Verdict {
  const because = againstOf(action);
  if (because !== null) return { is: "against", because, at: noAt(action) };
  // a key acts for a program; a rule's own approvals earn it nothing
  const byPeople = action.rule === null && action.approvedAt !== null;
  return byPeople && action.status === "completed" ? { is: "for", decidedAt: action.approvedAt } : { is: "open" };
}

function againstOf({ status, edited, undone, doubted, complained }: RecordedAction): Disagreement | null {
  if (status === "rejected") return "rejected";
  if (edited) return "edited";
  if (undone) return "undone";
  if (status === "cancelled") return "withdrawn";
  return doubted || complained ? "ended_badly" : null;
}

function noAt({ status, settledAt, approvedAt, proposedAt }: RecordedAction): Date {
  // a no is given when the action ends by it; what a person said yes to first has the place of that yes
  const ended = status === "rejected" || status === "cancelled" ? settledAt : null;
  return ended ?? approvedAt ?? settledAt ?? proposedAt;
}

/** What a rule looks at of an action on record, as it was proposed. */
export function subjectOfRecord(action: RecordedAction): RuleSubject {
  return {
    actionType: action.actionType,
    riskLevel: action.riskLevel,
    createdBy: action.createdBy,
    partnerId: action.partnerId,
    contacts: action.contacts,
    amount: action.amountAtStake,
    hasMoney: (action.amountAtStake ?? 0) > 0 || action.statesMoney,
    firstContact: action.firstContact,
    modelWords: action.modelWords,
  };
}
