import * as fc from "fast-check";
import { ACTION_TYPES } from "#src/protocol/index.ts";
import { validAction } from "./protocolArbitraries.ts";

type Holder = unknown[] | Record<string, unknown>;

/** Numbers that steer a mutation: which place, what happens there, with what. */
export type Choice = readonly [place: number, kind: number, other: number];

export const choice: fc.Arbitrary<Choice> = fc.tuple(fc.nat(10_000), fc.nat(7), fc.nat(10_000));

/** What is put where it does not belong: words of the protocol, edges, and any JSON. */
const WORDS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  2 ** 53,
  17,
  42,
  "",
  " ",
  "x",
  "to",
  "cc",
  "email",
  "sms",
  "webhook",
  "block",
  [],
  {},
  [[]],
  "res.partner",
  "account.move",
  "__proto__",
  "constructor",
  "send_sms",
  "send_email",
  "customer",
  "invoice",
  "2026-03-02T09:00:00Z",
  "odoo_field_in",
  "odoo_record_exists",
  "no_duplicate_action_in_window",
  "quiet_hours_ok",
];
const VALUES = WORDS.concat(fc.sample(fc.jsonValue({ maxDepth: 1 }), { numRuns: 200, seed: 1 }));

export type Path = readonly string[];

/** Every place of a document. */
export function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesOf(inner, [...path, key])]);
}

/** The object or list that holds a place, undefined when an earlier mutation took it away. */
function holderOf(document: unknown, path: Path): Holder | undefined {
  let holder: unknown = document;
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return undefined;
    holder = Reflect.get(holder, key);
  }
  return typeof holder === "object" && holder !== null ? (holder as Holder) : undefined;
}

function valueAt(document: unknown, path: Path): unknown {
  const holder = holderOf(document, path);
  const key = path.at(-1)!;
  return holder !== undefined && Object.hasOwn(holder, key) ? Reflect.get(holder, key) : null;
}

const copy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** A value close to the one given, so that formats survive and only meanings break. */
function nudge(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value !== "string") return null;
  const day = /^(\d{4})-/.exec(value);
  if (day !== null) return value.replace(/^\d{4}/, String(Number(day[1]) + 1));
  return `${value}x`;
}

/** Breaks a document in place, as the choice says; what it was valid for it may still be. */
export function mutate(document: unknown, places: readonly Path[], [place, kind, other]: Choice): void {
  const path = places[place % places.length]!;
  const holder = holderOf(document, path);
  if (holder === undefined) return;
  const key = path.at(-1)!;
  const value = VALUES[other % VALUES.length];
  const define = (name: string, next: unknown): void => {
    Object.defineProperty(holder, name, { value: next, enumerable: true, configurable: true, writable: true });
  };
  switch (kind) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      return;
    case 1:
      return define(key, value);
    case 2:
      return define(key, copy(valueAt(document, places[other % places.length]!)));
    case 3:
      return define(key, nudge(valueAt(document, path)));
    case 4:
      if (Array.isArray(holder)) holder.push(copy(valueAt(document, path)));
      else define(key, [copy(valueAt(document, path))]);
      return;
    case 5:
      if (Array.isArray(holder)) holder.reverse();
      else define(typeof value === "string" ? value : "extra", 1);
      return;
    case 6: {
      // the same field of a sibling, so that the value fits where it goes
      const siblings = places.filter((candidate) => candidate.at(-1) === key);
      return define(key, copy(valueAt(document, siblings[other % siblings.length]!)));
    }
    default:
      define(key, nudge(nudge(valueAt(document, path))));
  }
}

/** A valid document as JSON, with its places. */
export interface Original {
  readonly text: string;
  readonly places: readonly Path[];
}

/** Valid documents of every type, always the same; of each type the shortest of many, because size adds nothing to a mutation. */
export function originalDocuments(): Original[] {
  return ACTION_TYPES.flatMap((type) =>
    fc
      .sample(validAction([type]), { numRuns: 100, seed: 20_260_302 })
      .map((action) => JSON.stringify(action))
      .toSorted((left, right) => left.length - right.length)
      .slice(0, 20)
      .map((text) => ({ text, places: placesOf(JSON.parse(text)) })),
  );
}
