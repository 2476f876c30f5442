import type { ActionEdit } from "#src/api/type.ts";
import { CAPS } from "#src/protocol/defaults.ts";
import type { Operation } from "#src/protocol/index.ts";
import type { FieldKind } from "./Field.tsx";

export interface EditableField {
  readonly name: string;
  readonly label: "subject" | "text" | "name" | "description" | "due" | "reason" | "summary" | "noteText" | "when" | "body";
  readonly kind: FieldKind;
  readonly most: number;
  /** Whether it may be left empty. */
  readonly optional: boolean;
  readonly value: string;
}

const field = (
  name: string,
  label: EditableField["label"],
  kind: FieldKind,
  value: string | undefined,
  most: number,
  optional = false,
): EditableField => ({
  name,
  label,
  kind,
  most,
  optional,
  value: value ?? "",
});

/** What a person may change about an operation; the server allows no more. */
export function editableFields({ type, inputs }: Operation): readonly EditableField[] {
  switch (type) {
    case "send_email":
      return [
        field("subject", "subject", "line", inputs.subject, 200),
        field("body_text", "text", "text", inputs.body_text, CAPS.bodyTextLength),
      ];
    case "send_sms":
      return [field("body", "body", "text", inputs.body, CAPS.smsLength)];
    case "create_odoo_task":
      return [
        field("name", "name", "line", inputs.name, 200),
        field("description", "description", "text", inputs.description, 10_000, true),
        field("date_deadline", "due", "day", inputs.date_deadline, 10, true),
      ];
    case "update_odoo_stage":
      return [field("reason", "reason", "text", inputs.reason, 2_000)];
    case "log_odoo_activity":
      return [
        field("summary", "summary", "line", inputs.summary, 200),
        field("note", "noteText", "text", inputs.note, 10_000, true),
        field("date_deadline", "due", "day", inputs.date_deadline, 10),
      ];
    case "create_internal_note":
      return [field("body", "body", "text", inputs.body, 10_000)];
    case "schedule_follow_up":
      return [field("scheduled_for", "when", "moment", localMoment(inputs.scheduled_for), 16)];
  }
}

/** What is different from the operation as it stands; null where nothing is. */
export function editOf(operation: Operation, values: Readonly<Record<string, string>>, copies: readonly string[]): ActionEdit | null {
  const changed: Record<string, string | null | readonly string[]> = {};
  for (const { name, kind, value: before, optional } of editableFields(operation)) {
    const value = values[name] ?? "";
    if (value === before) continue;
    changed[name] = value === "" && optional ? null : kind === "moment" ? new Date(value).toISOString() : value;
  }
  if (operation.type === "send_email") {
    const dropped = operation.inputs.cc.filter((address) => !copies.includes(address));
    if (dropped.length > 0) changed["remove_cc"] = dropped;
  }
  // the server parses it: what does not fit its operation is refused there
  return Object.keys(changed).length === 0 ? null : { type: operation.type, ...changed };
}

/** A moment on the reader's clock, as the browser's field wants it. */
function localMoment(text: string): string {
  const moment = new Date(text);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
