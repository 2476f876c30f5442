import type { Release } from "../types.ts";
import { displayName, type LiveModel } from "./env.ts";
import { char, datetime, type Field, integer, isToMany, many2one } from "./fields.ts";
import type { Hooks, Method, Model } from "./model.ts";
import { baseMethods } from "./methods.ts";

/** The models of one release: fields of the other release left out, fields and methods that every model has added. */
export function liveModels(
  release: Release,
  models: readonly Model[],
  mixin: (model: Model) => { fields: Record<string, Field>; methods: Record<string, Method>; hooks: Hooks },
): Map<string, LiveModel> {
  const live = new Map<string, LiveModel>();
  for (const model of models) {
    if (model.only !== undefined && model.only !== release) continue;
    const added = mixin(model);
    const fields = new Map<string, Field>();
    const offered = { id: integer("ID", { readonly: true }), ...model.fields, ...added.fields, ...magicFields(release, model.name) };
    for (const [name, field] of Object.entries(offered)) {
      if (field.only !== undefined && field.only !== release) continue;
      fields.set(name, release === 14 && field.type14 ? { ...field, type: field.type14 } : field);
    }
    const methods = new Map<string, Method>();
    for (const [name, method] of Object.entries({ ...baseMethods(model.name), ...added.methods, ...model.methods })) {
      if (method.only === undefined || method.only === release) methods.set(name, method);
    }
    live.set(model.name, {
      definition: model,
      name: model.name,
      label: (release === 14 ? model.label14 : undefined) ?? model.label,
      order: (release === 14 ? model.order14 : undefined) ?? model.order,
      recName: model.recName ?? "name",
      fields,
      methods,
      hooks: { ...added.hooks, ...model.hooks },
      hasActive: fields.has("active"),
      defaults: [...fields].filter(([, field]) => field.default !== undefined),
      required: [...fields].filter(([, field]) => field.required && !isToMany(field.type) && field.type !== "boolean"),
    });
  }
  return live;
}

function magicFields(release: Release, model: string): Record<string, Field> {
  const user = (label: string): Field => many2one(label, "res.users", { readonly: true });
  return {
    display_name: char("Display Name", { readonly: true, compute: (env, row) => displayName(env, model, row.id) }),
    create_uid: user("Created by"),
    create_date: datetime("Created on", { readonly: true }),
    write_uid: user("Last Updated by"),
    write_date: datetime("Last Updated on", { readonly: true }),
    ...(release === 14
      ? { __last_update: datetime("Last Modified on", { readonly: true, compute: (_env, row) => row["write_date"] ?? false }) }
      : {}),
  };
}
