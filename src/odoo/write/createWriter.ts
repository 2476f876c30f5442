import { AiCooError, hasCode } from "#src/lib/errors.ts";
import { effectOf } from "../transport/errors.ts";
import { odooError, type OdooCaller } from "../transport/index.ts";
import { keyedCreation, lookUpKey } from "./keyed.ts";
import { findNote, postNote } from "./notes.ts";
import type { OdooWriter } from "./writer.ts";

/** The only fields that any operation sets on an existing record. */
const WRITABLE_FIELDS: ReadonlySet<string> = new Set(["stage_id"]);

/** A writer over a caller whose allow-list holds the operations' few effects. `reading` is the caller of whoever looks at them later. */
export function createWriter(caller: OdooCaller, reading: OdooCaller = caller): OdooWriter {
  const createKeyedMany = keyedCreation(caller, reading);
  return {
    async createKeyed(record) {
      try {
        const [result] = await createKeyedMany([record]);
        return result as NonNullable<typeof result>;
      } catch (error) {
        if (!hasCode(error, "odoo_refused") || effectOf(error) !== "none") throw error;
        // it may stand there since an earlier call, and what it refers to be gone by now
        const found = await lookUpKey(caller, record.key);
        if (found.kind !== "record" || found.model !== record.model) throw error;
        return { id: found.id };
      }
    },
    createKeyedMany,

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
