import { z } from "zod";

const days = (standard: number) => z.int().min(1).max(180).default(standard);

/**
 * How many days after its effect an action is watched, by type. A change holds for actions that are carried out from then
 * on: a window that has begun stays as it is, so that what a report counts was measured with one measure.
 */
export const outcomeSettingsSchema = z.strictObject({
  windowDays: z
    .strictObject({
      send_invoice_reminder: days(30),
      send_payment_confirmation: days(14),
      follow_up_on_stale_deal: days(30),
      send_deal_check_in: days(14),
      create_collection_task: days(30),
      create_follow_up_task: days(30),
      update_deal_stage: days(30),
      escalate_overdue_invoice: days(30),
      flag_at_risk_project: days(30),
      /** Counted from the moment for which the check-in is scheduled. */
      schedule_customer_check_in: days(14),
    })
    .prefault({}),
});
export type OutcomeSettings = z.infer<typeof outcomeSettingsSchema>;
