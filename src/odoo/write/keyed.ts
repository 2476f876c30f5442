import { AiCooError } from "#src/lib/errors.ts";
import { isRecordId, odooError, remembered, withoutEffect, type OdooCaller } from "../transport/index.ts";
import { activityColumns, tableOf, taskColumns, type Columns, type Target, type TargetField } from "./columns.ts";
import type { KeyedModel, KeyedRecord, KeyedResult } from "./writer.ts";

/** The module part of every external id the product makes. No module of this name exists, so no upgrade cleans them up. */
const MODULE = "ai_coo";

/**
 * `mode: update` with `noupdate` makes `load` leave a record alone that has the external id already, and
 * give its id, also when this user may not see it: two workers at once create one record, and what people
 * changed since stays. So nothing is looked up first: the number of calls is the cost. Tried on 14 and 19.
 *
 * `tracking_disable` keeps Odoo from mailing a task's customer: the first stage of a project may have a mail
 * template ("we have received your request"), which goes out on creation otherwise, and the customer becomes
 * a follower in 19. The assignee is still told in 19; 14 tells nobody. An activity's assignee is told by Odoo.
 */
const CONTEXT = { mode: "update", noupdate: true, tz: "UTC", lang: "en_US" };
const CONTEXTS: Readonly<Record<KeyedModel, Readonly<Record<string, unknown>>>> = {
  "project.task": { ...CONTEXT, tracking_disable: true },
  "mail.activity": CONTEXT,
};

/** What a look-up by key says. `hidden`: Odoo knows the key but shows no record. */
type Found =
  | { readonly kind: "record"; readonly model: string; readonly id: number }
  | { readonly kind: "hidden" }
  | { readonly kind: "nothing" };

/**
 * Asks Odoo for the record of a key, archived ones included. `hidden` proves nothing: the user may not see
 * the record (a task without a project), or it was never made: 19 goes on answering so after a `load` that
 * it rolled back, from a cache.
 */
export async function lookUpKey(caller: OdooCaller, key: string): Promise<Found> {
  assertKey(key);
  let answer: unknown;
  try {
    answer = await caller.call({
      model: "ir.model.data",
      method: "check_object_reference",
      args: { module: MODULE, xml_id: key },
      context: { active_test: false },
    });
  } catch (error) {
    // The method raises ValueError for one reason only: there is no such external id.
    if (error instanceof AiCooError && error.code === "odoo_refused" && error.details?.["exception"] === "ValueError")
      return { kind: "nothing" };
    throw error;
  }
  if (Array.isArray(answer) && typeof answer[0] === "string") {
    if (answer[1] === false) return { kind: "hidden" };
    // a record of another kind cannot stand under a key of ours
    if (isRecordId(answer[1]) && Object.hasOwn(CONTEXTS, answer[0])) return { kind: "record", model: answer[0], id: answer[1] };
  }
  throw odooError("odoo_bad_answer", "Odoo's answer to a look-up by external id cannot be read.", { effect: "none" });
}

/** Creates records of one model in one call, or finds those that are there; Odoo keeps all of the new ones or none. */
export type CreateKeyed = (records: readonly KeyedRecord[]) => Promise<KeyedResult[]>;

/** Creation over one caller, which asks once what the server's tasks look like; what it makes is shown to the user of `reading` too. */
export function keyedCreation(caller: OdooCaller, reading: OdooCaller): CreateKeyed {
  const taskTarget = remembered(() => targetOf(caller, "project.task", reading));
  return async (records) => {
    const model = records[0]?.model;
    if (model === undefined) return [];
    if (records.some((record) => record.model !== model) || new Set(records.map(({ key }) => key)).size < records.length) {
      throw new AiCooError("invalid_input", "Records created together must be of one model and have a key each.", {
        details: { effect: "none" },
      });
    }
    for (const { key } of records) assertKey(key);
    const ids = await load(caller, model, records, await columnsOf(records, taskTarget));
    return ids.map((id) => ({ id }));
  };
}

async function load(
  caller: OdooCaller,
  model: KeyedModel,
  records: readonly KeyedRecord[],
  rowsColumns: readonly Columns[],
): Promise<number[]> {
  const { columns, data } = tableOf(rowsColumns);
  const rows = data.map((row, index) => [`${MODULE}.${records[index]?.key}`, ...row]);
  const answer = await caller.call({ model, method: "load", args: { fields: ["id", ...columns], data: rows }, context: CONTEXTS[model] });
  if (typeof answer === "object" && answer !== null && "ids" in answer) {
    const { ids } = answer;
    if (ids === false || (Array.isArray(ids) && ids.length === 0)) throw refusal(answer, model, records, caller);
    if (Array.isArray(ids) && ids.length === records.length && ids.every(isRecordId) && new Set(ids).size === ids.length) return ids;
  }
  throw odooError("odoo_bad_answer", `Odoo did not say which records of ${model} it created.`, { model, effect: "unknown" });
}

async function columnsOf(records: readonly KeyedRecord[], taskTarget: () => Promise<Target>): Promise<Columns[]> {
  const columns: Columns[] = [];
  for (const record of records) {
    columns.push(record.model === "mail.activity" ? activityColumns(record.values) : taskColumns(record.values, await taskTarget()));
  }
  return columns;
}

async function targetOf(caller: OdooCaller, model: KeyedModel, reading: OdooCaller): Promise<Target> {
  try {
    const [fields, { major }] = await Promise.all([targetFields(caller, model), caller.release()]);
    const users: readonly (number | null)[] = major === 14 ? await Promise.all([caller.userId(), reading.userId()]) : [];
    return { fields, major, watchers: users.filter((id) => id !== null) };
  } catch (error) {
    throw withoutEffect(error);
  }
}

async function targetFields(caller: OdooCaller, model: KeyedModel): Promise<ReadonlyMap<string, TargetField>> {
  const args = { allfields: ["user_ids", "date_deadline", "priority"], attributes: ["type", "selection"] };
  const answer = await caller.call({ model, method: "fields_get", args });
  if (typeof answer === "object" && answer !== null)
    return new Map(Object.entries(answer).flatMap(([name, field]) => targetField(name, field)));
  throw odooError("odoo_bad_answer", `Odoo did not list the fields of ${model}.`, { model, effect: "none" });
}

/** What `fields_get` says of a field, where it says so in its usual form. */
function targetField(name: string, field: unknown): [string, TargetField][] {
  if (typeof field !== "object" || field === null || !("type" in field) || typeof field.type !== "string") return [];
  const selection = "selection" in field && Array.isArray(field.selection) ? (field.selection as readonly unknown[]) : [];
  const known = selection.filter((pair): pair is [string, string] => Array.isArray(pair) && typeof pair[0] === "string");
  return [[name, { type: field.type, selection: known }]];
}

/** `load` answers `ids: false` and says per row what is wrong, of ten rows at most; nothing was created then. */
function refusal(answer: object, model: string, records: readonly KeyedRecord[], caller: OdooCaller): AiCooError {
  const listed: readonly unknown[] = "messages" in answer && Array.isArray(answer.messages) ? answer.messages : [];
  const messages = listed.filter((message): message is Record<string, unknown> => typeof message === "object" && message !== null);
  const errors = messages.filter((message) => message["type"] === "error");
  const reason = errors[0] ?? messages[0];
  const isRow = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0 && Number(value) < records.length;
  const named = errors.flatMap((message) => (isRow(message["record"]) ? [message["record"]] : []));
  const row = isRow(reason?.["record"]) ? reason["record"] : 0;
  const text = typeof reason?.["message"] === "string" ? reason["message"] : "";
  const where = records.length > 1 ? ` because of record ${row + 1} of ${records.length}` : "";
  const name = reason?.["field"];
  const field = typeof name === "string" && /^[a-z_][a-z0-9_]{0,99}$/.test(name) ? { field: name } : {};
  return odooError("odoo_refused", `Odoo refused to create records of ${model}${where}, and created none: ${caller.readable(text)}`, {
    model,
    row,
    rows: [...new Set(named)],
    key: records[row]?.key,
    ...field,
    effect: "none",
  });
}

/** Keys become part of an external id, where a dot or a comma would mean something. */
function assertKey(key: string): void {
  if (/^[A-Za-z0-9_-]{1,100}$/.test(key)) return;
  throw new AiCooError("invalid_input", "A key for a record in Odoo is made of letters, digits, - and _ only.", {
    details: { effect: "none" },
  });
}
