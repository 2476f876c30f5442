import { setImmediate as turn } from "node:timers/promises";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { hasCode, type AiCooError } from "#src/lib/errors.ts";
import { effectOf } from "../transport/errors.ts";
import { tableKey } from "./columns.ts";
import type { KeyedRecord, KeyedResult, OdooWriter } from "./writer.ts";

/** Of one call. A task in a batch costs Odoo about 16 ms, so that a full one stays far from a call's time limit. */
const MOST_ROWS = 100;
const SINGLE_ROWS_AT_ONCE = 4;

/**
 * A writer that creates together what is to be created at the same moment: records of one model that are asked
 * for in one turn of the event loop, or while an earlier call is under way, share a `load`. One alone goes at once.
 *
 * Each keeps its own result. A `load` is all or nothing: where Odoo refuses one, the rows that it named go by
 * themselves, which gives each its exact reason, and the others together again. Where its answer is lost, each
 * is in doubt, and is looked up or repeated by its own key.
 *
 * What waits behind a call under way is asked nothing again: it was asked for after its intent, so its lease may run out and
 * the emergency stop be pressed while it waits, as they may while the call itself is under way. A creation that goes out
 * that late is still one: its key keeps whoever repeated it meanwhile from making a second.
 */
export function batchingWriter(writer: OdooWriter): OdooWriter {
  const queues = new Map<string, CreationQueue>();
  return {
    createKeyed(record) {
      const key = tableKey(record);
      let queue = queues.get(key);
      if (queue === undefined) {
        queue = new CreationQueue(writer);
        queues.set(key, queue);
      }
      return queue.add(record);
    },
    createKeyedMany: (records) => writer.createKeyedMany(records),
    findKeyed: (key) => writer.findKeyed(key),
    postNote: (note) => writer.postNote(note),
    findNote: (messageId) => writer.findNote(messageId),
    write: (model, ids, values) => writer.write(model, ids, values),
  };
}

interface Waiting {
  readonly record: KeyedRecord;
  readonly resolve: (result: KeyedResult) => void;
  readonly reject: (error: unknown) => void;
}

/** What waits to be created in one table, one call after the other. */
class CreationQueue {
  readonly #writer: OdooWriter;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(writer: OdooWriter) {
    this.#writer = writer;
  }

  add(record: KeyedRecord): Promise<KeyedResult> {
    return new Promise<KeyedResult>((resolve, reject) => {
      this.#waiting.push({ record, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    await turn();
    while (this.#waiting.length > 0) await createTogether(this.#writer, this.#next());
    this.#running = false;
  }

  /** The next rows, no key twice: the same key again waits for what becomes of the first. */
  #next(): Waiting[] {
    const batch = new Map<string, Waiting>();
    const later: Waiting[] = [];
    for (const one of this.#waiting) {
      if (batch.size < MOST_ROWS && !batch.has(one.record.key)) batch.set(one.record.key, one);
      else later.push(one);
    }
    this.#waiting = later;
    return [...batch.values()];
  }
}

/** Settles each of them. Never throws. */
async function createTogether(writer: OdooWriter, batch: readonly Waiting[]): Promise<void> {
  const [only] = batch;
  if (only === undefined) return;
  if (batch.length === 1) return createAlone(writer, only);
  let results: readonly KeyedResult[];
  try {
    results = await writer.createKeyedMany(batch.map(({ record }) => record));
  } catch (error) {
    if (!isRefusal(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    const named = namedRows(error);
    const refused = batch.filter((_, index) => named.size === 0 || named.has(index));
    await createTogether(
      writer,
      batch.filter((one) => !refused.includes(one)),
    );
    await mapWithLimit(refused, SINGLE_ROWS_AT_ONCE, (one) => createAlone(writer, one));
    return;
  }
  for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
}

async function createAlone(writer: OdooWriter, { record, resolve, reject }: Waiting): Promise<void> {
  await writer.createKeyed(record).then(resolve, reject);
}

/** Odoo looked at the rows and said no, so that none was created; its absence is no refusal. */
function isRefusal(error: unknown): error is AiCooError {
  return hasCode(error, "odoo_refused", "odoo_forbidden", "odoo_missing_record", "invalid_input") && effectOf(error) === "none";
}

/** The rows that Odoo named as wrong; none where it refused the call as a whole. */
function namedRows({ details }: AiCooError): ReadonlySet<number> {
  const rows = details?.["rows"];
  return new Set(Array.isArray(rows) ? rows.filter((row): row is number => typeof row === "number") : []);
}
