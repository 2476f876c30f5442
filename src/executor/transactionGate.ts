import type { Database } from "#src/db/index.ts";
import { Slots } from "./slots.ts";

/**
 * Transactions over whole batches that one process has under way at once, of all its organisations together. Each keeps
 * a processor of the database busy, and more of them wait for each other inside it and make it work more for each action:
 * the organisations of `npm run bench -- --only=pipeline` show it.
 */
const AT_ONCE = 4;

const gates = new WeakMap<Database, Slots>();

/** The gate of this database, shared by everything in this process that works in batches. */
export function transactionGate(db: Database): Slots {
  const known = gates.get(db);
  if (known !== undefined) return known;
  const gate = new Slots(AT_ONCE);
  gates.set(db, gate);
  return gate;
}
