import { z } from "zod";
import type { FieldSource, OdooModel, RecordOf, Shape } from "../models/define.ts";
import { odooError } from "../transport/index.ts";
import type { FieldInfo, RawRow } from "./reader.ts";

/** How a model's definition is read on this server: which fields are asked for, and how a row becomes a record. */
export interface ReadPlan<M extends OdooModel> {
  readonly fields: readonly string[];
  readonly decode: (rows: readonly RawRow[]) => RecordOf<M>[];
}

/**
 * Chooses, for every property of the definition, the first of its sources that this server has with a type
 * the codec reads. An optional property without one is not asked for and reads as `null`.
 */
export function planRead<M extends OdooModel>(model: M, known: ReadonlyMap<string, FieldInfo>): ReadPlan<M> {
  const chosen = new Map<string, { readonly name: string; readonly source: FieldSource<unknown> }>();
  const absent: string[] = [];
  for (const [property, field] of Object.entries<Shape[string]>(model.shape)) {
    const source = field.sources.find(({ name = property, codec }) => codec.odooTypes.includes(known.get(name)?.type ?? ""));
    if (source !== undefined) chosen.set(property, { name: source.name ?? property, source });
    else if (field.required) throw missingField(model.name, property, field.sources);
    else absent.push(property);
  }
  const fields = [...new Set([...chosen.values()].map(({ name }) => name))];
  const nulls = Object.fromEntries(absent.map((property) => [property, null]));
  const row = z.object({ id: z.int().positive() });
  const properties = z.object(Object.fromEntries([...chosen].map(([property, { source }]) => [property, source.codec.schema])));

  return {
    fields,
    decode: (rows) =>
      rows.map((raw) => {
        const { id } = read(row, raw, model.name, undefined);
        const renamed = Object.fromEntries([...chosen].map(([property, { name }]) => [property, raw[name]]));
        return { id, ...nulls, ...read(properties, renamed, model.name, id) } as RecordOf<M>;
      }),
  };
}

function read<T>(schema: z.ZodType<T>, value: unknown, model: string, id: number | undefined): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? "id");
  const record = id === undefined ? `a record of ${model}` : `${model} ${id}`;
  throw odooError("odoo_bad_answer", `Odoo gave ${record} with a value of ${field} that is not of its type.`, {
    model,
    field,
    ...(id === undefined ? {} : { id }),
    effect: "none",
  });
}

function missingField(model: string, property: string, sources: readonly FieldSource<unknown>[]): Error {
  const names = sources.map(({ name = property }) => name).join(" or ");
  return odooError("odoo_bad_answer", `This Odoo's ${model} has no field ${names} that AI COO can read; the user may lack access to it.`, {
    model,
    field: property,
    effect: "none",
  });
}
