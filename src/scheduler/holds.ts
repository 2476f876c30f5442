import type { FinancialAnalysis, Hold, HoldReason } from "#src/analyzers/findings.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { getHoldableActions, setActionHold, type HoldableAction } from "#src/db/access/actionHolds.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import type { TxContext } from "#src/db/index.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { debtOf, keyOf } from "./unproposed.ts";

/** Reasons against the debt itself hold whatever is about it; the others hold only messages to the customer. */
const AGAINST_DEBT: readonly HoldReason[] = ["open_credit", "promise", "disputed", "stopped", "customer_archived"];
const AGAINST_WRITING: readonly HoldReason[] = ["customer_wrote", "recently_contacted", "suppressed", "no_address"];

const HOLDABLE: Partial<Record<ActionType, readonly HoldReason[]>> = {
  send_invoice_reminder: [...AGAINST_DEBT, ...AGAINST_WRITING],
  // the last step of the sequence that an answer ends; an escalation is none
  create_collection_task: [...AGAINST_DEBT, "customer_wrote"],
  escalate_overdue_invoice: AGAINST_DEBT,
};

/** The analysis did not read what customers with these reasons do, so it cannot say that a hold is gone. */
const NOT_LOOKED_AT: readonly HoldReason[] = [
  "stale_bank",
  "own_company",
  "below_tolerance",
  "within_grace",
  "next_level_not_due",
  "ladder_ended",
  "over_run_limit",
];

/**
 * Holds the waiting actions of customers that the analysis found a reason to leave alone, and lets go those whose
 * reason is gone. The reason is on the card, and nothing held is approved or run. What ran or was decided meanwhile
 * is left alone.
 */
export async function keepHolds(ctx: TxContext, analysis: FinancialAnalysis): Promise<void> {
  const looked = new Map<string, readonly Hold[]>();
  for (const { customer, company, currency, reminderHeld } of analysis.overdueCustomers) {
    const debt = { partnerId: customer.partnerId, companyId: company.id, currency: currency.code };
    looked.set(keyOf(debt), reminderHeld === null ? [] : [reminderHeld]);
  }
  for (const { partnerId, companyId, currency, reason, holds } of analysis.notChased) {
    if (!NOT_LOOKED_AT.includes(reason)) looked.set(keyOf({ partnerId, companyId, currency: currency.code }), holds);
  }
  for (const action of await getHoldableActions(ctx)) {
    const debt = debtOf(action.actionProtocol);
    const holds = debt === undefined ? undefined : looked.get(keyOf(debt));
    if (holds === undefined) continue;
    // what a provider or a person told us is not for the reading of Odoo to let go
    if (action.holdSource !== null && action.holdSource !== "analysis") continue;
    const found = holds.find((hold) => isAgainst(action, hold));
    if (found !== undefined && found.sentence === action.holdReleased) continue;
    if ((found?.sentence ?? null) !== action.holdReason) await change(ctx, action, found);
  }
}

function isAgainst({ actionType }: HoldableAction, { reason, record }: Hold): boolean {
  // What this product itself sent is judged right before the effect, by its own ledger.
  if (reason === "recently_contacted" && record === null) return false;
  return HOLDABLE[actionType]?.includes(reason) === true;
}

async function change(ctx: TxContext, action: HoldableAction, found: Hold | undefined): Promise<void> {
  const { actionId, version, fingerprint, status, actionType } = action;
  const kind = found === undefined ? "action.hold_ended" : "action.held";
  await setActionHold(ctx, actionId, found === undefined ? null : { reason: found.sentence, source: "analysis" });
  // The sentence may name what people wrote down; the chain keeps the kind of reason.
  await appendAuditEvent(ctx, { kind, actionId, version, fingerprint, facts: found === undefined ? {} : { reason: found.reason } });
  const payload = { action_id: actionId, action_type: actionType, version, status, actor: ctx.actor };
  await appendDomainEvents(ctx, [{ kind, actionId, payload }]);
}
