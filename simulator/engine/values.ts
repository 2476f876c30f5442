/** How records are kept: Odoo's column values, `false` for empty, dates as text. */
export type Value = string | number | boolean | readonly number[];

/** A stored record. Only the store changes it. */
export interface Row {
  readonly id: number;
  readonly [field: string]: Value;
}

export type Values = Readonly<Record<string, unknown>>;

export const num = (row: Row, field: string): number => (typeof row[field] === "number" ? row[field] : 0);
export const text = (row: Row, field: string): string => (typeof row[field] === "string" ? row[field] : "");
export const flag = (row: Row, field: string): boolean => row[field] === true;
/** The id that a many2one holds, 0 when empty: ids start at 1. */
export const ref = (row: Row, field: string): number => (typeof row[field] === "number" ? row[field] : 0);
export const list = (row: Row, field: string): readonly number[] => {
  const value = row[field];
  return Array.isArray(value) ? (value as readonly number[]) : [];
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Rounds to the currency's decimals, halves away from zero, as Odoo does. */
export function round(amount: number, decimals = 2): number {
  const factor = 10 ** decimals;
  return (Math.sign(amount) * Math.round(Math.abs(amount) * factor + 1e-7)) / factor + 0;
}

/** `repr()` of the plain values that appear in Odoo's messages. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (isRecord(value)) {
    return `{${Object.entries(value)
      .map(([key, entry]) => `${repr(key)}: ${repr(entry)}`)
      .join(", ")}}`;
  }
  return "";
}

/** `repr()` of a tuple, the shape of a domain's condition in Odoo's messages. */
export const reprTuple = (values: readonly unknown[]): string => `(${values.map(repr).join(", ")}${values.length === 1 ? "," : ""})`;

/** A value of the wire as text: `false` and `null` are empty. */
export function asText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return value === undefined || value === null || value === false ? "" : JSON.stringify(value);
}
