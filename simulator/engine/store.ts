import type { Row, Value } from "./values.ts";

interface MutableRow {
  id: number;
  [field: string]: Value;
}

/** Where `id` stands, or would stand, in an ascending list. */
export function positionOf(ids: readonly number[], id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The records of one model, by id, with hash indexes on the fields that are searched by. */
export class Table {
  readonly rows = new Map<number, MutableRow>();

  readonly #indexes = new Map<string, Map<Value, Set<number>>>();
  /** Ascending. */
  readonly ids: number[] = [];
  nextId = 1;
  /** All columns, empty, in one order: rows cloned from it share one shape, which takes less memory. */
  readonly #blank: Readonly<Record<string, Value>>;

  constructor(indexed: readonly string[], blank: Readonly<Record<string, Value>>) {
    for (const field of indexed) this.#indexes.set(field, new Map());
    this.#blank = blank;
  }

  get(id: number): Row | undefined {
    return this.rows.get(id);
  }

  /** A row of this table that is not in it yet. */
  make(id: number, values: Readonly<Record<string, Value>>): MutableRow {
    return Object.assign({ ...this.#blank, id }, values, { id });
  }

  hasIndex(field: string): boolean {
    return this.#indexes.has(field);
  }

  /** Ids whose indexed field holds this value, in no particular order; empty values are not indexed. */
  withValue(field: string, value: Value): ReadonlySet<number> {
    return this.#indexes.get(field)?.get(value) ?? new Set();
  }

  put(row: MutableRow): void {
    this.rows.set(row.id, row);
    const last = this.ids[this.ids.length - 1];
    if (last === undefined || last < row.id) this.ids.push(row.id);
    else this.ids.splice(positionOf(this.ids, row.id), 0, row.id);
    for (const field of this.#indexes.keys()) this.#add(field, row[field] ?? false, row.id);
  }

  drop(id: number): void {
    const row = this.rows.get(id);
    if (!row) return;
    this.rows.delete(id);
    this.ids.splice(positionOf(this.ids, id), 1);
    for (const field of this.#indexes.keys()) this.#take(field, row[field] ?? false, id);
  }

  patch(id: number, values: Readonly<Record<string, Value>>): void {
    const row = this.rows.get(id);
    if (!row) return;
    for (const [field, value] of Object.entries(values)) {
      const before = row[field] ?? false;
      if (before === value) continue;
      if (this.#indexes.has(field)) {
        this.#take(field, before, id);
        this.#add(field, value, id);
      }
      row[field] = value;
    }
  }

  #add(field: string, value: Value, id: number): void {
    // Nobody looks for what is empty, and it would be the largest set of all.
    if (value === false) return;
    const index = this.#indexes.get(field);
    const set = index?.get(value);
    if (set) set.add(id);
    else index?.set(value, new Set([id]));
  }

  #take(field: string, value: Value, id: number): void {
    if (value === false) return;
    const index = this.#indexes.get(field);
    const set = index?.get(value);
    set?.delete(id);
    if (set?.size === 0) index?.delete(value);
  }
}

/** All tables, with one transaction at a time: a call that fails leaves nothing behind, ids included. */
export class Store {
  readonly #tables = new Map<string, Table>();
  #undo: (() => void)[] | undefined;

  addTable(model: string, indexed: readonly string[], blank: Readonly<Record<string, Value>> = {}): void {
    this.#tables.set(model, new Table(indexed, blank));
  }

  table(model: string): Table {
    const table = this.#tables.get(model);
    if (!table) throw new Error(`the simulator keeps no table ${model}`);
    return table;
  }

  insert(model: string, values: Readonly<Record<string, Value>>): Row {
    const table = this.table(model);
    const id = table.nextId;
    table.nextId = id + 1;
    const row = table.make(id, values);
    table.put(row);
    this.#undo?.push(() => {
      table.drop(id);
      table.nextId = id;
    });
    return row;
  }

  update(model: string, id: number, values: Readonly<Record<string, Value>>): void {
    const table = this.table(model);
    const row = table.get(id);
    if (!row) return;
    if (this.#undo) {
      const before: Record<string, Value> = {};
      for (const field of Object.keys(values)) before[field] = row[field] ?? false;
      this.#undo.push(() => table.patch(id, before));
    }
    table.patch(id, values);
  }

  remove(model: string, id: number): void {
    const table = this.table(model);
    const row = table.get(id);
    if (!row) return;
    const copy: MutableRow = table.make(id, row);
    table.drop(id);
    this.#undo?.push(() => table.put(copy));
  }

  /** Runs `work` as one transaction: everything it did is taken back when it throws. */
  transaction<T>(work: () => T): T {
    if (this.#undo) return this.savepoint(work);
    this.#undo = [];
    try {
      const result = work();
      this.#undo = undefined;
      return result;
    } catch (error) {
      this.#rollback(0);
      this.#undo = undefined;
      throw error;
    }
  }

  /** A part of the running transaction that may fail alone. */
  savepoint<T>(work: () => T): T {
    const mark = this.#undo?.length ?? 0;
    try {
      return work();
    } catch (error) {
      this.#rollback(mark);
      throw error;
    }
  }

  #rollback(mark: number): void {
    const undo = this.#undo ?? [];
    while (undo.length > mark) undo.pop()?.();
  }
}
