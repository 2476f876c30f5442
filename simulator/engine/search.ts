import { checkAccess, visible } from "./access.ts";
import { compile, indexable, type Test } from "./domain/compile.ts";
import { mentions, parseDomain } from "./domain/parse.ts";
import { type Env, type LiveModel, modelOf } from "./env.ts";
import { parseOrder, sortRows, type Term } from "./order.ts";
import { positionOf, type Table } from "./store.ts";
import type { Row } from "./values.ts";

export interface SearchOptions {
  readonly order?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Records that match, in order, archived ones hidden unless asked for, and only those the user may see. */
export function searchRows(env: Env, modelName: string, domain: unknown, options: SearchOptions = {}): Row[] {
  const model = modelOf(env, modelName);
  checkAccess(env, model, "read");
  const node = parseDomain(domain, env.release);
  const matches = compile(env, model, node);
  const hideArchived = model.hasActive && env.context["active_test"] !== false && !mentions(node, "active");
  const test: Test = (row) => matches(row) && (!hideArchived || row["active"] !== false) && visible(env, model, row);
  const terms = parseOrder(model, options.order || model.order);
  const offset = options.offset || 0;
  const end = options.limit ? offset + options.limit : Number.POSITIVE_INFINITY;
  const table = env.store.table(modelName);
  const few = candidates(table, indexable(model, node));
  const walk = byId(terms);
  if (walk && !few) return walkById(table, test, { descending: walk.descending, above: lowerBound(node) }, end).slice(offset, end);
  const rows: Row[] = [];
  for (const row of few ?? table.rows.values()) if (test(row)) rows.push(row);
  return sortRows(env, model, rows, terms).slice(offset, end);
}

const byId = (terms: readonly Term[]): Term | undefined => (terms[0]?.field === "id" ? terms[0] : undefined);

/** The smallest set of records that an index offers, or undefined where no index helps. */
function candidates(table: Table, hints: ReturnType<typeof indexable>): Row[] | undefined {
  let best: Iterable<number> | undefined;
  let size = Number.POSITIVE_INFINITY;
  for (const { field, values } of hints) {
    const sets =
      field === "id"
        ? [new Set(values.filter((value) => typeof value === "number"))]
        : values.map((value) => table.withValue(field, value));
    const total = sets.reduce((sum, set) => sum + set.size, 0);
    if (total >= size) continue;
    size = total;
    best = sets.length === 1 && sets[0] ? sets[0] : new Set(sets.flatMap((set) => [...set]));
  }
  if (!best) return undefined;
  // Most of the table: a walk in id order that stops at the limit is cheaper.
  if (size > 200 && size > table.ids.length / 3) return undefined;
  return [...best].flatMap((id) => table.get(id) ?? []);
}

/** `id > n` at the top of a domain, which is how a client pages by key. */
function lowerBound(node: ReturnType<typeof parseDomain>): number {
  if (node.kind !== "and") return 0;
  return Math.max(
    0,
    ...node.parts.map((part) =>
      part.kind === "condition" && part.path === "id" && part.operator === ">" && typeof part.value === "number" ? part.value : 0,
    ),
  );
}

function walkById(table: Table, test: Test, walk: { readonly descending: boolean; readonly above: number }, end: number): Row[] {
  const rows: Row[] = [];
  const { ids } = table;
  const first = positionOf(ids, walk.above);
  for (let step = 0; step < ids.length - first && rows.length < end; step += 1) {
    const id = ids[walk.descending ? ids.length - 1 - step : first + step] ?? 0;
    const row = table.get(id);
    if (row && test(row)) rows.push(row);
  }
  return rows;
}

export function countRows(env: Env, modelName: string, domain: unknown): number {
  const model: LiveModel = modelOf(env, modelName);
  return searchRows(env, model.name, domain, { order: "id" }).length;
}
