import {
  boolCodec,
  charCodec,
  dateCodec,
  datetimeCodec,
  dayCodec,
  integerCodec,
  many2oneCodec,
  many2oneIdsCodec,
  numberCodec,
  referenceIdCodec,
  selectionCodec,
  textCodec,
  x2manyCodec,
  type Codec,
  type RecordRef,
} from "./codecs.ts";

export type { RecordRef } from "./codecs.ts";

/** One place a value may come from: a field of Odoo's (by default of the property's name) and its codec. */
export interface FieldSource<T> {
  readonly name?: string;
  readonly codec: Codec<T>;
}

/** A property of a record: where its value may come from, best first. */
export interface Field<T> {
  readonly sources: readonly FieldSource<T>[];
  /** A required property that no source serves is an error; an optional one reads as `null`. */
  readonly required: boolean;
}

export type Shape = Readonly<Record<string, Field<unknown>>>;

/** A model of Odoo as the product reads it. */
export interface OdooModel<S extends Shape = Shape> {
  /** Odoo's technical name, such as `account.move`. */
  readonly name: string;
  readonly shape: S;
}

/** A record of a model: `id` and the properties of its shape. */
export type RecordOf<M extends OdooModel> = { readonly id: number } & {
  readonly [K in keyof M["shape"]]: M["shape"][K] extends Field<infer T> ? T : never;
};

/** Names a model and the properties the product reads of it. Properties have Odoo's own field names unless releases differ. */
export function defineModel<const S extends Shape>(name: string, shape: S): OdooModel<S> {
  return { name, shape };
}

function field<T>(codec: Codec<T>): () => Field<T> {
  return () => ({ sources: [{ codec }], required: true });
}

/** A whole number. */
export const integer = field<number>(integerCodec);
/** A float or an amount in the major unit of the record's currency. */
export const number = field<number>(numberCodec);
export const bool = field<boolean>(boolCodec);
/** A line of text; empty reads as `null`. */
export const char = field<string | null>(charCodec);
/** Long text or HTML, as Odoo stores it. Untrusted: never render HTML from here. */
export const text = field<string | null>(textCodec);
/** The technical value of a selection. Addons add values, so the type stays `string`. */
export const selection = field<string | null>(selectionCodec);
/** A calendar day `YYYY-MM-DD` without a time zone. */
export const date = field<string | null>(dateCodec);
/** A moment, ISO 8601 in UTC with `Z` (Odoo stores UTC). */
export const datetime = field<string | null>(datetimeCodec);
/** A day that some releases keep as a date and others as a datetime. */
export const day = field<string | null>(dayCodec);
export const many2one = field<RecordRef | null>(many2oneCodec);
/** The ids of a one2many or many2many. */
export const x2many = field<readonly number[]>(x2manyCodec);
/** A many2one as a list of ids, for {@link firstOf}. */
export const many2oneIds = field<readonly number[]>(many2oneIdsCodec);
/** The id half of a (model, id) pair. */
export const referenceId = field<number | null>(referenceIdCodec);

/** A property that not every release or installation has; `null` where the server lacks it. */
export function optional<T>(inner: Field<T>): Field<T | null> {
  return { sources: inner.sources, required: false };
}

/**
 * A property that releases call by different names: the first name the server has is read.
 * `firstOf({ user_ids: x2many(), user_id: many2oneIds() })`.
 */
export function firstOf<T>(byName: Readonly<Record<string, Field<T>>>): Field<T> {
  const sources = Object.entries(byName).flatMap(([name, inner]) => inner.sources.map((source) => ({ name, codec: source.codec })));
  return { sources, required: Object.values(byName).every((inner) => inner.required) };
}

/** A property whose values are translated, such as the account types that releases name differently. */
export function mapped<T, U>(inner: Field<T>, translate: (value: T) => U): Field<U> {
  return {
    required: inner.required,
    sources: inner.sources.map(({ name, codec }) => ({
      ...(name === undefined ? {} : { name }),
      codec: { odooTypes: codec.odooTypes, schema: codec.schema.transform(translate) },
    })),
  };
}
