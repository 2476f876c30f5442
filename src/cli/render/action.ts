import type { ActionDetail, ActionSummary } from "#src/actions/index.ts";
import { ACTION_TITLES, type ActionProtocol, type ActionStatus, type RiskLevel } from "#src/protocol/index.ts";
import type { Colours, Output } from "../output.ts";
import { amount } from "./amount.ts";
import { distance, moment } from "./moment.ts";
import { renderTable, wrapText, type Column } from "./table.ts";

/** The end of an action id: enough to name it on the command line, where any unambiguous end is understood. */
export const shortId = (actionId: string): string => actionId.slice(-8);

function paintRisk(risk: RiskLevel, text: string, colours: Colours): string {
  switch (risk) {
    case "low":
      return colours.green(text);
    case "medium":
      return colours.yellow(text);
    case "high":
    case "critical":
      return colours.red(text);
  }
}

function paintStatus(status: ActionStatus, text: string, colours: Colours): string {
  switch (status) {
    case "completed":
      return colours.green(text);
    case "pending_approval":
    case "approved":
    case "executing":
      return colours.cyan(text);
    case "failed":
    case "blocked":
    case "needs_attention":
      return colours.red(text);
    case "rejected":
    case "expired":
    case "cancelled":
      return colours.dim(text);
  }
}

/** The names of people, by actor. */
export type Names = Readonly<Record<string, string>>;

/** A status as people read it. */
export const statusWords = (status: ActionStatus): string => status.replaceAll("_", " ");

/** The list of actions, one line each. */
export function renderActionList(actions: readonly ActionSummary[], now: Date, output: Output): string[] {
  const { colours } = output;
  const severalStatuses = new Set(actions.map(({ status }) => status)).size > 1;
  const status: Column<ActionSummary> = {
    title: "status",
    text: (action) => statusWords(action.status),
    paint: (text, action) => paintStatus(action.status, text, colours),
  };
  return renderTable(
    actions,
    [
      { title: "id", text: (action) => shortId(action.actionId), paint: (text) => colours.bold(text) },
      ...(severalStatuses ? [status] : []),
      { title: "risk", text: (action) => action.riskLevel, paint: (text, action) => paintRisk(action.riskLevel, text, colours) },
      { title: "expires", text: (action) => (action.settledAt === null ? distance(action.expiresAt, now) : "") },
      { title: "what", text: (action) => ACTION_TITLES[action.actionType] },
      { title: "customer", text: (action) => action.partnerName ?? "", flexible: true },
      { title: "amount", align: "right", text: ({ amount: money }) => (money === null ? "" : amount(money.amount, money.currency)) },
    ],
    output.width,
    colours,
  );
}

/** Everything a person needs to decide, in the order of the card on the web. */
export function renderAction(detail: ActionDetail, names: Names, now: Date, output: Output): string[] {
  const { colours, width } = output;
  const { action } = detail;
  const heading = (text: string): string[] => ["", colours.bold(text)];
  const paragraph = (text: string): string[] => wrapText(text, width - 2).map((line) => `  ${line}`);
  return [
    `${colours.bold(ACTION_TITLES[action.action_type])}  ${colours.dim(`${shortId(detail.actionId)} · version ${detail.version}`)}`,
    `  ${action.affected_records.partner_name ?? action.affected_records.record_name ?? ""}`,
    `  ${paintStatus(detail.status, statusWords(detail.status), colours)} · risk ${paintRisk(detail.riskLevel, detail.riskLevel, colours)} · expires ${distance(action.expires_at, now)}`,
    ...detail.riskReasons.flatMap(paragraph),
    ...(detail.statusReason === null ? [] : paragraph(detail.statusReason)),
    ...(detail.notBefore === null ? [] : [`  not before ${moment(detail.notBefore)} (${distance(detail.notBefore, now)})`]),
    ...renderPolicy(detail).flatMap(paragraph),
    ...renderUndo(detail),
    ...heading("Why"),
    ...paragraph(action.reasoning),
    ...heading("What changes"),
    ...(action.proposed_changes.length === 0 ? ["  nothing in Odoo"] : action.proposed_changes.map((change) => `  ${change.human_label}`)),
    ...renderEffects(action, output),
    ...heading("Evidence, read from Odoo"),
    ...action.evidence.map((fact) => `  ${fact.label}: ${fact.value}`),
    ...heading("Checked again right before it runs"),
    ...action.revalidation_plan.checks.flatMap((check) =>
      wrapText(`${check.description}${check.severity_on_fail === "block" ? "" : " (else asks again)"}`, width - 4).map(
        (line, index) => `  ${index === 0 ? "·" : " "} ${line}`,
      ),
    ),
    ...heading("Expected effect"),
    ...paragraph(action.expected_effect),
    ...renderHistory(detail, names, output),
    "",
    colours.dim(`fingerprint ${detail.fingerprint}`),
  ];
}

/** What it takes back, what takes it back, or how that is asked for. */
function renderUndo({ actionId, undoOf, undoneBy, canUndo }: ActionDetail): string[] {
  return [
    ...(undoOf === null ? [] : [`  takes back ${shortId(undoOf)}`]),
    ...(undoneBy === null ? [] : [`  taken back by ${shortId(undoneBy.actionId)}, which is ${statusWords(undoneBy.status)}`]),
    ...(canUndo.ok ? [`  can be taken back: ai-coo actions undo ${shortId(actionId)} --reason "…"`] : []),
  ];
}

function renderEffects(action: ActionProtocol, output: Output): string[] {
  const { colours, width } = output;
  if (action.external_effects.length === 0) return ["", colours.bold("Who is contacted"), "  nobody"];
  const people = action.external_effects.map(
    (effect) => `  ${effect.recipient_role}: ${effect.recipient} ${colours.dim(`(${effect.effect_type})`)}`,
  );
  const message = messageOf(action);
  return [
    "",
    colours.bold("Who is contacted"),
    ...people,
    ...(message === undefined
      ? []
      : [
          "",
          colours.bold("The message, complete"),
          ...message.flatMap((line) => wrapText(line, width - 4)).map((line) => `  ${colours.dim("│")} ${line}`),
        ]),
  ];
}

function messageOf(action: ActionProtocol): string[] | undefined {
  const { operation } = action;
  switch (operation.type) {
    case "send_email": {
      const { subject, reply_to, body_text } = operation.inputs;
      return [`Subject: ${subject}`, ...(reply_to === undefined ? [] : [`Reply-To: ${reply_to}`]), "", ...body_text.split("\n")];
    }
    case "send_sms":
      return operation.inputs.body.split("\n");
    case "create_odoo_task":
    case "update_odoo_stage":
    case "log_odoo_activity":
    case "create_internal_note":
    case "schedule_follow_up":
      return undefined;
  }
}

function renderHistory(detail: ActionDetail, names: Names, output: Output): string[] {
  const { colours } = output;
  const lines = [
    ...detail.approvals.map(
      (approval) =>
        `  ${moment(approval.decidedAt)}  ${approval.decision === "approve" ? "approved" : "rejected"} by ${names[approval.actor] ?? approval.actor}${approval.reason === null ? "" : `: ${approval.reason}`}`,
    ),
    ...detail.stages.map((stage) => `  ${moment(stage.startedAt)}  ${stage.stage}: ${stage.outcome}`),
    ...detail.followOns.map(
      (followOn) =>
        `  afterwards: ${followOn.operation}${followOn.record === null ? "" : ` on ${followOn.record.model} ${followOn.record.id}`}: ${followOn.state}${followOn.reason === null ? "" : ` (${followOn.reason})`}`,
    ),
  ];
  return lines.length === 0 ? [] : ["", colours.bold("History"), ...lines];
}

/** Which rule approved it, why each other did not, and the limit above which nobody can. */
function renderPolicy({ policy, status }: ActionDetail): string[] {
  return [
    ...(policy.rule === null ? [] : [`approved by the rule "${policy.rule}"`]),
    ...policy.against.map(({ rule, reasons }) => `not approved by the rule "${rule}": ${reasons.join(" ")}`),
    ...(policy.limit === null || status !== "pending_approval" ? [] : [policy.limit]),
  ];
}
