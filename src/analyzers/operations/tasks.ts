import { Temporal } from "temporal-polyfill";
import { odooMoment, type OdooDomain, type OdooReader } from "#src/odoo/read/index.ts";
import type { CompanyScope } from "../run.ts";

/** How this server says that a task is open, that it is late, and who does it: releases differ in all three. */
export interface TaskWords {
  readonly open: OdooDomain;
  readonly assigneeField: "user_ids" | "user_id";
  readonly hasMoments: boolean;
}

/** Chooses by the fields that the server has, never by its version. */
export async function taskWords(reader: OdooReader): Promise<TaskWords> {
  const fields = await reader.fields("project.task");
  const hasState = fields.get("state")?.selection?.some(([value]) => value === "1_done") === true;
  const closing = (await reader.fields("project.task.type")).has("is_closed") ? "is_closed" : "fold";
  return {
    open: hasState ? [["state", "not in", ["1_done", "1_canceled"]]] : ["|", ["stage_id", "=", false], [`stage_id.${closing}`, "=", false]],
    assigneeField: fields.has("user_ids") ? "user_ids" : "user_id",
    hasMoments: fields.get("date_deadline")?.type === "datetime",
  };
}

/** Before today in the company's time zone: a task due today is not late. */
export function overdue({ hasMoments }: TaskWords, { today, company }: CompanyScope): OdooDomain {
  if (!hasMoments) return [["date_deadline", "<", today]];
  const midnight = Temporal.PlainDate.from(today).toZonedDateTime(company.timezone);
  const moment = odooMoment(new Date(midnight.epochMilliseconds));
  return [["date_deadline", "<", moment]];
}
