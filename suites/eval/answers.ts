import { FINANCIAL_ALERT_KINDS, HELD_REASONS, HOLD_REASONS, OPERATIONS_ALERT_KINDS, type Analysis } from "#src/analyzers/findings.ts";
import { DEFAULT_ANALYSIS_SETTINGS, type HeldActionType, type HeldReason } from "#src/analyzers/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { ACTION_TYPES, type ActionProtocol, type ActionType } from "#src/protocol/index.ts";

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

/** What the ids in an action stand for, in the words of answers: read from Odoo, not from the action. */
export interface Names {
  /** Invoices in the order in which they were made: 1, 2, … */
  readonly invoice: (id: number) => string;
  readonly user: (id: number) => string;
  readonly stage: (id: number) => string;
}

export async function readNames(reader: OdooReader): Promise<Names> {
  const list = async (model: string, domain: Parameters<OdooReader["searchRead"]>[0]["domain"] = []) =>
    (await reader.hasModel(model))
      ? reader.searchRead({ model, domain, fields: ["display_name"], order: "id", context: { active_test: false } })
      : [];
  const invoices = await list("account.move", [["move_type", "=", "out_invoice"]]);
  const users = await list("res.users");
  const stages = await list("crm.stage");
  const named = (rows: typeof users) => (id: number) => {
    const name = rows.find((row) => row["id"] === id)?.["display_name"];
    return typeof name === "string" ? name : `#${id}`;
  };
  return {
    invoice: (id) => String(invoices.findIndex((row) => row["id"] === id) + 1),
    user: named(users),
    stage: named(stages),
  };
}

/** What the product says about a company, in the words in which right answers are written down. */
export function answersOf(analysis: Analysis, actions: readonly ActionProtocol[], names: Names): string[] {
  const held =
    analysis.kind === "financial"
      ? [
          ...analysis.notChased.map(
            ({ reason, partnerName, total, currency }) => `held ${reason}: ${partnerName}, ${total.toFixed(2)} ${currency.code}`,
          ),
          ...analysis.overdueCustomers.flatMap(({ customer, leftOut }) =>
            leftOut.map(({ id, hold }) => `left out ${hold.reason}: ${customer.name}, invoice ${names.invoice(id)}`),
          ),
        ]
      : analysis.held.map(({ actionType, reason, record }) => `held ${WORDS[actionType]} ${reason}: ${record.name}`);
  const alerts = analysis.kind === "sales" ? [] : analysis.alerts.map(({ kind, title }) => `alert ${kind}: ${title}`);
  return [...actions.map((action) => answerOf(action, names)), ...held, ...alerts];
}

function answerOf(action: ActionProtocol, names: Names): string {
  const { action_type: type, proposed_changes: changes } = action;
  const level = changes.find(({ path }) => path === "ai_coo.outreach.reminder_level")?.after;
  return `${WORDS[type]}${level === undefined ? "" : ` ${String(level)}`}: ${[nameOf(action), ...factsOf(action, names)].join(", ")}`;
}

function nameOf({ affected_records: { model, record_name: record, partner_name: partner } }: ActionProtocol): string {
  if (model === "project.task") return record?.split(" of ").at(-1) ?? "?";
  return (model === "account.move" || model === "res.partner" ? partner : record) ?? "?";
}

/** To whom, how much and about which invoices, as the operation says that will be carried out. */
function factsOf({ operation, affected_records: records, estimated_impact: impact, evidence }: ActionProtocol, names: Names): string[] {
  const cash = impact?.cash_in;
  const money = cash === undefined ? [] : [`${cash.amount.toFixed(2)} ${cash.currency}`];
  const broken = evidence.some(({ label }) => label === "Broken promise") ? ["broken promise"] : [];
  const invoices =
    records.model === "account.move"
      ? [
          `invoice ${records.ids
            .map(names.invoice)
            .toSorted((a, b) => Number(a) - Number(b))
            .join(" ")}`,
        ]
      : [];
  switch (operation.type) {
    case "send_email": {
      const { to, cc, body_text: text } = operation.inputs;
      // what the customer reads is the amount that counts
      const read = records.model === "account.move" ? [lastAmountIn(text)] : [];
      return [[...to, ...cc.map((one) => `cc ${one}`)].join(" "), ...read, ...invoices, ...broken];
    }
    case "send_sms":
      return [operation.inputs.to];
    case "create_odoo_task":
      return [...operation.inputs.user_ids.map(names.user), ...money, ...invoices, ...broken];
    case "log_odoo_activity":
      return [
        ...(operation.inputs.user_id === undefined ? [] : [names.user(operation.inputs.user_id)]),
        ...money,
        `on invoice ${names.invoice(operation.inputs.res_id)}`,
        ...invoices,
        ...broken,
      ];
    case "update_odoo_stage":
      return [names.stage(operation.inputs.stage_id)];
    case "create_internal_note":
      return [];
    case "schedule_follow_up":
      return [operation.inputs.scheduled_for.slice(0, 10)];
  }
}

const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", $: "USD", "£": "GBP" };

/** The last amount of an English message: its total. */
function lastAmountIn(text: string): string {
  const [, sign, amount] = [...text.matchAll(/([€$£])([\d,]+\.\d\d)/g)].at(-1) ?? [];
  return sign === undefined || amount === undefined ? "no amount" : `${amount.replaceAll(",", "")} ${SIGNS[sign]}`;
}

/** An answer without what depends on what else the same Odoo holds: ids, and addresses that were made for one run. */
export const coreOf = (answer: string): string => {
  const [about = "", ...facts] = answer.split(", ");
  return [about, ...facts.filter((fact) => /^\d+\.\d\d [A-Z]{3}$/.test(fact))].join(", ");
};

/** The rule that an answer is about: `reminder 1`, or `held disputed`. */
export const ruleOf = (answer: string): string => answer.split(":")[0] ?? "";

const REPEATED = ["pending_action", "rejected", "failed_before", "already_done"] as const satisfies readonly HeldReason[];
const NOT_WRITTEN_TO = [
  "no_customer",
  "own_company",
  "customer_archived",
  "customer_disputed",
  "customer_wrote",
  "recently_contacted",
  "suppressed",
] as const satisfies readonly HeldReason[];

/**
 * Which reason can hold back which action of sales and operations. The analysis gives no other: one that it says and that is not
 * here counts as wrong. Follow-ups are counted and not dated, so none is "already done".
 */
const HELD = {
  follow_up_on_stale_deal: [
    ...(["pending_action", "rejected", "failed_before", "unanswered", "no_revenue", "too_old"] as const),
    ...(["activity_planned", "no_address", "over_run_limit"] as const),
    ...NOT_WRITTEN_TO,
  ],
  send_deal_check_in: ["activity_planned", "no_mobile", "over_run_limit", ...REPEATED, ...NOT_WRITTEN_TO],
  update_deal_stage: ["no_won_stage", "no_customer", "over_run_limit", ...REPEATED],
  create_follow_up_task: ["activity_planned", "work_exists", "no_customer", "nobody_responsible", "over_run_limit", ...REPEATED],
  schedule_customer_check_in: [
    ...(["own_company", "customer_archived", "customer_disputed", "activity_planned", "over_run_limit"] as const),
    // scheduling is an entry of our own: nothing outside can refuse it for certain
    ...(["pending_action", "rejected", "already_done"] as const),
  ],
  flag_at_risk_project: ["over_run_limit", ...REPEATED],
} as const satisfies Record<HeldActionType, readonly HeldReason[]>;

/** Every rule that the code can give, from its own closed lists. A company must stand for each. */
export function knownRules(): ReadonlySet<string> {
  const heldRules = Object.entries(HELD).flatMap(([type, reasons]) =>
    reasons.map((reason) => `held ${WORDS[type as HeldActionType]} ${reason}`),
  );
  const unplaced = HELD_REASONS.filter((reason) => !heldRules.some((rule) => rule.endsWith(` ${reason}`)));
  return new Set([
    ...ACTION_TYPES.flatMap((type) =>
      type === "send_invoice_reminder"
        ? DEFAULT_ANALYSIS_SETTINGS.reminders.ladder.map((_, index) => `${WORDS[type]} ${index + 1}`)
        : [WORDS[type]],
    ),
    ...HOLD_REASONS.map((reason) => `held ${reason}`),
    ...heldRules,
    // a reason that the code came to know and the table above does not: no company can stand for it until it is placed
    ...unplaced.map((reason) => `held ? ${reason}`),
    ...[...FINANCIAL_ALERT_KINDS, ...OPERATIONS_ALERT_KINDS].map((kind) => `alert ${kind}`),
    // an invoice of a customer who is asked for others
    ...["disputed", "direct_debit", "promise", "stopped", "customer_wrote"].map((reason) => `left out ${reason}`),
  ]);
}
