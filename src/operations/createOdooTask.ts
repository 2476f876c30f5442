import type { OperationDefinition } from "./definition.ts";
import { asOutcome, recordRef } from "./odooOutcome.ts";
import { done } from "./outcome.ts";
import { recordKey } from "./tokens.ts";

/** Creates a task under an external id: Odoo itself keeps a second one from arising. */
export const createOdooTask: OperationDefinition<"create_odoo_task"> = {
  type: "create_odoo_task",
  repeatable: () => true,
  contacts: null,
  token: recordKey,
  run: (inputs, { token }, { odoo }) =>
    asOutcome(async () => {
      const { id } = await odoo.createKeyed({ model: "project.task", key: token, values: inputs });
      return done(recordRef("project.task", id));
    }),
  async lookUp(_inputs, { token }, { odoo }) {
    const found = await odoo.findKeyed(token);
    return found === null ? { kind: "not_found" } : { kind: "found", ref: recordRef(found.model, found.id) };
  },
};
