import { Temporal } from "temporal-polyfill";
import type { OdooDomain, OdooReader } from "#src/odoo/read/index.ts";
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
  const moment = new Date(midnight.epochMilliseconds).toISOString().slice(0, 19).replace("T", " ");
  return [["date_deadline", "<", moment]];
}

/** Tasks and projects of a company. One that belongs to no company is the first company's. */
export function ofCompany({ company }: CompanyScope, isFirst: boolean): OdooDomain {
  return isFirst ? ["|", ["company_id", "=", company.id], ["company_id", "=", false]] : [["company_id", "=", company.id]];
}
