import type { TxContext } from "#src/db/index.ts";
import { noteDisagreement, type Disagreement, type RuleSubject } from "#src/policy/index.ts";
import type { ActionRow } from "./rows.ts";

/** Tells policy that a person said no to this action, as it stood before: rules that let its kind through are looked at again. */
export async function disagree(ctx: TxContext, row: ActionRow, what: Disagreement): Promise<void> {
  await noteDisagreement(ctx, { subject: subjectOfRow(row), what, actionId: row.actionId });
}

/** By the columns where they say it: a document that was changed from outside can be rejected too. */
function subjectOfRow(row: ActionRow): RuleSubject {
  const effects: unknown = row.actionProtocol.external_effects;
  return {
    actionType: row.actionType,
    riskLevel: row.riskLevel,
    createdBy: row.createdBy,
    partnerId: row.partnerId,
    contacts: Array.isArray(effects) && effects.length > 0,
    amount: row.amountAtStake,
    hasMoney: (row.amountAtStake ?? 0) > 0 || row.amount !== null,
    firstContact: row.firstContact,
    // whoever worded it: a no to an action is one to its kind
    modelWords: false,
  };
}
