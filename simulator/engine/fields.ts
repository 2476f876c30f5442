import type { Release } from "../types.ts";
import type { Env } from "./env.ts";
import type { Row, Value } from "./values.ts";

export type FieldType =
  | "char"
  | "text"
  | "html"
  | "integer"
  | "float"
  | "monetary"
  | "boolean"
  | "date"
  | "datetime"
  | "selection"
  | "many2one"
  | "one2many"
  | "many2many"
  | "many2one_reference"
  | "binary"
  | "json";

export type Selection = readonly (readonly [string, string])[];

export interface Field {
  readonly type: FieldType;
  /** The type that release 14 gives it, where that differs. */
  readonly type14?: FieldType;
  readonly label: string;
  /** many2one, one2many, many2many: the model on the other side. */
  readonly relation?: string;
  /** one2many: the field there that points back. */
  readonly inverse?: string;
  readonly selection?: Selection | ((env: Env) => Selection);
  readonly required?: boolean;
  readonly readonly?: boolean;
  /** Keep a hash index, because the product searches by it. */
  readonly index?: boolean;
  readonly default?: Value | ((env: Env) => Value);
  /** Not stored: worked out whenever it is read or searched. */
  readonly compute?: (env: Env, row: Row) => Value | Record<string, unknown>;
  /** Computed here but a column in Odoo, so it can be sorted and grouped by. */
  readonly stored?: boolean;
  /** Summed by read_group when nothing else is asked; numbers only. */
  readonly aggregate?: "sum" | "avg" | "max" | "none";
  /** Readable by the administrator only; the group's name stands in the error. */
  readonly groups?: string;
  /** Absent in the other release. */
  readonly only?: Release;
  readonly help?: string;
  /** Kept per language: a write in another language's context leaves the others alone. */
  readonly translate?: boolean;
  /** A selection whose values this release does not check on writing. */
  readonly unchecked?: Release;
}

type Options = Omit<Partial<Field>, "type" | "label">;
const of =
  (type: FieldType) =>
  (label: string, options: Options = {}): Field => ({ ...options, type, label });

export const char = of("char");
export const textField = of("text");
export const html = of("html");
export const integer = of("integer");
export const float = of("float");
export const monetary = of("monetary");
export const bool = of("boolean");
export const date = of("date");
export const datetime = of("datetime");
export const json = of("json");
export const resId = of("many2one_reference");
export const selection = (label: string, choices: NonNullable<Field["selection"]>, options: Options = {}): Field => ({
  ...options,
  type: "selection",
  label,
  selection: choices,
});
export const many2one = (label: string, relation: string, options: Options = {}): Field => ({
  ...options,
  type: "many2one",
  label,
  relation,
});
export const one2many = (label: string, relation: string, inverse: string, options: Options = {}): Field => ({
  ...options,
  type: "one2many",
  label,
  relation,
  inverse,
});
export const many2many = (label: string, relation: string, options: Options = {}): Field => ({
  ...options,
  type: "many2many",
  label,
  relation,
});

export const on14 = (field: Field): Field => ({ ...field, only: 14 });
export const on19 = (field: Field): Field => ({ ...field, only: 19 });

export const isNumeric = (type: FieldType): boolean =>
  type === "integer" || type === "float" || type === "monetary" || type === "many2one_reference";
export const isToMany = (type: FieldType): boolean => type === "one2many" || type === "many2many";
