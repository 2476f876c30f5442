/** A task as the product asks for it; the names are those of `create_odoo_task`'s inputs. */
export interface TaskValues {
  readonly name: string;
  /** Plain text; it reaches Odoo escaped, with line breaks. */
  readonly description?: string;
  readonly project_id?: number;
  /** The first one becomes the assignee where a task can have only one (14). */
  readonly user_ids: readonly number[];
  /** `YYYY-MM-DD`. */
  readonly date_deadline?: string;
  /** `1` is starred. 14 knows `0` and `1`; 19 up to `3`. */
  readonly priority?: string;
  readonly partner_id?: number;
}

/** A planned activity; the names are those of `log_odoo_activity`'s inputs. */
export interface ActivityValues {
  readonly res_model: string;
  readonly res_id: number;
  /** The external id of the type, such as `mail.mail_activity_data_call`: database ids differ per installation. */
  readonly activity_type: string;
  readonly summary: string;
  /** Plain text; it reaches Odoo escaped. */
  readonly note?: string;
  /** `YYYY-MM-DD`. */
  readonly date_deadline: string;
  /** Unless told, the activity is the integration's own in 14 and nobody's in 19. */
  readonly user_id?: number;
}

interface ValuesOfKeyed {
  readonly "project.task": TaskValues;
  readonly "mail.activity": ActivityValues;
}

export type KeyedModel = keyof ValuesOfKeyed;

/** What to create, under the key it is found by again: the action's id. */
export type KeyedRecord = { [M in KeyedModel]: { readonly model: M; readonly key: string; readonly values: ValuesOfKeyed[M] } }[KeyedModel];

/** The record of a key, whether it was made now or stood there before; nothing was changed in the latter. */
export interface KeyedResult {
  readonly id: number;
}

export interface NoteInput {
  readonly model: string;
  readonly id: number;
  /** Plain text; it reaches Odoo escaped, with line breaks, on every release. */
  readonly body: string;
  /** `<action-id@ai-coo>`: the note is found by it again. */
  readonly messageId: string;
}

/** The models whose stage `write` may set. */
export type WritableModel = "crm.lead" | "project.task";

/**
 * The only ways the product changes Odoo. Nothing is retried here: every error says in
 * `effectOf(error)` whether the change certainly did not happen (`none`) or may have (`unknown`).
 */
export interface OdooWriter {
  /**
   * Creates a record under the external id `ai_coo.<key>`, or finds the one created before. Repeating it
   * is safe. Refusals are `odoo_refused` with Odoo's reason; nothing is created then. What comes at the same
   * moment may go to Odoo in one call; each has its own result.
   */
  createKeyed(record: KeyedRecord): Promise<KeyedResult>;
  /** The same for many of one model in one call; one bad row and none is created (`details.rows`: those that Odoo named). Results keep the order. */
  createKeyedMany(records: readonly KeyedRecord[]): Promise<KeyedResult[]>;
  /**
   * The record created under this key, archived ones included. `null` is no proof that there is none: Odoo
   * may hide it from this user (a task without a project). Creating it again settles that, safely.
   */
  findKeyed(key: string): Promise<{ readonly model: string; readonly id: number } | null>;
  /**
   * Posts an internal note (subtype `mail.mt_note`) unless one with this message id stands there.
   * The note subscribes nobody; employees who follow notes of the record are told by Odoo. The look-up and the
   * post are two calls, and Odoo accepts a message id twice: two workers at once could post two notes.
   */
  postNote(note: NoteInput): Promise<{ readonly id: number; readonly created: boolean }>;
  findNote(messageId: string): Promise<{ readonly id: number } | null>;
  /** Sets the stage. Odoo has no compare-and-set: read before and after. A missing id is `odoo_missing_record`. */
  write(model: WritableModel, ids: readonly number[], values: { readonly stage_id: number }): Promise<void>;
}
