import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACTION_TYPES, validateActionProtocol } from "#src/protocol/index.ts";
import { validAction } from "#test/support/protocolArbitraries.ts";
import { rulesBrokenBy } from "./ruleOracle.ts";

type Holder = unknown[] | Record<string, unknown>;

/** Numbers that steer a mutation: which place, what happens there, with what. */
type Choice = readonly [place: number, kind: number, other: number];

const choice: fc.Arbitrary<Choice> = fc.tuple(fc.nat(10_000), fc.nat(7), fc.nat(10_000));

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

type Path = readonly string[];

/** Every place of a document. */
function placesOf(value: unknown, path: Path = []): Path[] {
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

function mutate(document: unknown, places: readonly Path[], [place, kind, other]: Choice): void {
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

describe("mutated documents", () => {
  // made once, and of each type the shortest of many: what costs is judging the mutants, and size adds nothing
  const originals = ACTION_TYPES.flatMap((type) =>
    fc
      .sample(validAction([type]), { numRuns: 100, seed: 20_260_302 })
      .map((action) => JSON.stringify(action))
      .toSorted((left, right) => left.length - right.length)
      .slice(0, 20)
      .map((text) => ({ text, places: placesOf(JSON.parse(text)) })),
  );
  const seen = { accepted: 0, byRule: {} as Record<string, number> };

  test("100,000 of them never crash the parser and are never accepted when a rule is broken", { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(fc.nat(originals.length - 1), fc.array(choice, { minLength: 1, maxLength: 3 }), (index, choices) => {
        const document: unknown = JSON.parse(originals[index]!.text);
        for (const each of choices) mutate(document, originals[index]!.places, each);
        const result = validateActionProtocol(document);
        const named = new Set<string>(result.ok ? [] : result.issues.map((issue) => issue.rule));
        // a document without the right shape is refused whatever the rules say of it
        if (named.has("shape")) return;
        const broken = rulesBrokenBy(document);
        if (result.ok) seen.accepted++;
        for (const rule of broken) seen.byRule[rule] = (seen.byRule[rule] ?? 0) + 1;
        // accepted: it breaks none; refused: exactly the rules it breaks are named
        const [said, is] = [[...named], broken].map((rules) => rules.toSorted().join(", "));
        if (said !== is) throw new Error(`${result.ok ? "accepted" : `refused for ${said}`}, but it breaks ${is || "nothing"}`);
      }),
      { numRuns: 100_000 },
    );
    // among them are ones that break each rule, and ones that are still valid
    expect(Object.keys(seen.byRule).toSorted()).toEqual(["diff", "effects", "guarded", "keys", "life", "mapping", "records"]);
    expect(Math.min(...Object.values(seen.byRule))).toBeGreaterThan(50);
    expect(seen.accepted).toBeGreaterThan(1_000);
  });

  test("anything at all never crashes the parser", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
        (value) => {
          expect(validateActionProtocol(value).ok).toBe(false);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
