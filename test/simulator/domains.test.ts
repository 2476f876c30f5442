import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Simulator } from "#simulator/index.ts";
import { likeToRegExp } from "#simulator/engine/domain/like.ts";
import { RELEASES, startMini } from "./support.ts";

const NAMES = ["Alder", "alder & sons", "Birch_50%", "", "Élan"] as const;
const AMOUNTS = [0, 10, 20.5, 100] as const;

type Condition = readonly [field: "name" | "color" | "active" | "parent_id", operator: string, value: unknown];
type Domain = readonly (Condition | "&" | "|" | "!")[];

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(
    fc.constant("name" as const),
    fc.constantFrom("=", "!=", "ilike", "not ilike", "like", "=ilike"),
    fc.constantFrom("Alder", "alder", "a%", "_lder", "", "50%"),
  ),
  fc.tuple(fc.constant("color" as const), fc.constantFrom("=", "!=", "<", "<=", ">", ">="), fc.constantFrom(...AMOUNTS)),
  fc.tuple(fc.constant("color" as const), fc.constantFrom("in", "not in"), fc.subarray([...AMOUNTS])),
  fc.tuple(fc.constant("active" as const), fc.constantFrom("=", "!="), fc.boolean()),
  fc.tuple(fc.constant("parent_id" as const), fc.constantFrom("=", "!="), fc.constantFrom(false, 5, 6)),
);

const domain: fc.Arbitrary<Domain> = fc.letrec<{ tree: Domain }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthIdentifier: "domain" },
    condition.map((one) => [one]),
    fc
      .tuple(fc.constantFrom("&" as const, "|" as const), tie("tree"), tie("tree"))
      .map(([operator, left, right]) => [operator, ...left, ...right]),
    tie("tree").map((inner) => ["!" as const, ...inner]),
  ),
})).tree;

describe.each(RELEASES)("domains on %i", (release) => {
  let simulator: Simulator;
  let everything: readonly number[];
  const find = (wanted: readonly unknown[]): number[] => simulator.inspect.records("res.partner", wanted).map((row) => row.id);

  beforeAll(async () => {
    simulator = await startMini(release, (company) => {
      NAMES.forEach((name, index) => {
        const type = name === "" ? "other" : "contact";
        company.call("res.partner", "create", [
          { name, type, color: Math.trunc(AMOUNTS[index % 4] ?? 0), active: index !== 1, parent_id: index > 2 ? 5 : false },
        ]);
      });
    });
    everything = find([]);
  });
  afterAll(() => simulator.stop());

  test("a domain and its negation split the records", () => {
    fc.assert(
      fc.property(domain, (wanted) => {
        const hits = find(wanted);
        const misses = find(["!", ...wanted]);
        expect([...hits, ...misses].toSorted((a, b) => a - b)).toEqual(everything);
      }),
      { numRuns: 300 },
    );
  });

  test("and, or and not are those of sets", () => {
    fc.assert(
      fc.property(domain, domain, (left, right) => {
        const [inLeft, inRight] = [new Set(find(left)), new Set(find(right))];
        expect(find([...left, ...right])).toEqual(everything.filter((id) => inLeft.has(id) && inRight.has(id)));
        expect(find(["|", ...left, ...right])).toEqual(everything.filter((id) => inLeft.has(id) || inRight.has(id)));
      }),
      { numRuns: 200 },
    );
  });

  test("in is a chain of equals, also where an index answers", () => {
    fc.assert(
      fc.property(fc.subarray([0, 10, 20, 100]), fc.constantFrom("color", "parent_id", "id"), (values, field) => {
        const each = new Set(values.flatMap((value) => find([[field, "=", value]])));
        expect(find([[field, "in", values]])).toEqual(everything.filter((id) => each.has(id)));
      }),
    );
  });

  test("empty text is not a value: it is found by false, and by none of the others", () => {
    const nameless = find([["name", "=", false]]);
    expect(nameless).toHaveLength(1);
    expect(find([["name", "!=", "Alder"]])).toEqual(expect.arrayContaining(nameless));
    expect(find([["name", "ilike", "a"]])).not.toEqual(expect.arrayContaining(nameless));
  });

  test("archived records stay away from clients that do not ask for them", () => {
    const search = (wanted: readonly unknown[], context: object = {}) =>
      simulator.company.call("res.partner", "search", [wanted], { context }) as number[];
    const hidden = everything.filter((id) => !search([]).includes(id));
    expect(hidden.length).toBeGreaterThan(0);
    expect(search([["active", "=", false]])).toEqual(expect.arrayContaining(hidden));
    expect(search([], { active_test: false }).toSorted((a, b) => a - b)).toEqual(everything);
  });

  test("order, limit and offset cut the same list in pieces", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom("id", "id desc", "name", "color desc, name", "parent_id, id"),
        (size, order) => {
          const search = (options: object) =>
            simulator.company.call("res.partner", "search", [[]], {
              order,
              context: { active_test: false },
              ...options,
            }) as number[];
          const whole = search({});
          const pieces: number[] = [];
          for (let offset = 0; offset < whole.length; offset += size) pieces.push(...search({ limit: size, offset }));
          expect(pieces).toEqual(whole);
          expect(whole.toSorted((a, b) => a - b)).toEqual(everything);
        },
      ),
    );
  });
});

test("patterns take every character as it is, but for % and _", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-composite" }), (text) => {
      const literal = text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
      expect(likeToRegExp(literal, { ignoreCase: false }).test(text)).toBe(true);
      expect(likeToRegExp(`%${literal}%`, { ignoreCase: true }).test(`a${text}b`)).toBe(true);
      expect(likeToRegExp(`${literal}_`, { ignoreCase: false }).test(text)).toBe(false);
    }),
  );
});
