import { checkAccess, checkFieldAccess, checkVisible, isAdmin } from "./access.ts";
import { displayName, type Env, type LiveModel, modelOf, rowOf, valueOf } from "./env.ts";
import { accessError, PythonError, valueError } from "./errors.ts";
import type { Row, Value } from "./values.ts";

export type Output = Record<string, unknown>;

/** Reads records that exist, silently without the others, as `read` does. */
export function readRecords(env: Env, modelName: string, ids: readonly unknown[], fields: unknown, load: unknown): Output[] {
  const model = modelOf(env, modelName);
  checkAccess(env, model, "read");
  const names = requestedFields(env, model, fields);
  const rows = ids.flatMap((id) => {
    if (typeof id !== "number") {
      throw new PythonError("psycopg2.errors.InvalidTextRepresentation", `invalid input syntax for type integer: "${String(id)}"\n`);
    }
    return rowOf(env, modelName, id) ?? [];
  });
  checkVisible(env, model, rows, "read");
  return rows.map((row) => format(env, model, row, names, load === undefined || load === "_classic_read"));
}

export function requestedFields(env: Env, model: LiveModel, fields: unknown): readonly string[] {
  if (!Array.isArray(fields) || fields.length === 0) {
    const restricted = !isAdmin(env);
    if (restricted && env.release === 19 && model.name === "res.partner") throw unreadableByDefault();
    return [...model.fields].filter(([, field]) => !restricted || !field.groups).map(([name]) => name);
  }
  const names = fields as string[];
  for (const name of names) {
    if (!model.fields.has(name)) {
      throw valueError(
        env.release === 14 ? `Invalid field '${name}' on model '${model.name}'` : `Invalid field '${name}' on '${model.name}'`,
      );
    }
  }
  checkFieldAccess(env, model, names, "read");
  return names;
}

/** On 19 an ordinary user who asks for all fields of a partner is refused, because of one field of the chat. */
const unreadableByDefault = (): PythonError =>
  accessError(
    "Failed to read field res.partner.rtc_session_ids\nYou are not allowed to access 'Mail RTC session' (discuss.channel.rtc.session) records.\n\nThis operation is allowed for the following groups:\n\t- Role / Administrator\n\nContact your administrator to request access if necessary.",
  );

export function format(env: Env, model: LiveModel, row: Row, names: readonly string[], withNames: boolean): Output {
  const output: Output = { id: row.id };
  for (const name of names) if (name !== "id") output[name] = formatValue(env, model, name, valueOf(env, model, row, name), withNames);
  return output;
}

export function formatValue(env: Env, model: LiveModel, name: string, value: Value | Record<string, unknown>, withNames: boolean): unknown {
  const field = model.fields.get(name);
  if (field?.type === "many2one") {
    if (typeof value !== "number" || !rowOf(env, field.relation ?? "", value)) return false;
    return withNames ? [value, displayName(env, field.relation ?? "", value)] : value;
  }
  return value;
}
