import type { OdooModel, RecordOf } from "../models/define.ts";
import type { Release } from "../transport/release.ts";

export type { Release } from "../transport/release.ts";

/** One part of a domain: an operator `&`, `|`, `!` or a condition `[field, operator, value]`. */
export type DomainPart = string | readonly [string, string, unknown];

/** Odoo's search domain in prefix notation. Parts side by side are joined by "and". */
export type OdooDomain = readonly DomainPart[];

/** Odoo's context: `lang` for translated names, `active_test: false` to see archived records. */
export type OdooContext = Readonly<Record<string, unknown>>;

/** What `fields_get` says of a field. A field that the user's groups may not see is not there. */
export interface FieldInfo {
  readonly type: string;
  readonly relation?: string;
  readonly selection?: readonly (readonly [string, string])[];
}

/** A row as Odoo sends it: many2one `[id, name]`, nothing `false`. */
export type RawRow = Record<string, unknown>;

export interface SearchReadQuery {
  readonly model: string;
  readonly domain: OdooDomain;
  /** `id` comes always; none means `id` alone. */
  readonly fields: readonly string[];
  /** Such as `invoice_date_due desc, id`. */
  readonly order?: string;
  readonly limit?: number;
  readonly offset?: number;
  readonly context?: OdooContext;
}

export interface GroupQuery {
  readonly model: string;
  readonly domain: OdooDomain;
  /** Fields, or dates by `:day`, `:week`, `:month`, `:quarter`, `:year`. */
  readonly by: readonly string[];
  /** A sum or a number of different records, or the first of a date field's days. */
  readonly aggregates: readonly `${string}:${"sum" | "count_distinct" | "min"}`[];
  readonly context?: OdooContext;
}

/**
 * One group. `key` has each of `by` under the name it was asked with: a many2one as `{id, name}`, a date
 * as its period's first day `YYYY-MM-DD`, nothing as `null`. `values` has each sum and number under its name, `days`
 * each first day, `YYYY-MM-DD`.
 */
export interface Group {
  readonly key: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly values: Readonly<Record<string, number>>;
  readonly days: Readonly<Record<string, string | null>>;
}

/** Who the credential is. */
export interface OdooIdentity {
  readonly userId: number;
  readonly login: string;
  readonly name: string;
  readonly partnerId: number;
  readonly companyIds: readonly number[];
  readonly lang: string | null;
  readonly tz: string | null;
}

/**
 * Odoo, to be looked at. Nothing on it can change anything there: the connection under it refuses every
 * method that is not a read. Safe to call at once; at most `maxConcurrent` calls run. Failed reads are
 * tried again where trying helps; what remains is an `AiCooError` with an `odoo_*` code.
 */
export interface OdooReader {
  release(): Promise<Release>;
  /** The user behind the credential. */
  whoAmI(): Promise<OdooIdentity>;
  /** The model's fields as this user sees them; asked once per connection. */
  fields(model: string): Promise<ReadonlyMap<string, FieldInfo>>;
  /** Whether the model exists here: apps such as CRM may not be installed. */
  hasModel(model: string): Promise<boolean>;
  searchRead(query: SearchReadQuery): Promise<RawRow[]>;
  /** Rows of these ids, archived ones too, in chunks. Ids that are missing or hidden from this user are absent. */
  read(model: string, ids: readonly number[], fields: readonly string[], context?: OdooContext): Promise<RawRow[]>;
  count(model: string, domain: OdooDomain, context?: OdooContext): Promise<number>;
  /** Sums and counts computed by Odoo: one call whatever the number of records. */
  group(query: GroupQuery): Promise<Group[]>;
  /** Records as the model's definition has them; what this server lacks is not asked for and reads as `null`. */
  list<M extends OdooModel>(model: M, query: ListQuery): Promise<RecordOf<M>[]>;
  /** All matching records in pages by ascending id: memory stays that of two pages, and rows added meanwhile move nothing. */
  each<M extends OdooModel>(model: M, query: EachQuery): AsyncGenerator<RecordOf<M>[]>;
  /** Records of these ids, archived ones too; missing or hidden ones are absent. */
  byIds<M extends OdooModel>(model: M, ids: readonly number[], context?: OdooContext): Promise<RecordOf<M>[]>;
}

export interface ListQuery {
  readonly domain: OdooDomain;
  readonly order?: string;
  readonly limit?: number;
  readonly offset?: number;
  readonly context?: OdooContext;
}

export interface EachQuery {
  readonly domain: OdooDomain;
  /** 1000 unless told. */
  readonly pageSize?: number;
  readonly context?: OdooContext;
}
