import { isAdmin } from "./access.ts";
import type { Env, LiveModel } from "./env.ts";
import { type Field, isToMany } from "./fields.ts";

/** The answer of `fields_get`: fields that the user may not read are left out. */
export function describeFields(
  env: Env,
  model: LiveModel,
  wanted: readonly string[],
  attributes: readonly string[],
): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  for (const [name, field] of model.fields) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    if (field.groups && !isAdmin(env)) continue;
    const description = describe(env, name, field);
    output[name] =
      attributes.length === 0 ? description : Object.fromEntries(Object.entries(description).filter(([key]) => attributes.includes(key)));
  }
  return output;
}

function describe(env: Env, name: string, field: Field): Record<string, unknown> {
  const computed = field.compute !== undefined && !field.stored;
  const stored = !computed;
  return {
    type: field.type,
    change_default: false,
    company_dependent: false,
    depends: [],
    manual: false,
    readonly: field.readonly ?? computed,
    required: field.required ?? false,
    searchable: true,
    sortable: stored && !isToMany(field.type),
    store: stored,
    string: field.label,
    ...(field.help ? { help: field.help } : {}),
    ...(env.release === 19
      ? { name, exportable: true, groupable: stored && field.type !== "one2many", default_export_compatible: false }
      : {}),
    ...(field.relation ? { relation: field.relation, context: {}, domain: [] } : {}),
    ...(field.inverse ? { relation_field: field.inverse } : {}),
    ...(field.type === "selection" ? { selection: typeof field.selection === "function" ? field.selection(env) : field.selection } : {}),
    ...(field.type === "char" ? { translate: false, trim: true } : {}),
    ...(field.type === "monetary" ? { currency_field: "currency_id" } : {}),
  };
}
