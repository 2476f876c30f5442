import { AiCooError } from "#src/lib/errors.ts";
import { odooError, type OdooCaller } from "../transport/index.ts";
import { createKeyed, lookUpKey } from "./keyed.ts";
import { findNote, postNote } from "./notes.ts";
import type { OdooWriter } from "./writer.ts";

/** The only fields that any operation sets on an existing record. */
const WRITABLE_FIELDS: ReadonlySet<string> = new Set(["stage_id"]);

/** A writer over a caller whose allow-list holds the operations' few effects. */
export function createWriter(caller: OdooCaller): OdooWriter {
  return {
    async createKeyed(record) {
      const [result] = await createKeyed(caller, [record]);
      return result as NonNullable<typeof result>;
    },
    createKeyedMany: (records) => createKeyed(caller, records),

    async findKeyed(key) {
      const found = await lookUpKey(caller, key);
      return found.kind === "record" ? { model: found.model, id: found.id } : null;
    },
    postNote: (note) => postNote(caller, note),
    findNote: (messageId) => findNote(caller, messageId),

    async write(model, ids, values) {
      const refused = Object.keys(values).find((field) => !WRITABLE_FIELDS.has(field));
      if (refused !== undefined) {
        throw new AiCooError("forbidden", `AI COO does not change ${refused} of ${model}, so nothing was sent to Odoo.`, {
          details: { effect: "none" },
        });
      }
      if (ids.length === 0) return;
      const answer = await caller.call({ model, method: "write", ids, args: { vals: values } });
      if (answer !== true) throw odooError("odoo_bad_answer", `Odoo did not confirm the change of ${model}.`, { model, effect: "unknown" });
    },
  };
}
