import type { ActionProtocol, ActionStatus, ActionType, RiskLevel, SafeOperation } from "#src/protocol/index.ts";
import type { IconName } from "../ui/Icon.tsx";
import type { Tone } from "../ui/Pill.tsx";
import { plural } from "../ui/format.ts";

/** The words of the wire format as people read them; each table covers its whole vocabulary. */

export const TYPE_WORDS = {
  send_invoice_reminder: "Invoice reminder",
  send_payment_confirmation: "Payment confirmation",
  follow_up_on_stale_deal: "Deal follow-up",
  send_deal_check_in: "Deal check-in",
  create_collection_task: "Collection task",
  create_follow_up_task: "Follow-up task",
  update_deal_stage: "Deal stage",
  escalate_overdue_invoice: "Escalation",
  flag_at_risk_project: "Project at risk",
  schedule_customer_check_in: "Customer check-in",
} as const satisfies Record<ActionType, string>;

export const OPERATION_ICONS = {
  send_email: "mail",
  send_sms: "phone",
  create_odoo_task: "task",
  update_odoo_stage: "stage",
  log_odoo_activity: "call",
  create_internal_note: "note",
  schedule_follow_up: "calendar",
} as const satisfies Record<SafeOperation, IconName>;

/** What happens outside, as a button says it. */
export const OPERATION_VERBS = {
  send_email: "Approve and send",
  send_sms: "Approve and send",
  create_odoo_task: "Approve and create",
  update_odoo_stage: "Approve and move",
  log_odoo_activity: "Approve and plan",
  create_internal_note: "Approve and post",
  schedule_follow_up: "Approve and schedule",
} as const satisfies Record<SafeOperation, string>;

export const STATUS_WORDS = {
  pending_approval: { label: "Waits for you", tone: "accent" },
  approved: { label: "Approved", tone: "accent" },
  executing: { label: "Under way", tone: "accent" },
  completed: { label: "Done", tone: "good" },
  failed: { label: "Failed", tone: "bad" },
  blocked: { label: "Blocked", tone: "warn" },
  needs_attention: { label: "Needs you", tone: "bad" },
  rejected: { label: "Rejected", tone: "neutral" },
  expired: { label: "Expired", tone: "neutral" },
  cancelled: { label: "Cancelled", tone: "neutral" },
} as const satisfies Record<ActionStatus, { label: string; tone: Tone }>;

export const RISK_WORDS = {
  low: { label: "Low risk", tone: "neutral" },
  medium: { label: "Medium risk", tone: "neutral" },
  high: { label: "High risk", tone: "warn" },
  critical: { label: "Critical risk", tone: "bad" },
} as const satisfies Record<RiskLevel, { label: string; tone: Tone }>;

/** Why an action of this kind carries risk at all. */
const RISK_OF_OPERATION = {
  send_email: "it writes to people outside the company, and a mail cannot be called back",
  send_sms: "it writes to a person outside the company, and a message cannot be called back",
  create_odoo_task: "it adds a task in Odoo that only colleagues see",
  update_odoo_stage: "it changes a record in Odoo",
  log_odoo_activity: "it gives a colleague a call to make, about a customer who is far behind",
  create_internal_note: "it adds a note in Odoo that only colleagues see",
  schedule_follow_up: "it only puts a date in the calendar",
} as const satisfies Record<SafeOperation, string>;

/** One sentence for the risk: what is usual for this type, and whether this one was raised above it. */
export function riskSentence(level: RiskLevel, usual: RiskLevel, operation: SafeOperation, reasons: readonly string[]): string {
  const why = RISK_OF_OPERATION[operation];
  if (level === usual) return `${capital(level)} is usual for this type: ${why}.`;
  return [`Raised from ${usual} to ${level}.`, ...reasons, `${capital(why)}.`].join(" ");
}

const ROLLBACK_WORDS = {
  none: "It cannot be undone.",
  manual: "It can be undone by hand in Odoo.",
  auto_undo_odoo_write: "The change in Odoo can be undone.",
  send_correction_email: "What was sent cannot be called back; a correction can be sent.",
} as const satisfies Record<ActionProtocol["rollback_strategy"], string>;

export const rollbackSentence = (action: ActionProtocol): string => ROLLBACK_WORDS[action.rollback_strategy];

/** What approving begins, said before it is pressed. */
export function approvalSentence(action: ActionProtocol): string {
  const hours = action.revalidation_plan.checks.map((check) => check.predicate).find((predicate) => predicate.type === "quiet_hours_ok");
  const when =
    hours === undefined || hours.business_hours_start === hours.business_hours_end
      ? "right after that"
      : `right after that, between ${hours.business_hours_start} and ${hours.business_hours_end} in ${hours.timezone.replaceAll("_", " ")}`;
  const facts = plural(action.revalidation_plan.checks.length, "fact");
  switch (action.operation.type) {
    case "send_email":
    case "send_sms": {
      const people = plural(action.external_effects.length, "address", "addresses");
      return `Reads ${facts} again, then writes to ${people} ${when}.`;
    }
    case "create_odoo_task":
    case "log_odoo_activity":
    case "create_internal_note":
    case "update_odoo_stage":
    case "schedule_follow_up":
      return `Reads ${facts} again, then writes to Odoo ${when}. Nobody outside is contacted.`;
  }
}

/** `system:ai-coo` as people say it; names come with the action. */
export function actorName(actor: string, names: Readonly<Record<string, string>>): string {
  const known = names[actor];
  if (known !== undefined) return known;
  if (actor.startsWith("system:")) return "AI COO";
  return actor.startsWith("agent:") ? "A program" : "A person";
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
