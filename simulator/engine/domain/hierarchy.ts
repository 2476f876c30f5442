import { type Env, linked, modelOf, rowOf, valueOf } from "../env.ts";
import { ref } from "../values.ts";
import { likeTest } from "./like.ts";

/** Ids of a model's records whose name passes, as name_search finds them; archived ones included. */
export function idsNamed(env: Env, model: string, operator: string, name: string): Set<number> {
  const live = modelOf(env, model);
  const names = live.definition.searchNames ?? [live.recName];
  const test = operator === "=" ? (value: string) => value === name : likeTest(operator, name);
  const found = new Set<number>();
  for (const row of env.store.table(model).rows.values()) {
    if (
      names.some((field) => {
        const value = valueOf(env, live, row, field);
        return typeof value === "string" && test(value);
      })
    )
      found.add(row.id);
  }
  return found;
}

/** Ids under (`child_of`) or above (`parent_of`) the given records, themselves included. Unlike Odoo 14, it ends where the tree runs in a circle. */
export function hierarchy(
  env: Env,
  model: string,
  operator: "child_of" | "parent_of",
  value: unknown,
  parentField = "parent_id",
): Set<number> {
  const start: number[] = [];
  for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (typeof item === "number") start.push(item);
    else if (typeof item === "string") start.push(...idsNamed(env, model, "ilike", item));
  }
  const seen = new Set<number>();
  const queue = start.filter((id) => rowOf(env, model, id));
  const tree = modelOf(env, model).fields.has(parentField);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (!tree) continue;
    if (operator === "child_of") queue.push(...linked(env, model, parentField, id).map((row) => row.id));
    else {
      const row = rowOf(env, model, id);
      const parent = row ? ref(row, parentField) : 0;
      if (parent) queue.push(parent);
    }
  }
  return seen;
}
