import * as z from "zod";
import { modelNameSchema, recordIdSchema } from "./text.ts";

/** Text whose canonical form exists: half a surrogate pair has none. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => value.isWellFormed(), "must be well-formed Unicode");

const scalar = z.union([z.null(), z.boolean(), z.number(), text(4_000)]);

/**
 * A field's value: null, true or false, a number, text, or a list of ids or words. A many2one is its id (or
 * `[id, name]` as Odoo writes it), a many2many a list of ids, a date `YYYY-MM-DD`, a moment RFC 3339 UTC.
 */
export const odooValueSchema = z.union([scalar, z.array(z.union([z.number(), text(500)])).max(500)]);
export type OdooValue = z.infer<typeof odooValueSchema>;

/** What a follow-up is handed when it is due: names in snake_case with plain values. */
export const parametersSchema = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/), odooValueSchema);
export type Parameters = z.infer<typeof parametersSchema>;

export const recordRefSchema = z.strictObject({ model: modelNameSchema, id: recordIdSchema });
/** One record of Odoo. */
export type RecordRef = z.infer<typeof recordRefSchema>;

/**
 * Whether two values of a document mean the same: `false` is null (Odoo's way of saying empty), `[id, name]` is the
 * id, and a list of ids is a set. Money and dates are compared where the record's currency and type are known,
 * in the revalidation.
 */
export function sameOdooValue(left: OdooValue, right: OdooValue): boolean {
  return comparable(left) === comparable(right);
}

function comparable(value: OdooValue): string {
  if (value === false) return "null";
  if (!Array.isArray(value)) return JSON.stringify(value);
  const [first, second] = value;
  if (value.length === 2 && typeof first === "number" && typeof second === "string") return JSON.stringify(first);
  return JSON.stringify([...new Set(value)].map((item) => JSON.stringify(item)).toSorted());
}
