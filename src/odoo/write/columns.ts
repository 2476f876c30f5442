import { AiCooError } from "#src/lib/errors.ts";
import { plainTextAsHtml } from "./html.ts";
import type { ActivityValues, KeyedRecord, TaskValues } from "./writer.ts";

/** What is known of the server when values are translated. */
export interface Target {
  /** `fields_get` of the model: its fields decide, because releases and addons differ. */
  readonly fields: ReadonlyMap<string, TargetField>;
  readonly major: number;
  /** The product's own users, of writing and of reading, where Odoo has to be told that they are to see a record. */
  readonly watchers: readonly number[];
}

export interface TargetField {
  readonly type: string;
  readonly selection?: readonly (readonly [string, string])[];
}

/** One row for `load`: column by column, everything as text. An empty text leaves the field empty, whatever its default. */
export type Columns = Readonly<Record<string, string>>;

/**
 * A task as `load` takes it. `x/.id` columns hold database ids as text (19 fails on numbers), several ones
 * joined by commas. A deadline is a date in 14; in 19 it is a datetime, set to noon UTC so that it is the
 * same day in nearly every zone (`load` reads datetimes in the context's `tz`, which is UTC here).
 */
export function taskColumns(values: TaskValues, { fields, major, watchers }: Target): Columns {
  const several = fields.get("user_ids")?.type === "many2many";
  const deadline = values.date_deadline ?? "";
  return {
    name: values.name,
    description: values.description === undefined ? "" : plainTextAsHtml(values.description),
    "project_id/.id": idText(values.project_id),
    "partner_id/.id": idText(values.partner_id),
    [several ? "user_ids/.id" : "user_id/.id"]: several ? values.user_ids.join(",") : idText(values.user_ids[0]),
    date_deadline: deadline !== "" && fields.get("date_deadline")?.type === "datetime" ? `${deadline} 12:00:00` : deadline,
    priority: highestUpTo(values.priority ?? "0", fields.get("priority")),
    ...(major === 14
      ? { "allowed_user_ids/.id": values.project_id === undefined ? shownTo(values.user_ids, watchers).join(",") : "" }
      : {}),
  };
}

/**
 * In 14 a task without a project is hidden from everyone but these users: from the one who made it too, who could
 * neither find it again nor see that it was done. `fields_get` hides the field from ordinary users, who may set it all
 * the same; so the release decides, and in 15 the field is gone.
 */
const shownTo = (assignees: readonly number[], watchers: readonly number[]): readonly number[] =>
  assignees.length === 0 ? [] : [...new Set([...assignees, ...watchers])];

/**
 * An activity as `load` takes it. Model and type are external ids: `ir.model` may not be read by ordinary
 * users of 19, and types have other database ids in every installation.
 */
export function activityColumns(values: ActivityValues): Columns {
  return {
    "res_model_id/id": modelExternalId(values.res_model),
    res_id: String(values.res_id),
    "activity_type_id/id": values.activity_type,
    summary: values.summary,
    note: values.note === undefined ? "" : plainTextAsHtml(values.note),
    date_deadline: values.date_deadline,
    ...(values.user_id === undefined ? {} : { "user_id/.id": String(values.user_id) }),
  };
}

/** Records of the same answer can be rows of one `load`: they are of one model and set the same columns. */
export function tableKey(record: KeyedRecord): string {
  const forSomebody = record.model === "mail.activity" && record.values.user_id !== undefined;
  return forSomebody ? `${record.model} for somebody` : record.model;
}

/** Rows of one `load`: the columns of all, which have to be the same, and the texts in their order. */
export function tableOf(rows: readonly Columns[]): { readonly columns: readonly string[]; readonly data: readonly (readonly string[])[] } {
  const columns = Object.keys(rows[0] ?? {});
  const same = (row: Columns): boolean => Object.keys(row).length === columns.length && columns.every((column) => column in row);
  if (!rows.every(same)) {
    throw new AiCooError("invalid_input", "Records created together must set the same fields, so nothing was sent to Odoo.", {
      next: "Give user_id to all of them or to none.",
      details: { effect: "none" },
    });
  }
  return { columns, data: rows.map((row) => columns.map((column) => row[column] ?? "")) };
}

/** Modules whose name is not the first part of their models' names. */
const MODULES: Readonly<Record<string, string>> = { res: "base", ir: "base" };

/** The external id under which the module that makes a model registers it: `account.model_account_move`. */
function modelExternalId(model: string): string {
  const [first = model] = model.split(".");
  return `${MODULES[first] ?? first}.model_${model.replaceAll(".", "_")}`;
}

function idText(id: number | undefined): string {
  return id === undefined ? "" : String(id);
}

/** The wanted priority, or the highest the release knows: `1` in 14, `3` in 19. */
function highestUpTo(wanted: string, field: TargetField | undefined): string {
  const known = (field?.selection ?? []).map(([value]) => value).filter((value) => value <= wanted);
  return known.toSorted().at(-1) ?? wanted;
}
