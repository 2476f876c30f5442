import type { ActionRow } from "#src/db/access/autonomousActions.ts";
import { oneLine } from "#src/lib/words.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { visible } from "./html.ts";
import type { Words } from "./words.ts";

/** An action as a message shows it; nothing in it is trusted. */
export interface ActionText {
  readonly title: string;
  /** Whom and what it is about. */
  readonly about: string;
  readonly risk: string;
  /** What raised it above the usual of its type. */
  readonly riskReasons: readonly string[];
  readonly why: string;
  readonly effect: string;
  readonly facts: readonly string[];
  readonly changes: readonly string[];
  readonly contacts: readonly string[];
  /** The recipients' hours, outside of which it waits; null where any hour is one. */
  readonly hours: string | null;
  /** What was changed about it since it was proposed; null where nothing was. */
  readonly edited: string | null;
  readonly message: { readonly subject: string | null; readonly body: string; readonly isCut: boolean } | null;
  readonly expiresAt: Date;
}

/** Longer messages are cut in mails; the page shows all of it. */
const MOST_BODY = 4_000;
const MOST_LINES = 20;

/** The complete action, from the document that will be carried out. */
export function actionText(row: ActionRow, words: Words, riskReasons: readonly string[] = []): ActionText {
  const action = row.actionProtocol;
  return {
    title: words.title(action.action_type),
    about: aboutOf(action),
    risk: words.risk(row.riskLevel),
    riskReasons: riskReasons.map(line),
    why: visible(action.reasoning),
    effect: visible(action.expected_effect),
    facts: firstOf(
      action.evidence.map(({ label, value }) => `${line(label)}: ${line(String(value))}`),
      words,
    ),
    changes: firstOf(
      action.proposed_changes.map((change) => line(change.human_label)),
      words,
    ),
    contacts: action.external_effects.map(({ recipient, recipient_role: role }) => line(role === "cc" ? `${recipient} (cc)` : recipient)),
    hours: hoursOf(action, words),
    edited: row.version > 1 ? words.edited(row.version) : null,
    message: messageOf(action),
    expiresAt: row.expiresAt,
  };
}

/** The customer and the record, in one line. */
export function aboutOf({ affected_records: { model, ids, partner_name: partner, record_name: name } }: ActionProtocol): string {
  const records = name ?? (ids.length === 1 ? `${model} ${ids[0]}` : `${ids.length} × ${model}`);
  return line(partner === undefined ? records : `${partner} (${records})`);
}

/** A long list ends with how much more of it stands on the page. */
function firstOf(lines: readonly string[], words: Words): readonly string[] {
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), words.moreLines(more)] : lines;
}

function hoursOf({ revalidation_plan: { checks } }: ActionProtocol, words: Words): string | null {
  const predicate = checks.map((check) => check.predicate).find(({ type }) => type === "quiet_hours_ok");
  if (predicate?.type !== "quiet_hours_ok") return null;
  const { business_hours_start: start, business_hours_end: end, timezone } = predicate;
  return start === end ? null : words.hours(start, end, line(timezone.replaceAll("_", " ")));
}

function messageOf({ operation }: ActionProtocol): ActionText["message"] {
  if (operation.type === "send_email") return cut(operation.inputs.subject, operation.inputs.body_text);
  if (operation.type === "send_sms") return cut(null, operation.inputs.body);
  if (operation.type === "create_internal_note") return cut(null, operation.inputs.body);
  return null;
}

function cut(subject: string | null, body: string): ActionText["message"] {
  const isCut = body.length > MOST_BODY;
  const shown = isCut ? body.slice(0, MOST_BODY) : body;
  return { subject: subject === null ? null : line(subject), body: visible(shown.toWellFormed()), isCut };
}

const line = (text: string): string => oneLine(visible(text), 300);
