import type { ProposedChange, RevalidationPlan } from "#src/protocol/index.ts";
import type { Play } from "./draft.ts";
import { createCollectionTask } from "./playbook/createCollectionTask.ts";
import { createFollowUpTask } from "./playbook/createFollowUpTask.ts";
import { escalateOverdueInvoice } from "./playbook/escalateOverdueInvoice.ts";
import { flagAtRiskProject } from "./playbook/flagAtRiskProject.ts";
import { followUpOnStaleDeal } from "./playbook/followUpOnStaleDeal.ts";
import { scheduleCustomerCheckIn } from "./playbook/scheduleCustomerCheckIn.ts";
import { sendDealCheckIn } from "./playbook/sendDealCheckIn.ts";
import { sendInvoiceReminder } from "./playbook/sendInvoiceReminder.ts";
import { sendPaymentConfirmation } from "./playbook/sendPaymentConfirmation.ts";
import { updateDealStage } from "./playbook/updateDealStage.ts";
import { DEFAULT_RECOMMENDER_SETTINGS, type RecommenderSettings } from "./settings.ts";
import type { FindingOf, PlaybookActionType } from "./types.ts";

type Playbook = { readonly [T in PlaybookActionType]: Play<T> };

/** How each action type is composed, in the order in which a run proposes them. */
export const PLAYBOOK = {
  send_invoice_reminder: sendInvoiceReminder,
  create_collection_task: createCollectionTask,
  escalate_overdue_invoice: escalateOverdueInvoice,
  send_payment_confirmation: sendPaymentConfirmation,
  update_deal_stage: updateDealStage,
  send_deal_check_in: sendDealCheckIn,
  follow_up_on_stale_deal: followUpOnStaleDeal,
  create_follow_up_task: createFollowUpTask,
  schedule_customer_check_in: scheduleCustomerCheckIn,
  flag_at_risk_project: flagAtRiskProject,
} as const satisfies Playbook;

export function playOf<T extends PlaybookActionType>(actionType: T): Play<T> {
  const playbook: Playbook = PLAYBOOK;
  return playbook[actionType];
}

/** The diff of an action: what it would make of the finding's records. `before` comes from Odoo, or is null. */
export function generateProposedChanges<T extends PlaybookActionType>(actionType: T, record: FindingOf[T]): ProposedChange[] {
  return playOf(actionType).changes(record);
}

/** What must still hold right before an action's effect. */
export function generateRevalidationPlan<T extends PlaybookActionType>(
  actionType: T,
  context: { readonly finding: FindingOf[T]; readonly settings?: RecommenderSettings },
): RevalidationPlan {
  return { checks: playOf(actionType).checks(context.finding, context.settings ?? DEFAULT_RECOMMENDER_SETTINGS) };
}
