import type { Release } from "../types.ts";
import type { Env } from "./env.ts";
import type { Field } from "./fields.ts";
import type { Row, Value, Values } from "./values.ts";

/** Arguments after binding, by parameter name; absent ones are `undefined`. */
export type Args = Readonly<Record<string, unknown>>;

export interface Method {
  /** In order; a trailing `?` marks one that may be left out. */
  readonly params: readonly string[];
  /** Other names that release 14 gives its parameters. */
  readonly params14?: readonly string[];
  /** Called on records: the first positional argument, or `ids`, are theirs. */
  readonly onRecords?: boolean;
  /** Takes any further named arguments, in both releases or in one. */
  readonly rest?: boolean | Release;
  /** Changes something: journaled, and counted as an effect. */
  readonly writes?: boolean;
  readonly only?: Release;
  /** `ids` is empty for a method of the model itself; `rest` holds what the parameters do not name. */
  readonly run: (env: Env, ids: readonly number[], args: Args, rest: Args) => unknown;
}

/** Mutable while a record is being prepared. */
export type Draft = Record<string, Value>;

export interface Hooks {
  /** Completes the values of a record to come; `given` is what the caller passed. */
  readonly beforeCreate?: (env: Env, draft: Draft, given: Values) => void;
  readonly afterCreate?: (env: Env, row: Row, given: Values) => void;
  /** Refuses or completes a change. */
  readonly beforeWrite?: (env: Env, row: Row, patch: Draft, given: Values) => void;
  readonly afterWrite?: (env: Env, row: Row, changed: ReadonlySet<string>, given: Values) => void;
  readonly beforeUnlink?: (env: Env, row: Row) => void;
  readonly afterUnlink?: (env: Env, row: Row) => void;
}

export interface Model {
  readonly name: string;
  readonly label: string;
  readonly label14?: string;
  readonly order: string;
  readonly order14?: string;
  readonly only?: Release;
  /** The field that names a record; default `name`. */
  readonly recName?: string;
  readonly displayName?: (env: Env, row: Row) => string;
  /** Fields that name_search looks through; default the recName. */
  readonly searchNames?: readonly string[];
  readonly fields: Readonly<Record<string, Field>>;
  readonly methods?: Readonly<Record<string, Method>>;
  readonly hooks?: Hooks;
  /** Has a chatter: message_post, message_ids. */
  readonly thread?: boolean;
  /** Has activities: activity_ids, activity_schedule. */
  readonly activities?: boolean;
  /** Rows that the restricted user may see; absent: all. */
  readonly rule?: { readonly name: string; readonly allows: (env: Env, row: Row) => boolean };
}

export const defineModel = (model: Model): Model => model;
