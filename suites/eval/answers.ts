import type { Analysis } from "#src/analyzers/index.ts";
import type { ActionProtocol, ActionType } from "#src/protocol/index.ts";

const WORDS = {
  send_invoice_reminder: "reminder",
  create_collection_task: "collection",
  escalate_overdue_invoice: "escalation",
  send_payment_confirmation: "thanks",
  follow_up_on_stale_deal: "follow-up",
  send_deal_check_in: "check-in",
  update_deal_stage: "stage",
  create_follow_up_task: "task",
  schedule_customer_check_in: "schedule",
  flag_at_risk_project: "flag",
} as const satisfies Record<ActionType, string>;

const ABOUT_DEALS: readonly ActionType[] = ["follow_up_on_stale_deal", "send_deal_check_in", "update_deal_stage"];

/** What the product says about a company, in the words in which right answers are written down. */
export function answersOf(analysis: Analysis, actions: readonly ActionProtocol[]): string[] {
  const held =
    analysis.kind === "financial"
      ? analysis.notChased.map(({ reason, partnerName }) => `held ${reason}: ${partnerName}`)
      : analysis.held.map(({ reason, record }) => `held ${reason}: ${record.name}`);
  const alerts =
    analysis.kind === "operations" ? analysis.alerts.map(({ kind, title }) => `alert ${kind}: ${title.split(" has ")[0] ?? ""}`) : [];
  return [...new Set([...actions.map(answerOf), ...held, ...alerts])].toSorted();
}

function answerOf({ action_type: type, affected_records: records, proposed_changes: changes }: ActionProtocol): string {
  const level = changes.find(({ path }) => path === "ai_coo.outreach.reminder_level")?.after;
  const isAboutDeal = ABOUT_DEALS.includes(type) || (type === "create_follow_up_task" && records.model === "crm.lead");
  const name =
    isAboutDeal || records.model === "project.project"
      ? records.record_name
      : records.model === "project.task"
        ? records.record_name?.split(" of ").at(-1)
        : records.partner_name;
  return `${WORDS[type]}${level === undefined ? "" : ` ${String(level)}`}: ${name ?? "?"}`;
}

/** The rule that an answer is about: `reminder`, or `held disputed`. */
export const ruleOf = (answer: string): string => answer.split(":")[0] ?? "";
