import type { OperationDefinition } from "./definition.ts";
import { asOutcome, recordRef } from "./odooOutcome.ts";
import { done } from "./outcome.ts";
import { messageIdOf } from "./tokens.ts";

/**
 * Posts an internal note that carries the action's message id. Odoo accepts the same id twice, so a note
 * that a look-up does not find may still arrive: a person decides then.
 */
export const createInternalNote: OperationDefinition<"create_internal_note"> = {
  type: "create_internal_note",
  repeatable: () => false,
  contacts: null,
  token: messageIdOf,
  run: (inputs, { token }, { odoo }) =>
    asOutcome(async () => {
      const { id } = await odoo.postNote({ model: inputs.model, id: inputs.record_id, body: inputs.body, messageId: token });
      return done(recordRef("mail.message", id));
    }),
  async lookUp(_inputs, { token }, { odoo }) {
    const found = await odoo.findNote(token);
    return found === null ? { kind: "not_found" } : { kind: "found", ref: recordRef("mail.message", found.id) };
  },
};
