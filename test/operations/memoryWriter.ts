import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import type { OdooReader, RawRow } from "#src/odoo/read/index.ts";
import type { KeyedRecord, KeyedResult, NoteInput, OdooWriter } from "#src/odoo/write/index.ts";

interface Fault {
  readonly code: ErrorCode;
  /** `after`: Odoo made the change and the answer was lost. */
  readonly when: "before" | "after";
}

/** Odoo's side of the writing port in memory, with the promises the port makes: keys are unique, a note id stands once. */
export class MemoryWriter implements OdooWriter {
  readonly keyed = new Map<string, { readonly model: string; readonly id: number; readonly values: object }>();
  readonly notes = new Map<string, NoteInput & { readonly noteId: number }>();
  readonly stages = new Map<number, number>();
  /** What Odoo itself does after a change of stage: an automation, for one. */
  afterWrite: () => void = () => {};
  #fault: Fault | undefined;
  #ids = 100;

  /** The next change meets this fault. */
  fail(code: ErrorCode, when: Fault["when"]): void {
    this.#fault = { code, when };
  }

  async createKeyed(record: KeyedRecord): Promise<KeyedResult> {
    const known = this.keyed.get(record.key);
    if (known !== undefined) return { id: known.id };
    return this.#change(() => {
      const id = ++this.#ids;
      this.keyed.set(record.key, { model: record.model, id, values: record.values });
      return { id };
    });
  }

  async createKeyedMany(records: readonly KeyedRecord[]): Promise<KeyedResult[]> {
    return Promise.all(records.map((record) => this.createKeyed(record)));
  }

  async findKeyed(key: string): Promise<{ readonly model: string; readonly id: number } | null> {
    return this.keyed.get(key) ?? null;
  }

  async postNote(note: NoteInput): Promise<{ readonly id: number; readonly created: boolean }> {
    const known = this.notes.get(note.messageId);
    if (known !== undefined) return { id: known.noteId, created: false };
    return this.#change(() => {
      const noteId = ++this.#ids;
      this.notes.set(note.messageId, { ...note, noteId });
      return { id: noteId, created: true };
    });
  }

  async findNote(messageId: string): Promise<{ readonly id: number } | null> {
    const note = this.notes.get(messageId);
    return note === undefined ? null : { id: note.noteId };
  }

  async write(_model: string, ids: readonly number[], values: Readonly<Record<string, unknown>>): Promise<void> {
    this.#change(() => {
      for (const id of ids) this.stages.set(id, Number(values["stage_id"]));
    });
    this.afterWrite();
  }

  /** A reader that sees in which stage a record stands and that no stage writes to anybody, and nothing else. */
  get reader(): OdooReader {
    const read = async (model: string, ids: readonly number[]): Promise<RawRow[]> => {
      if (model === "crm.stage") return ids.map((id) => ({ id, name: `Stage ${id}` }));
      return ids.filter((id) => this.stages.has(id)).map((id) => ({ id, stage_id: [this.stages.get(id), "Stage"] }));
    };
    return { read, fields: async () => new Map() } as unknown as OdooReader;
  }

  #change<T>(make: () => T): T {
    const fault = this.#fault;
    this.#fault = undefined;
    if (fault?.when === "before") throw new AiCooError(fault.code, "Odoo said no.", { details: { effect: "none" } });
    const made = make();
    if (fault !== undefined) throw new AiCooError(fault.code, "Odoo did not answer.", { details: { effect: "unknown" } });
    return made;
  }
}
