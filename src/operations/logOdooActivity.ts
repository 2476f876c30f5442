import type { OperationDefinition } from "./definition.ts";
import { asOutcome, recordRef } from "./odooOutcome.ts";
import { done } from "./outcome.ts";
import { recordKey } from "./tokens.ts";

/** Plans an activity for a person under an external id: Odoo itself keeps a second one from arising. */
export const logOdooActivity: OperationDefinition<"log_odoo_activity"> = {
  type: "log_odoo_activity",
  repeatable: () => true,
  contacts: null,
  token: recordKey,
  run: (inputs, { token }, { odoo }) =>
    asOutcome(async () => {
      const { id } = await odoo.createKeyed({ model: "mail.activity", key: token, values: inputs });
      return done(recordRef("mail.activity", id));
    }),
  async lookUp(_inputs, { token }, { odoo }) {
    const found = await odoo.findKeyed(token);
    return found === null ? { kind: "not_found" } : { kind: "found", ref: recordRef(found.model, found.id) };
  },
};
