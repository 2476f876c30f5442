import { coerce } from "./coerce.ts";
import { type Env, existing, linked, type LiveModel, modelOf, nowText, rowOf, translationKey, valueOf } from "./env.ts";
import { PythonError, validationError, valueError } from "./errors.ts";
import { type Field, isToMany } from "./fields.ts";
import type { Draft } from "./model.ts";
import { isRecord, list, type Row, type Value, type Values } from "./values.ts";

/** Creates one record with its defaults, its lines, and what the model adds; access was checked before. */
export function createRecord(env: Env, modelName: string, given: Values): Row {
  const model = modelOf(env, modelName);
  const draft: Draft = {};
  const later: [string, Field, unknown][] = [];
  for (const [name, value] of Object.entries(given)) {
    const field = knownField(env, model, name, "create");
    if (isToMany(field.type)) later.push([name, field, value]);
    else if (!field.compute || field.stored) draft[name] = coerce(env, model, name, field, value);
  }
  fillDefaults(env, model, draft, given);
  const now = nowText(env);
  Object.assign(draft, { create_uid: env.uid, create_date: now, write_uid: env.uid, write_date: now });
  model.hooks.beforeCreate?.(env, draft, given);
  for (const [name, field] of model.required) if ((draft[name] ?? false) === false) throw missingRequired(env, model, name, field);
  const row = env.store.insert(modelName, draft);
  for (const [name, field, value] of later) applyCommands(env, model, row, name, field, value);
  model.hooks.afterCreate?.(env, row, given);
  return row;
}

/** Changes records; access was checked before. */
export function writeRecords(env: Env, modelName: string, ids: readonly number[], given: Values): void {
  const model = modelOf(env, modelName);
  const rows = ids.map((id) => existing(env, modelName, id));
  for (const row of rows) {
    const patch: Draft = {};
    const later: [string, Field, unknown][] = [];
    for (const [name, value] of Object.entries(given)) {
      const field = knownField(env, model, name, "write");
      if (isToMany(field.type)) later.push([name, field, value]);
      else if (!field.compute || field.stored)
        patch[(field.translate ? translationKey(env, name) : undefined) ?? name] = coerce(env, model, name, field, value);
    }
    model.hooks.beforeWrite?.(env, row, patch, given);
    const changed = new Set(Object.keys(patch).filter((name) => (row[name] ?? false) !== patch[name]));
    env.store.update(modelName, row.id, { ...patch, write_uid: env.uid, write_date: nowText(env) });
    for (const [name, field, value] of later) {
      applyCommands(env, model, row, name, field, value);
      changed.add(name);
    }
    model.hooks.afterWrite?.(env, row, changed, given);
  }
}

export function unlinkRecords(env: Env, modelName: string, ids: readonly number[]): void {
  const model = modelOf(env, modelName);
  for (const row of ids.map((id) => existing(env, modelName, id))) {
    model.hooks.beforeUnlink?.(env, row);
    for (const entry of linked(env, "ir.model.data", "res_id", row.id))
      if (entry["model"] === modelName) env.store.remove("ir.model.data", entry.id);
    for (const other of env.server.models.values()) {
      for (const [name, field] of other.fields) {
        if (field.type !== "many2one" || field.relation !== modelName || !field.index) continue;
        for (const pointing of linked(env, other.name, name, row.id)) env.store.update(other.name, pointing.id, { [name]: false });
      }
    }
    env.store.remove(modelName, row.id);
    model.hooks.afterUnlink?.(env, row);
  }
}

function knownField(env: Env, model: LiveModel, name: string, operation: "create" | "write"): Field {
  const field = model.fields.get(name);
  if (field) return field;
  if (env.release === 14) throw valueError(`Invalid field '${name}' on model '${model.name}'`);
  throw operation === "create" ? valueError(`Invalid field '${name}' in '${model.name}'`) : new PythonError("builtins.KeyError", name);
}

function fillDefaults(env: Env, model: LiveModel, draft: Draft, given: Values): void {
  for (const key of Object.keys(env.context)) {
    if (!key.startsWith("default_")) continue;
    const name = key.slice("default_".length);
    const field = model.fields.get(name);
    if (field && !(name in given) && !isToMany(field.type)) draft[name] = coerce(env, model, name, field, env.context[key]);
  }
  for (const [name, field] of model.defaults) {
    if (name in given || name in draft || field.default === undefined) continue;
    draft[name] = typeof field.default === "function" ? field.default(env) : field.default;
  }
}

function missingRequired(env: Env, model: LiveModel, name: string, field: Field): PythonError {
  return validationError(
    env.release === 14
      ? `The operation cannot be completed:\n- Create/update: a mandatory field is not set.\n- Delete: another model requires the record being deleted. If possible, archive it instead.\n\nModel: ${model.label} (${model.name}), Field: ${field.label} (${name})\n`
      : `Missing required value for the field '${field.label}' (${name}).\nModel: '${model.label}' (${model.name})\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n`,
  );
}

/** Odoo's commands on a one2many or many2many: `[0, 0, values]` creates, `[6, 0, ids]` sets, and so on. */
function applyCommands(env: Env, model: LiveModel, row: Row, name: string, field: Field, value: unknown): void {
  const commands = normalize(value);
  if (field.type === "many2many") {
    env.store.update(model.name, row.id, { [name]: manyIds(env, field, list(row, name), commands) });
    return;
  }
  const relation = field.relation ?? "";
  const inverse = field.inverse ?? "";
  for (const [code, id, argument] of commands) {
    if (code === 0 && isRecord(argument)) createRecord(env, relation, { ...argument, [inverse]: row.id });
    else if (code === 1 && isRecord(argument)) writeRecords(env, relation, [id], argument);
    else if (code === 2) unlinkRecords(env, relation, [id]);
    else if (code === 3) writeRecords(env, relation, [id], { [inverse]: false });
    else if (code === 4) writeRecords(env, relation, [id], { [inverse]: row.id });
    else if (code === 5 || code === 6) {
      const kept = code === 6 && Array.isArray(argument) ? (argument as number[]) : [];
      const current = valueOf(env, model, row, name) as readonly number[];
      unlinkRecords(
        env,
        relation,
        current.filter((one) => !kept.includes(one)),
      );
      writeRecords(
        env,
        relation,
        kept.filter((one) => !current.includes(one)),
        { [inverse]: row.id },
      );
    }
  }
}

type Command = readonly [code: number, id: number, argument: unknown];

function normalize(value: unknown): Command[] {
  if (value === false || value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw valueError(`Wrong value for a relation: ${JSON.stringify(value)}`);
  const items = value as unknown[];
  if (items.length > 0 && items.every((item) => typeof item === "number")) return [[6, 0, items]];
  return items.map((item) => {
    if (!Array.isArray(item)) throw valueError(`Wrong value for a relation: ${JSON.stringify(value)}`);
    const [code, id, argument] = item as unknown[];
    return [Number(code), Number(id ?? 0), argument];
  });
}

function manyIds(env: Env, field: Field, current: readonly number[], commands: readonly Command[]): Value {
  const ids = new Set(current);
  for (const [code, id, argument] of commands) {
    if (code === 0 && isRecord(argument)) ids.add(createRecord(env, field.relation ?? "", argument).id);
    else if (code === 3 || code === 2) ids.delete(id);
    else if (code === 4) ids.add(existing(env, field.relation ?? "", id).id);
    else if (code === 5 || code === 6) {
      ids.clear();
      if (code === 6 && Array.isArray(argument))
        for (const one of argument as number[]) if (rowOf(env, field.relation ?? "", one)) ids.add(one);
    }
  }
  return [...ids];
}
