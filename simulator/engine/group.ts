import { checkAccess } from "./access.ts";
import { type Period, periodOf } from "./dates.ts";
import { type Env, type LiveModel, modelOf, valueOf } from "./env.ts";
import { valueError } from "./errors.ts";
import { type Field, isNumeric, isToMany } from "./fields.ts";
import { sortRows } from "./order.ts";
import { formatValue } from "./read.ts";
import { searchRows } from "./search.ts";
import { round, type Row } from "./values.ts";

interface Key {
  readonly spec: string;
  readonly name: string;
  readonly field: Field;
  readonly granularity: string | undefined;
}

interface Group {
  /** Raw values, one per key. */
  readonly values: readonly unknown[];
  readonly rows: Row[];
}

function keyOf(model: LiveModel, spec: string): Key {
  const [name = "", granularity] = spec.split(":");
  const field = model.fields.get(name);
  if (!field) throw valueError(`Invalid field '${name}' on model '${model.name}'`);
  const isTime = field.type === "date" || field.type === "datetime";
  return { spec, name, field, granularity: isTime ? (granularity ?? "month") : undefined };
}

function collect(env: Env, model: LiveModel, domain: unknown, keys: readonly Key[]): Group[] {
  const groups = new Map<string, Group>();
  const rows = searchRows(env, model.name, domain, { order: "id" });
  for (const row of rows) {
    for (const values of keyValues(env, model, row, keys)) {
      const id = JSON.stringify(values);
      const group = groups.get(id);
      if (group) group.rows.push(row);
      else groups.set(id, { values, rows: [row] });
    }
  }
  if (keys.length === 0) return [groups.get("[]") ?? { values: [], rows: [] }];
  return sortGroups(env, model, keys, [...groups.values()]);
}

/** A record stands in one group, or in one per related record where the key is a many2many. */
function keyValues(env: Env, model: LiveModel, row: Row, keys: readonly Key[]): unknown[][] {
  let combinations: unknown[][] = [[]];
  for (const key of keys) {
    const value = valueOf(env, model, row, key.name);
    let values: readonly unknown[] = [value];
    if (isToMany(key.field.type)) values = (value as readonly number[]).length > 0 ? (value as readonly number[]) : [false];
    else if (key.granularity && typeof value === "string") values = [periodOf(value, key.granularity).from];
    combinations = combinations.flatMap((prefix) => values.map((one) => [...prefix, one]));
  }
  return combinations;
}

function sortGroups(env: Env, model: LiveModel, keys: readonly Key[], groups: Group[]): Group[] {
  const terms = keys.filter((key) => !isToMany(key.field.type)).map((key) => ({ field: key.name, descending: false }));
  const byFirst = new Map(groups.map((group) => [group.rows[0], group]));
  if (byFirst.size !== groups.length) return groups;
  const firsts = groups.flatMap((group) => group.rows[0] ?? []);
  return sortRows(env, model, firsts, terms).flatMap((row) => byFirst.get(row) ?? []);
}

const condition = (key: Key, value: unknown, period: Period | undefined): unknown[] => {
  if (!period) return [[key.name, "=", value]];
  const moment = key.field.type === "datetime" ? " 00:00:00" : "";
  return [
    [key.name, ">=", period.from + moment],
    [key.name, "<", period.to + moment],
  ];
};

const periodFor = (key: Key, value: unknown): Period | undefined =>
  key.granularity && typeof value === "string" ? periodOf(value, key.granularity) : undefined;

/** Domains joined by "and", with the operators in front, as Odoo writes them. */
function joined(parts: readonly unknown[][]): unknown[] {
  const items = parts.flat();
  const operands = items.reduce<number>((count, item) => count + (item === "&" || item === "|" ? -1 : item === "!" ? 0 : 1), 0);
  return [...Array.from({ length: Math.max(0, operands - 1) }, () => "&"), ...items];
}

const AGGREGATES = ["sum", "avg", "max", "min", "count", "count_distinct", "array_agg"];

function aggregate(env: Env, model: LiveModel, rows: readonly Row[], name: string, how: string): unknown {
  const values = rows.map((row) => (name === "id" ? row.id : valueOf(env, model, row, name)));
  const numbers = values.map((value) => (typeof value === "number" ? value : 0));
  switch (how) {
    case "sum":
      return round(
        numbers.reduce((sum, value) => sum + value, 0),
        6,
      );
    case "avg":
      return rows.length === 0 ? false : round(numbers.reduce((sum, value) => sum + value, 0) / rows.length, 6);
    case "max":
    case "min": {
      const kept = values.filter((value) => value !== false) as (string | number)[];
      return kept.length === 0 ? false : kept.reduce((best, value) => ((how === "max" ? value > best : value < best) ? value : best));
    }
    case "count_distinct":
      return new Set(values.filter((value) => value !== false)).size;
    case "array_agg":
      return values;
    default:
      return values.filter((value) => value !== false).length;
  }
}

interface GroupOptions {
  readonly offset: number;
  readonly limit: number | undefined;
}

/** Release 19's grouping: one dictionary per group, values under the specs that were asked for. */
export function formattedReadGroup(
  env: Env,
  modelName: string,
  domain: unknown,
  groupby: readonly string[],
  aggregates: readonly string[],
  options: GroupOptions,
): unknown[] {
  const model = modelOf(env, modelName);
  checkAccess(env, model, "read");
  const keys = groupby.map((spec) => keyOf(model, spec));
  for (const spec of aggregates) checkAggregate(model, spec);
  const groups = collect(env, model, domain, keys);
  return groups.slice(options.offset, options.limit ? options.offset + options.limit : undefined).map((group) => {
    const output: Record<string, unknown> = {};
    const extra: unknown[][] = [];
    keys.forEach((key, index) => {
      const value = group.values[index];
      const period = periodFor(key, value);
      output[key.spec] = period
        ? [period.from + (key.field.type === "datetime" ? " 00:00:00" : ""), period.label]
        : named(env, model, key, value);
      extra.push(condition(key, value, period));
    });
    output["__extra_domain"] = keys.length === 0 ? [[1, "=", 1]] : joined(extra);
    for (const spec of aggregates) {
      const [name = "", how = "sum"] = spec.split(":");
      output[spec] = spec === "__count" ? group.rows.length : aggregate(env, model, group.rows, name, how);
    }
    return output;
  });
}

function checkAggregate(model: LiveModel, spec: string): void {
  if (spec === "__count") return;
  const [name = "", how] = spec.split(":");
  if (!model.fields.has(name)) throw valueError(`Invalid field '${name}' on model '${model.name}' for '${spec}'.`);
  if (!how) throw valueError(`Aggregate method is mandatory for '${name}'`);
  if (!AGGREGATES.includes(how)) throw valueError(`Invalid aggregate method '${how}' for '${spec}'.`);
}

function named(env: Env, model: LiveModel, key: Key, value: unknown): unknown {
  if (!isToMany(key.field.type)) return formatValue(env, model, key.name, value as never, true);
  if (typeof value !== "number") return false;
  const relation = modelOf(env, key.field.relation ?? "");
  const row = env.store.table(relation.name).get(value);
  return row ? [value, valueOf(env, relation, row, "display_name")] : false;
}

/** The older grouping: `fields` name what is summed, lazily only the first key groups. */
export function readGroup(
  env: Env,
  modelName: string,
  domain: unknown,
  fields: readonly string[],
  groupby: readonly string[],
  options: GroupOptions & { readonly lazy: boolean },
): unknown[] {
  const model = modelOf(env, modelName);
  checkAccess(env, model, "read");
  const used = options.lazy ? groupby.slice(0, 1) : groupby;
  const keys = used.map((spec) => keyOf(model, spec));
  const sums = sumsOf(env, model, fields, keys);
  const groups = collect(env, model, domain, keys);
  return groups.slice(options.offset, options.limit ? options.offset + options.limit : undefined).map((group) => {
    const output: Record<string, unknown> = {};
    const conditions: unknown[][] = [];
    const ranges: Record<string, unknown> = {};
    keys.forEach((key, index) => {
      const value = group.values[index];
      const period = periodFor(key, value);
      output[key.spec] = period ? period.label : named(env, model, key, value);
      const moment = key.field.type === "datetime" ? " 00:00:00" : "";
      if (period) ranges[key.spec] = { from: period.from + moment, to: period.to + moment };
      conditions.push(condition(key, value, period));
    });
    const counter = options.lazy && keys[0] ? `${keys[0].name}_count` : "__count";
    output[counter] = group.rows.length;
    for (const { name, as, how } of sums) output[as] = aggregate(env, model, group.rows, name, how);
    if (keys.length > 0 || env.release === 19) {
      const asked = Array.isArray(domain) ? (domain as unknown[]) : [];
      output["__domain"] = joined(env.release === 14 ? [...conditions, asked] : [asked, ...conditions]);
    }
    if (Object.keys(ranges).length > 0) output["__range"] = ranges;
    if (options.lazy && groupby.length > 1) output["__context"] = { group_by: groupby.slice(1) };
    return output;
  });
}

function sumsOf(env: Env, model: LiveModel, fields: readonly string[], keys: readonly Key[]): { name: string; as: string; how: string }[] {
  const asked =
    fields.length > 0 || env.release === 19
      ? fields
      : [...model.fields].filter(([name, field]) => name !== "id" && isNumeric(field.type) && !field.compute).map(([name]) => name);
  return asked.flatMap((spec) => {
    const match = /^(\w+)(?::(\w+)(?:\((\w+)\))?)?$/.exec(spec);
    const as = match?.[1] ?? spec;
    const name = match?.[3] ?? as;
    const field = model.fields.get(name);
    if (!field) throw valueError(`Invalid field '${name}' on model '${model.name}'`);
    if (keys.some((key) => key.name === as)) return [];
    const how = match?.[2] ?? (isNumeric(field.type) && field.aggregate !== "none" ? (field.aggregate ?? "sum") : undefined);
    return how ? [{ name, as, how }] : [];
  });
}
