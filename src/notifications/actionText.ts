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
  readonly why: string;
  readonly effect: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly changes: readonly string[];
  readonly contacts: readonly string[];
  readonly message: { readonly subject: string | null; readonly body: string; readonly isCut: boolean } | null;
  readonly expiresAt: Date;
}

/** Longer messages are cut in mails; the page shows all of it. */
const MOST_BODY = 4_000;
const MOST_LINES = 20;

/** The complete action, from the document that will be carried out. */
export function actionText(row: ActionRow, words: Words): ActionText {
  const action = row.actionProtocol;
  return {
    title: words.title(action.action_type),
    about: aboutOf(action),
    risk: words.risk(row.riskLevel),
    why: visible(action.reasoning),
    effect: visible(action.expected_effect),
    facts: action.evidence.slice(0, MOST_LINES).map(({ label, value }) => ({ label: line(label), value: line(String(value)) })),
    changes: action.proposed_changes.slice(0, MOST_LINES).map((change) => line(change.human_label)),
    contacts: action.external_effects.map(({ recipient, recipient_role: role }) => line(role === "cc" ? `${recipient} (cc)` : recipient)),
    message: messageOf(action),
    expiresAt: row.expiresAt,
  };
}

/** The customer and the record, in one line. */
export function aboutOf({ affected_records: { model, ids, partner_name: partner, record_name: name } }: ActionProtocol): string {
  const records = name ?? (ids.length === 1 ? `${model} ${ids[0]}` : `${ids.length} × ${model}`);
  return line(partner === undefined ? records : `${partner} (${records})`);
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
