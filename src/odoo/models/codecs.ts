import { z } from "zod";

/**
 * How one value of Odoo's answer becomes a value of ours. Odoo writes "nothing" as `false` in every
 * field that is not a boolean or a number; here it is always `null`.
 */
export interface Codec<T> {
  /** The types of `fields_get` that this codec reads; a field of another type is not used. */
  readonly odooTypes: readonly string[];
  readonly schema: z.ZodType<T>;
}

/** A record that another record points to: its database id and the name Odoo shows for it. */
export interface RecordRef {
  readonly id: number;
  readonly name: string;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.\d+)?$/;

/** Odoo's `false` (and JSON's `null`) as `null`, everything else by `schema`. */
function orNull<T>(schema: z.ZodType<T>): z.ZodType<T | null> {
  return z.preprocess((value) => (value === false ? null : value), schema.nullable());
}

export const integerCodec: Codec<number> = { odooTypes: ["integer"], schema: z.int() };

export const numberCodec: Codec<number> = { odooTypes: ["float", "monetary", "integer"], schema: z.number() };

export const boolCodec: Codec<boolean> = { odooTypes: ["boolean"], schema: z.boolean() };

export const charCodec: Codec<string | null> = {
  odooTypes: ["char", "selection"],
  schema: orNull(z.string().transform((text) => (text === "" ? null : text))),
};

export const textCodec: Codec<string | null> = { odooTypes: ["text", "html", "char"], schema: orNull(z.string()) };

export const selectionCodec: Codec<string | null> = { odooTypes: ["selection"], schema: orNull(z.string()) };

export const dateCodec: Codec<string | null> = { odooTypes: ["date"], schema: orNull(z.string().regex(DATE)) };

export const datetimeCodec: Codec<string | null> = {
  odooTypes: ["datetime"],
  schema: orNull(
    z
      .string()
      .regex(DATETIME)
      .transform((text) => text.replace(DATETIME, "$1T$2Z")),
  ),
};

/** The calendar day of a date, or the UTC day of a datetime: task deadlines are a date in 14 and a datetime in 19. */
export const dayCodec: Codec<string | null> = {
  odooTypes: ["date", "datetime"],
  schema: orNull(
    z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}/)
      .transform((text) => text.slice(0, 10)),
  ),
};

const pair = z.tuple([z.int(), z.union([z.string(), z.literal(false), z.null()])]);

export const many2oneCodec: Codec<RecordRef | null> = {
  odooTypes: ["many2one"],
  schema: orNull(pair.transform(([id, name]) => ({ id, name: name || "" }))),
};

/** A many2one read as a list of no or one id, to stand beside a many2many of another release. */
export const many2oneIdsCodec: Codec<readonly number[]> = {
  odooTypes: ["many2one"],
  schema: orNull(pair).transform((value) => (value === null ? [] : [value[0]])),
};

export const x2manyCodec: Codec<readonly number[]> = { odooTypes: ["one2many", "many2many"], schema: z.array(z.int()) };

/** The id in a `many2one_reference` (`res_id`); Odoo writes 0 or `false` for none. */
export const referenceIdCodec: Codec<number | null> = {
  odooTypes: ["many2one_reference", "integer"],
  schema: orNull(z.int().transform((id) => (id === 0 ? null : id))),
};
