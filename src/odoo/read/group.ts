import { AiCooError } from "#src/lib/errors.ts";
import { odooError, type OdooCall } from "../transport/index.ts";
import type { FieldInfo, Group, GroupQuery, RawRow } from "./reader.ts";

/** The call that groups: `formatted_read_group` from 19, `read_group` before (still there in 19, deprecated). */
export function groupCall(query: GroupQuery, major: number): OdooCall {
  const { model, domain, by, aggregates } = query;
  const context = query.context === undefined ? {} : { context: query.context };
  return major >= 19
    ? { model, method: "formatted_read_group", args: { domain, groupby: by, aggregates: [...aggregates, "__count"] }, ...context }
    : { model, method: "read_group", args: { domain, fields: aggregates, groupby: by, lazy: false }, ...context };
}

/** Rows of either method as one shape. */
export function groupsOf(rows: readonly RawRow[], query: GroupQuery, fields: ReadonlyMap<string, FieldInfo>): Group[] {
  const first = query.aggregates.filter((name) => name.endsWith(FIRST));
  const added = query.aggregates.filter((name) => !name.endsWith(FIRST));
  // `read_group` leaves the function out of the name.
  const valueOf = (row: RawRow, name: string): unknown => row[name] ?? row[name.split(":")[0] ?? name];
  return rows.map((row) => ({
    key: Object.fromEntries(query.by.map((by) => [by, keyValue(row, by, fields)])),
    count: asNumber(row["__count"]),
    values: Object.fromEntries(added.map((name) => [name, asNumber(valueOf(row, name))])),
    days: Object.fromEntries(first.map((name) => [name, asDay(valueOf(row, name))])),
  }));
}

/** The aggregate that gives the first of some days. */
const FIRST = ":min";

/** Refuses what the releases would answer differently. */
export function assertGroupable(query: GroupQuery, fields: ReadonlyMap<string, FieldInfo>): void {
  for (const name of query.aggregates.filter((one) => one.endsWith(FIRST))) {
    if (fields.get(name.slice(0, -FIRST.length))?.type === "date") continue;
    throw new AiCooError("invalid_input", `Odoo's records have no first day by ${name}.`, {
      next: "Ask for the first day of a date field, such as date_maturity:min.",
      details: { model: query.model, effect: "none" },
    });
  }
  for (const by of query.by) {
    const [name = by, period] = by.split(":");
    const type = fields.get(name)?.type;
    if (type === undefined) {
      throw odooError("odoo_bad_answer", `This Odoo's ${query.model} has no field ${name} to group by; the user may lack access to it.`, {
        model: query.model,
        field: name,
        effect: "none",
      });
    }
    if (period !== undefined && type !== "date" && type !== "datetime") {
      throw odooError("odoo_bad_answer", `This Odoo says that ${name} of ${query.model} is no date, so its periods cannot be had.`, {
        model: query.model,
        field: name,
        effect: "none",
      });
    }
    // Odoo shifts datetimes to the user's zone before it groups them, so their periods are not UTC's.
    if (type === "datetime" || (type === "date") !== (period !== undefined)) {
      throw new AiCooError("invalid_input", `Odoo's records cannot be grouped by ${by}.`, {
        next: "Group by a plain field, or by a date with its period, such as invoice_date:month.",
        details: { model: query.model, effect: "none" },
      });
    }
  }
}

function keyValue(row: RawRow, by: string, fields: ReadonlyMap<string, FieldInfo>): unknown {
  const [name = by, period] = by.split(":");
  const value = row[by];
  if (period !== undefined) return value === false ? null : firstDay(row, by, name, value);
  if (Array.isArray(value)) return { id: value[0], name: value[1] };
  return value === false && fields.get(name)?.type !== "boolean" ? null : (value ?? null);
}

/** 19 gives `["2026-09-01", "September 2026"]`; 15 to 18 a range beside the label; 14 only a domain, the group's own part first. */
function firstDay(row: RawRow, by: string, name: string, value: unknown): string {
  const range = (row["__range"] as Record<string, { readonly from?: unknown }> | undefined)?.[by]?.from;
  const domain = Array.isArray(row["__domain"]) ? (row["__domain"] as readonly unknown[]) : [];
  const leaf = domain.find((part): part is [string, string, unknown] => Array.isArray(part) && part[0] === name && part[1] === ">=");
  const day = Array.isArray(value) ? (value[0] as unknown) : (range ?? leaf?.[2]);
  if (typeof day === "string" && /^\d{4}-\d{2}-\d{2}$/.test(day)) return day;
  throw odooError("odoo_bad_answer", `Odoo grouped by ${by} without saying where the groups begin.`, { effect: "none" });
}

function asNumber(value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  // The sum of no values.
  if (value === false || value === null) return 0;
  throw odooError("odoo_bad_answer", "Odoo gave a sum that is not a number.", { effect: "none" });
}

function asDay(value: unknown): string | null {
  // The first of no days.
  if (value === false || value === null || value === undefined) return null;
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  throw odooError("odoo_bad_answer", "Odoo gave a first day that is not a day.", { effect: "none" });
}
