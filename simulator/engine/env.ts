import type { Release } from "../types.ts";
import { missingError, userError } from "./errors.ts";
import { type Field, isNumeric } from "./fields.ts";
import type { Hooks, Method, Model } from "./model.ts";
import type { Store } from "./store.ts";
import { asText, ref, type Row, text, type Value } from "./values.ts";

/** A model as one release knows it. */
export interface LiveModel {
  readonly definition: Model;
  readonly name: string;
  readonly label: string;
  readonly order: string;
  readonly recName: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly methods: ReadonlyMap<string, Method>;
  readonly hooks: Hooks;
  readonly hasActive: boolean;
  /** The fields that a new record may have to be given, worked out once. */
  readonly defaults: readonly (readonly [string, Field])[];
  readonly required: readonly (readonly [string, Field])[];
}

export interface Server {
  readonly release: Release;
  readonly database: string;
  readonly store: Store;
  readonly models: ReadonlyMap<string, LiveModel>;
  readonly now: () => Date;
}

export type Context = Readonly<Record<string, unknown>>;

/** Who asks, in which context. Made anew for every call. */
export interface Env {
  readonly server: Server;
  readonly release: Release;
  readonly store: Store;
  readonly uid: number;
  /** Runs past access rights, as the server's own code does. */
  readonly su: boolean;
  readonly context: Context;
}

/** OdooBot, who runs what nobody asked for. */
export const SUPERUSER_ID = 1;
export const ADMIN_ID = 2;
export const COMPANY_ID = 1;

export const sudo = (env: Env): Env => (env.su ? env : { ...env, su: true });
export const withContext = (env: Env, context: Context): Env => ({ ...env, context: { ...env.context, ...context } });

export function modelOf(env: Env, name: string): LiveModel {
  const model = env.server.models.get(name);
  if (!model) throw userError(`Object ${name} doesn't exist`);
  return model;
}

export const fieldOf = (env: Env, model: string, field: string): Field | undefined => modelOf(env, model).fields.get(field);

export const rowOf = (env: Env, model: string, id: number): Row | undefined => env.store.table(model).get(id);

export function existing(env: Env, model: string, id: number): Row {
  const row = rowOf(env, model, id);
  if (!row) throw missingError(model, id, env.uid);
  return row;
}

/** All records of a model whose field holds `value`, ascending by id; quick where the field has an index. */
export function linked(env: Env, model: string, field: string, value: Value): Row[] {
  const table = env.store.table(model);
  if (!table.hasIndex(field) || value === false) return [...table.rows.values()].filter((row) => row[field] === value);
  const ids = table.withValue(field, value);
  if (ids.size < 2) return [...ids].flatMap((id) => table.get(id) ?? []);
  return [...ids].toSorted((a, b) => a - b).flatMap((id) => table.get(id) ?? []);
}

/** A field's value, worked out where it is not stored. */
export function valueOf(env: Env, model: LiveModel, row: Row, name: string): Value | Record<string, unknown> {
  const field = model.fields.get(name);
  if (field?.compute) return field.compute(env, row);
  if (field?.type === "one2many") return children(env, field, row.id).map((child) => child.id);
  if (field?.translate) return row[translationKey(env, name) ?? name] ?? row[name] ?? false;
  return row[name] ?? (field ? emptyOf(field) : false);
}

/** Where a translated value stands; undefined in the language that everything is written in. */
export function translationKey(env: Env, name: string): string | undefined {
  const lang = env.context["lang"];
  return typeof lang === "string" && lang !== "en_US" ? `${name}@${lang}` : undefined;
}

/** What a column holds when nobody has filled it. */
export const emptyOf = (field: Field): Value =>
  isNumeric(field.type) || field.type === "many2one_reference" ? 0 : field.type === "many2many" ? [] : false;

/** Records on the other side of a one2many; archived ones only when the context asks. */
export function children(env: Env, field: Field, id: number): Row[] {
  const relation = field.relation ?? "";
  const rows = linked(env, relation, field.inverse ?? "", id);
  if (env.context["active_test"] === false || !modelOf(env, relation).hasActive) return rows;
  return rows.filter((row) => row["active"] !== false);
}

export function displayName(env: Env, model: string, id: number): string {
  const live = modelOf(env, model);
  const row = rowOf(env, model, id);
  if (!row) return "";
  if (live.definition.displayName) return live.definition.displayName(env, row);
  return live.fields.has(live.recName) ? asText(valueOf(env, live, row, live.recName)) : `${model},${id}`;
}

/** `YYYY-MM-DD HH:MM:SS`, UTC. */
export const nowText = (env: Env): string => env.server.now().toISOString().slice(0, 19).replace("T", " ");
export const today = (env: Env): string => env.server.now().toISOString().slice(0, 10);

/** The record behind an external id. */
export function byXmlId(env: Env, xmlId: string): { readonly model: string; readonly id: number } | undefined {
  const [module = "", ...rest] = xmlId.split(".");
  const name = rest.join(".");
  const row = linked(env, "ir.model.data", "name", name).find((entry) => entry["module"] === module);
  return row ? { model: text(row, "model"), id: ref(row, "res_id") } : undefined;
}

export const idOf = (env: Env, xmlId: string): number => byXmlId(env, xmlId)?.id ?? 0;
