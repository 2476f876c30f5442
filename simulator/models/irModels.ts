import { mayAccess, visible } from "../engine/access.ts";
import { byXmlId, type Env, modelOf, rowOf, valueOf } from "../engine/env.ts";
import { accessError, valueError } from "../engine/errors.ts";
import { bool, char, integer } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { text } from "../engine/values.ts";

export const irModel = defineModel({
  name: "ir.model",
  label: "Models",
  order: "model",
  fields: { name: char("Model Description", { required: true }), model: char("Model", { required: true, index: true }) },
});

export const irModelData = defineModel({
  name: "ir.model.data",
  label: "Model Data",
  order: "module, model, name",
  fields: {
    name: char("External Identifier", { required: true, index: true }),
    module: char("Module", { required: true }),
    model: char("Model Name", { required: true }),
    res_id: integer("Record ID", { index: true }),
    noupdate: bool("Non Updatable"),
    complete_name: char("Complete ID", { compute: (_env, row) => `${text(row, "module")}.${text(row, "name")}` }),
  },
  methods: {
    check_object_reference: {
      params: ["module", "xml_id", "raise_on_access_error?"],
      run: (env, _ids, args) => reference(env, String(args["module"]), String(args["xml_id"]), args["raise_on_access_error"] === true),
    },
  },
});

/** `[model, id]`; `[model, false]` where the user cannot see the record, e.g. because it is archived. */
function reference(env: Env, module: string, name: string, strict: boolean): unknown {
  const found = byXmlId(env, `${module}.${name}`);
  const row = found ? rowOf(env, found.model, found.id) : undefined;
  if (!found || !row) throw valueError(`External ID not found in the system: ${module}.${name}`);
  const model = modelOf(env, found.model);
  if (!mayAccess(env, model, "read")) {
    throw accessError(
      `You are not allowed to access '${model.label}' (${model.name}) records.\n\nThis operation is allowed for the following groups:\n\t- Access Rights\n\nContact your administrator to request access if necessary.`,
    );
  }
  const hidden = model.hasActive && env.context["active_test"] !== false && valueOf(env, model, row, "active") === false;
  const seen = visible(env, model, row) && !hidden;
  if (!seen && strict) throw accessError(`Not enough access rights on the external ID "${module}.${name}"`);
  return [found.model, seen ? found.id : false];
}
