import { roundMoney } from "#src/lib/money.ts";
import type { FieldInfo } from "#src/odoo/read/index.ts";

/** A field's value in the one form in which it is compared and shown; lists are sorted sets. */
export type Normal = null | boolean | number | string | readonly number[];

/** The value is not of the field's kind, so nothing can be said: the check fails. */
export const INCOMPARABLE = Symbol("incomparable");

/** Floats carry noise; Odoo's own precision is coarser than this. */
const FLOAT_DECIMALS = 6;

/**
 * A value as Odoo sends it or as a check expects it: `false` is nothing, a many2one is its id, a many2many a
 * set, moments are UTC, amounts are rounded to `decimals` of their currency. Source: Action Protocol v1.1.
 */
export function normalise(value: unknown, field: FieldInfo, decimals: number): Normal | typeof INCOMPARABLE {
  if (field.type === "boolean") return value === null || value === undefined ? false : typeof value === "boolean" ? value : INCOMPARABLE;
  if (value === false || value === null || value === undefined) return null;
  switch (field.type) {
    case "many2one":
      return many2one(value);
    case "many2one_reference":
      // Odoo writes an empty one as 0.
      return value === 0 ? null : many2one(value);
    case "many2many":
    case "one2many":
      return idSet(value);
    case "integer":
      return typeof value === "number" && Number.isInteger(value) ? value : INCOMPARABLE;
    case "float":
      return number(value, FLOAT_DECIMALS);
    case "monetary":
      return number(value, decimals);
    case "date":
      return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : INCOMPARABLE;
    case "datetime":
      return moment(value);
    case "char":
    case "text":
    case "html":
    case "selection":
    case "reference":
      return text(value);
    default:
      return INCOMPARABLE;
  }
}

/** Whether two normalised values are the same. */
export function isSame(left: Normal, right: Normal): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function many2one(value: unknown): Normal | typeof INCOMPARABLE {
  const id = Array.isArray(value) ? value[0] : value;
  return typeof id === "number" && Number.isInteger(id) ? id : INCOMPARABLE;
}

function idSet(value: unknown): Normal | typeof INCOMPARABLE {
  if (!Array.isArray(value) || !value.every((id) => typeof id === "number" && Number.isInteger(id))) return INCOMPARABLE;
  return [...new Set<number>(value)].toSorted((a, b) => a - b);
}

function number(value: unknown, decimals: number): Normal | typeof INCOMPARABLE {
  return typeof value === "number" && Number.isFinite(value) ? roundMoney(value, decimals) : INCOMPARABLE;
}

/** Odoo writes `2026-03-02 09:00:00`, the protocol `2026-03-02T09:00:00Z`; both are UTC. */
function moment(value: unknown): Normal | typeof INCOMPARABLE {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value)) return INCOMPARABLE;
  const iso = value.includes("T") ? value : `${value.replace(" ", "T")}${value.length > 10 ? "Z" : "T00:00:00Z"}`;
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? INCOMPARABLE : at.toISOString();
}

function text(value: unknown): Normal | typeof INCOMPARABLE {
  if (typeof value !== "string") return INCOMPARABLE;
  return value === "" ? null : value;
}
