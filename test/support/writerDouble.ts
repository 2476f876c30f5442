import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import type { KeyedRecord, KeyedResult, NoteInput, OdooWriter, WritableModel } from "#src/odoo/write/index.ts";

/** How the next effect goes wrong: `none` refuses before anything happens, `lost` does it and loses the answer. */
export interface Fault {
  readonly effect: "none" | "lost";
  readonly code: ErrorCode;
}

/**
 * What the product may change in Odoo, in memory: keyed creations happen once a key, as `load` sees to; notes
 * happen as often as they are posted, as in Odoo. Everything that happened is counted.
 */
export class WriterDouble implements OdooWriter {
  /** Every creation and note that happened, in order: `project.task <key>`, `note account.move,17 <message id>`. */
  readonly effects: string[] = [];
  readonly #keyed = new Map<string, { readonly model: string; readonly id: number }>();
  readonly #notes = new Map<string, number>();
  readonly #faults: Fault[] = [];
  readonly #onWrite: (model: string, id: number, values: { readonly stage_id: number }) => void;
  #blind = false;
  #refusesLookUps = false;
  #nextId = 1000;

  /** `onWrite`: where the records are kept that a write changes. */
  constructor(onWrite: (model: string, id: number, values: { readonly stage_id: number }) => void = () => {}) {
    this.#onWrite = onWrite;
  }

  /** The next effect goes wrong like this. */
  failNext(fault: Fault): void {
    this.#faults.push(fault);
  }

  /** Look-ups cannot be asked: the server is away. */
  refuseLookUps(refuses: boolean): void {
    this.#refusesLookUps = refuses;
  }

  /** Look-ups find nothing: an index that lags, a record that may not be seen. */
  hide(blind: boolean): void {
    this.#blind = blind;
  }

  async createKeyed(record: KeyedRecord): Promise<KeyedResult> {
    const known = this.#keyed.get(record.key);
    if (known !== undefined) return { id: known.id };
    return this.#happen(`${record.model} ${record.key}`, (id) => {
      this.#keyed.set(record.key, { model: record.model, id });
      return { id };
    });
  }

  async createKeyedMany(records: readonly KeyedRecord[]): Promise<KeyedResult[]> {
    const results: KeyedResult[] = [];
    for (const record of records) results.push(await this.createKeyed(record));
    return results;
  }

  async findKeyed(key: string): Promise<{ model: string; id: number } | null> {
    if (this.#refusesLookUps) throw new AiCooError("odoo_unreachable", "Odoo is away.");
    return this.#blind ? null : (this.#keyed.get(key) ?? null);
  }

  async postNote(note: NoteInput): Promise<{ id: number; created: boolean }> {
    const known = this.#blind ? undefined : this.#notes.get(note.messageId);
    if (known !== undefined) return { id: known, created: false };
    return this.#happen(`note ${note.model},${note.id} ${note.messageId}`, (id) => {
      this.#notes.set(note.messageId, id);
      return { id, created: true };
    });
  }

  async findNote(messageId: string): Promise<{ id: number } | null> {
    const id = this.#blind ? undefined : this.#notes.get(messageId);
    return id === undefined ? null : { id };
  }

  async write(model: WritableModel, ids: readonly number[], values: { readonly stage_id: number }): Promise<void> {
    this.#happen(`write ${model},${ids.join(",")} stage ${values.stage_id}`, () => {
      for (const id of ids) this.#onWrite(model, id, values);
    });
  }

  #happen<T>(what: string, run: (id: number) => T): T {
    const fault = this.#faults.shift();
    if (fault?.effect === "none") throw new AiCooError(fault.code, "Odoo refused it.", { details: { effect: "none" } });
    this.effects.push(what);
    const result = run(this.#nextId++);
    if (fault?.effect === "lost") throw new AiCooError(fault.code, "Odoo did not answer.", { details: { effect: "unknown" } });
    return result;
  }
}
