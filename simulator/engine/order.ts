import { type Env, type LiveModel, modelOf, rowOf, valueOf } from "./env.ts";
import { userError, valueError } from "./errors.ts";
import { isNumeric } from "./fields.ts";
import type { Row } from "./values.ts";

export interface Term {
  readonly field: string;
  readonly descending: boolean;
}

const TERM = /^([a-z0-9_:]+(?:\.id)?)(?:\s+(asc|desc))?(?:\s+nulls\s+(?:first|last))?$/i;

export function parseOrder(model: LiveModel, order: string): Term[] {
  return order.split(",").map((part) => {
    const match = TERM.exec(part.trim());
    if (!match) {
      throw userError(
        `Invalid "order" specified (${order}). A valid "order" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)`,
      );
    }
    const field = (match[1] ?? "").replace(/\.id$/, "");
    if (!model.fields.has(field)) throw valueError(`Invalid field '${field}' on model '${model.name}'`);
    return { field, descending: match[2]?.toLowerCase() === "desc" };
  });
}

type Key = string | number | boolean | null;

/** Sorts as PostgreSQL does: empty values last, first when descending. Relations sort by the other model's order. */
export function sortRows(env: Env, model: LiveModel, rows: Row[], terms: readonly Term[]): Row[] {
  if (terms.length === 1 && terms[0]?.field === "id") {
    const sign = terms[0].descending ? -1 : 1;
    return rows.toSorted((a, b) => sign * (a.id - b.id));
  }
  const readers = terms.map((term) => keyReader(env, model, term.field, 0));
  const keyed = rows.map((row) => ({ row, keys: readers.map((read) => read(row)) }));
  keyed.sort((a, b) => {
    for (let index = 0; index < terms.length; index += 1) {
      const difference = compareKeys(a.keys[index] ?? [], b.keys[index] ?? []);
      if (difference !== 0) return terms[index]?.descending ? -difference : difference;
    }
    return a.row.id - b.row.id;
  });
  return keyed.map(({ row }) => row);
}

const MAX_DEPTH = 2;

function keyReader(env: Env, model: LiveModel, name: string, depth: number): (row: Row) => Key[] {
  const field = model.fields.get(name);
  if (field?.type === "many2one" && depth < MAX_DEPTH) {
    const relation = modelOf(env, field.relation ?? "");
    const terms = parseOrder(relation, relation.order);
    const inner = terms.map((term) => ({ read: keyReader(env, relation, term.field, depth + 1), descending: term.descending }));
    const cache = new Map<number, Key[]>();
    return (row) => {
      const id = valueOf(env, model, row, name);
      if (typeof id !== "number") return [null];
      let keys = cache.get(id);
      if (!keys) {
        const other = rowOf(env, relation.name, id);
        keys = other ? inner.flatMap(({ read }) => read(other)) : [null];
        cache.set(id, keys);
      }
      return keys;
    };
  }
  const numeric = name === "id" || (field !== undefined && isNumeric(field.type));
  const boolean = field?.type === "boolean";
  return (row) => {
    const value = name === "id" ? row.id : valueOf(env, model, row, name);
    if (numeric) return [typeof value === "number" ? value : 0];
    if (boolean) return [value === true];
    return [typeof value === "string" || typeof value === "number" ? value : null];
  };
}

function compareKeys(a: readonly Key[], b: readonly Key[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const left = a[index] ?? null;
    const right = b[index] ?? null;
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
