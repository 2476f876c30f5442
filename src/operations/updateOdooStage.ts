import type { OperationDefinition } from "./definition.ts";
import { messagesOnEntry } from "./messagesOnEntry.ts";
import { asOutcome, recordRef } from "./odooOutcome.ts";
import { done, final, unknown } from "./outcome.ts";
import type { OperationPorts } from "./ports.ts";
import { messageIdOf } from "./tokens.ts";

/**
 * Moves an opportunity or task to a stage. Odoo has no compare-and-set, so: read, write unless it stands there
 * already, read again. A stage on whose entry Odoo writes to people is refused: nobody saw that message. The note that says why follows on its own: refused, it must not undo what was done.
 */
export const updateOdooStage: OperationDefinition<"update_odoo_stage"> = {
  type: "update_odoo_stage",
  repeatable: () => true,
  contacts: null,
  token: messageIdOf,
  run: (inputs, _context, ports) =>
    asOutcome(async () => {
      const { model, record_id: id, stage_id: stage } = inputs;
      const before = await readStage(ports, model, id);
      if (before === undefined)
        return final("The record no longer exists in Odoo, or may no longer be seen, so its stage was not changed.");
      if (before === stage) return done(recordRef(model, id));
      const entry = await messagesOnEntry(ports.reader, model, stage);
      if (entry.kind === "unseen") return final("The stage no longer exists in Odoo, or may not be seen, so nothing was changed.");
      if (entry.kind === "writes") {
        return final(
          `Odoo writes to the customer when a record enters the stage ${entry.name}, which nobody approved; nothing was changed.`,
        );
      }
      await ports.odoo.write(model, [id], { stage_id: stage });
      const after = await readStage(ports, model, id).catch(() => "unread" as const);
      // the write was accepted, so this is no longer something that was certainly not done
      if (after === "unread") return unknown("Odoo accepted the change of stage, and could not be asked whether the record stands in it.");
      if (after !== stage)
        return final("Odoo accepted the change of stage but the record does not stand in it: an automation may have moved it on.");
      return done(recordRef(model, id));
    }),
  async lookUp({ model, record_id: id, stage_id: stage }, _context, ports) {
    return (await readStage(ports, model, id)) === stage ? { kind: "found", ref: recordRef(model, id) } : { kind: "not_found" };
  },
};

/** The id of the record's stage; `null` without one, `undefined` when the record is not to be seen. */
async function readStage({ reader }: OperationPorts, model: string, id: number): Promise<number | null | undefined> {
  const [row] = await reader.read(model, [id], ["stage_id"]);
  if (row === undefined) return undefined;
  const stage = row["stage_id"];
  return Array.isArray(stage) && typeof stage[0] === "number" ? stage[0] : null;
}
