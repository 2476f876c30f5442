import type { FieldInfo, RawRow } from "#src/odoo/read/index.ts";

/**
 * Which of a record's currencies a field is in is not told by the API. All of the record's are read, and the
 * one with the most decimal places counts: too fine a rounding keeps amounts apart that differ, too coarse a
 * one would take them for the same.
 */
const CURRENCY_FIELDS = ["currency_id", "company_currency_id", "company_currency"];

/** The currency fields to read beside `wanted`, when amounts are among them. */
export function currencyFieldsOf(fields: ReadonlyMap<string, FieldInfo>, wanted: readonly string[]): string[] {
  if (!wanted.some((field) => fields.get(field)?.type === "monetary")) return [];
  return CURRENCY_FIELDS.filter((field) => isCurrency(fields, field));
}

/** The currencies that a row names, as far as they were read. */
export function currencyIdsOf(fields: ReadonlyMap<string, FieldInfo>, row: RawRow): number[] {
  return CURRENCY_FIELDS.filter((field) => isCurrency(fields, field)).flatMap((field) => {
    const value = row[field];
    return Array.isArray(value) && typeof value[0] === "number" ? [value[0]] : [];
  });
}

function isCurrency(fields: ReadonlyMap<string, FieldInfo>, field: string): boolean {
  const info = fields.get(field);
  return info?.type === "many2one" && info.relation === "res.currency";
}
