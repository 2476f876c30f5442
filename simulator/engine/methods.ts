import { checkAccess, checkVisible, mayAccess, type Operation } from "./access.ts";
import { displayName, type Env, modelOf, rowOf, withContext } from "./env.ts";
import { existing } from "./env.ts";
import { describeFields } from "./fieldsGet.ts";
import { formattedReadGroup, readGroup } from "./group.ts";
import { load } from "./load.ts";
import type { Args, Method } from "./model.ts";
import { format, formatValue, readRecords, requestedFields } from "./read.ts";
import { countRows, searchRows } from "./search.ts";
import { isRecord, type Value, type Values } from "./values.ts";
import { createRecord, unlinkRecords, writeRecords } from "./write.ts";

const asNumber = (value: unknown): number | undefined => (typeof value === "number" && value > 0 ? value : undefined);
const asText = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
export const asStrings = (value: unknown): string[] =>
  Array.isArray(value) ? (value as unknown[]).map(String) : typeof value === "string" ? [value] : [];
const page = (args: Args) => ({ order: asText(args["order"]), limit: asNumber(args["limit"]), offset: asNumber(args["offset"]) });

/** The methods that every model answers. */
export function baseMethods(model: string): Record<string, Method> {
  return { ...readingMethods(model), ...writingMethods(model), ...accessMethods(model) };
}

function readingMethods(model: string): Record<string, Method> {
  const searchParams = { params: ["domain", "offset?", "limit?", "order?"], params14: ["args", "offset?", "limit?", "order?"] };
  return {
    search: {
      ...searchParams,
      run: (env, _ids, args) => searchRows(env, model, args["domain"] ?? args["args"], page(args)).map((row) => row.id),
    },
    search_count: {
      params: ["domain", "limit?"],
      params14: ["args"],
      run: (env, _ids, args) =>
        Math.min(countRows(env, model, args["domain"] ?? args["args"]), asNumber(args["limit"]) ?? Number.POSITIVE_INFINITY),
    },
    search_read: {
      params: ["domain?", "fields?", "offset?", "limit?", "order?"],
      run: (env, _ids, args, rest) => {
        const live = modelOf(env, model);
        const names = requestedFields(env, live, args["fields"]);
        const withNames = rest["load"] === undefined || rest["load"] === "_classic_read";
        return searchRows(env, model, args["domain"], page(args)).map((row) => format(env, live, row, names, withNames));
      },
      rest: 19,
    },
    read: {
      onRecords: true,
      params: ["fields?", "load?"],
      run: (env, ids, args) => readRecords(env, model, ids, args["fields"], args["load"]),
    },
    name_search: {
      params: ["name?", "args?", "operator?", "limit?"],
      run: (env, _ids, args) => nameSearch(env, model, args),
    },
    name_get: {
      only: 14,
      onRecords: true,
      params: [],
      run: (env, ids) => ids.map((id) => [existing(env, model, id).id, displayName(env, model, id)]),
    },
    exists: { only: 14, onRecords: true, params: [], run: (env, ids) => ids.filter((id) => rowOf(env, model, id)) },
    fields_get: {
      params: ["allfields?", "attributes?"],
      run: (env, _ids, args) => describeFields(env, modelOf(env, model), asStrings(args["allfields"]), asStrings(args["attributes"])),
    },
    default_get: {
      params: ["fields_list"],
      params14: ["fields_list"],
      run: (env, _ids, args) => defaults(env, model, asStrings(args["fields_list"])),
    },
    read_group: {
      params: ["domain", "fields", "groupby", "offset?", "limit?", "orderby?", "lazy?"],
      run: (env, _ids, args) =>
        readGroup(env, model, args["domain"], asStrings(args["fields"]), asStrings(args["groupby"]), {
          offset: asNumber(args["offset"]) ?? 0,
          limit: asNumber(args["limit"]),
          lazy: args["lazy"] !== false,
        }),
    },
    formatted_read_group: {
      only: 19,
      params: ["domain", "groupby?", "aggregates?", "having?", "offset?", "limit?", "order?"],
      run: (env, _ids, args) =>
        formattedReadGroup(env, model, args["domain"], asStrings(args["groupby"]), asStrings(args["aggregates"]), {
          offset: asNumber(args["offset"]) ?? 0,
          limit: asNumber(args["limit"]),
        }),
    },
  };
}

function nameSearch(env: Env, model: string, args: Args): unknown {
  const live = modelOf(env, model);
  const operator = asText(args["operator"]) ?? "ilike";
  const names = live.definition.searchNames ?? [live.recName];
  const name = asText(args["name"]);
  const anyName = name === undefined ? [] : [...names.slice(1).map(() => "|"), ...names.map((field) => [field, operator, name])];
  const domain = [...(Array.isArray(args["args"]) ? (args["args"] as unknown[]) : []), ...anyName];
  return searchRows(env, model, domain, { limit: asNumber(args["limit"]) ?? 100 }).map((row) => [row.id, displayName(env, model, row.id)]);
}

function defaults(env: Env, model: string, names: readonly string[]): Record<string, unknown> {
  const live = modelOf(env, model);
  const output: Record<string, unknown> = {};
  for (const name of names) {
    const value: unknown = env.context[`default_${name}`] ?? live.fields.get(name)?.default;
    const resolved: unknown = typeof value === "function" ? (value as (env: Env) => Value)(env) : value;
    if (resolved !== undefined && resolved !== false) output[name] = formatValue(env, live, name, resolved as Value, false);
  }
  return output;
}

function writingMethods(model: string): Record<string, Method> {
  return {
    create: {
      params: ["vals_list"],
      params14: ["vals_list"],
      writes: true,
      run: (env, _ids, args) => {
        const live = modelOf(env, model);
        checkAccess(env, live, "create");
        const given = args["vals_list"];
        const ids = (Array.isArray(given) ? (given as Values[]) : [isRecord(given) ? given : {}]).map((values) => {
          const row = createRecord(env, model, values);
          checkVisible(env, live, [row], "create");
          return row.id;
        });
        return Array.isArray(given) ? ids : ids[0];
      },
    },
    write: {
      onRecords: true,
      params: ["vals"],
      writes: true,
      run: (env, ids, args) => {
        guard(env, model, ids, "write");
        writeRecords(env, model, ids, isRecord(args["vals"]) ? args["vals"] : {});
        return true;
      },
    },
    unlink: {
      onRecords: true,
      params: [],
      writes: true,
      run: (env, ids) => {
        guard(env, model, ids, "unlink");
        unlinkRecords(env, model, ids);
        return true;
      },
    },
    action_archive: { onRecords: true, params: [], writes: true, run: (env, ids) => archive(env, model, ids, false) },
    action_unarchive: {
      onRecords: true,
      params: [],
      writes: true,
      run: (env, ids) => archive(withContext(env, { active_test: false }), model, ids, true),
    },
    load: {
      params: ["fields", "data"],
      writes: true,
      run: (env, _ids, args) =>
        load(env, model, asStrings(args["fields"]), Array.isArray(args["data"]) ? (args["data"] as unknown[][]) : []),
    },
  };
}

/** Access to the model and to each record, and that each record exists. */
export function guard(env: Env, model: string, ids: readonly number[], operation: Operation): void {
  const live = modelOf(env, model);
  checkAccess(env, live, operation);
  checkVisible(
    env,
    live,
    ids.map((id) => existing(env, model, id)),
    operation,
  );
}

function archive(env: Env, model: string, ids: readonly number[], active: boolean): boolean {
  guard(env, model, ids, "write");
  writeRecords(env, model, ids, { active });
  return true;
}

function accessMethods(model: string): Record<string, Method> {
  return {
    check_access_rights: {
      params: ["operation", "raise_exception?"],
      run: (env, _ids, args) => {
        const operation = String(args["operation"]) as Operation;
        if (args["raise_exception"] !== false) checkAccess(env, modelOf(env, model), operation);
        return mayAccess(env, modelOf(env, model), operation);
      },
    },
    has_access: {
      only: 19,
      onRecords: true,
      params: ["operation"],
      run: (env, _ids, args) => mayAccess(env, modelOf(env, model), String(args["operation"]) as Operation),
    },
  };
}
