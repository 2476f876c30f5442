import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOOKKEEPING_FIELDS, canonicalForm, canonicalJson, fingerprint, type ActionProtocol } from "#src/protocol/index.ts";
import { exampleAction, validAction } from "#test/support/protocolArbitraries.ts";

describe("RFC 8785", () => {
  test.each([
    // section 3.2.2, the sample of the introduction to serialisation, and 3.2.3, its result
    [
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    // section 3.2.3, sorting of property names by UTF-16 code units
    [
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    // integer-like names, which JavaScript itself would put first and in numeric order
    ['{"10":1,"9":2,"a":3,"1":4}', '{"1":4,"10":1,"9":2,"a":3}'],
    ['[56,{"d":true,"10":null,"1":[]}]', '[56,{"1":[],"10":null,"d":true}]'],
    // appendix B, numbers
    [
      "[0,-0,5e-324,1.7976931348623157e308,9007199254740992,295147905179352825856]",
      "[0,0,5e-324,1.7976931348623157e+308,9007199254740992,295147905179352830000]",
    ],
    [
      "[9.999999999999997e22,1e23,1.0000000000000001e23,999999999999999700000,1e21,0.000001,1e-7]",
      "[9.999999999999997e+22,1e+23,1.0000000000000001e+23,999999999999999700000,1e+21,0.000001,1e-7]",
    ],
  ])("%s", (json, canonical) => {
    expect(canonicalJson(JSON.parse(json))).toBe(canonical);
  });

  test.each([
    ["NaN", Number.NaN, "NaN"],
    ["infinity", [Number.POSITIVE_INFINITY], "Infinity"],
    ["a lone surrogate", { text: "\ud800" }, "Lone surrogate"],
    ["nothing", undefined, "no JSON"],
  ])("has no form for %s", (_what, value, why) => {
    expect(() => canonicalJson(value)).toThrow(why);
  });
});

/** The same JSON with the keys of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)])
      .toReversed(),
  );
}

/** Every place of a document that holds a plain value. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** A copy with the value at a path changed a little. */
function tampered(action: ActionProtocol, path: string[]): ActionProtocol {
  const copy = structuredClone(action);
  let holder: object = copy;
  for (const key of path.slice(0, -1)) holder = Reflect.get(holder, key);
  const key = path.at(-1)!;
  const value: unknown = Reflect.get(holder, key);
  const next = typeof value === "string" ? `${value}.` : typeof value === "number" ? value + 1 : value === null ? 0 : !value;
  Reflect.set(holder, key, next);
  return copy;
}

const isBookkeeping = (path: string[]) => BOOKKEEPING_FIELDS.some((field) => field === path[0]);

describe("the fingerprint", () => {
  test("is the SHA-256 of the canonical form, the same on every machine and day", () => {
    expect(canonicalForm(exampleAction())).toMatch(
      /^\{"action_id":"019cad1a-4c00-7000-8000-000000000001","action_type":"send_invoice_reminder",/,
    );
    expect(fingerprint(exampleAction())).toBe("f7951e80c37ff855c24c936cba3ef245c710a9a48c1ad91fb02bfa8de2173e94");
  });

  test("ignores the order of keys", () => {
    fc.assert(
      fc.property(validAction(), (action) => {
        expect(fingerprint(reversed(action) as ActionProtocol)).toBe(fingerprint(action));
      }),
      { numRuns: 300 },
    );
  });

  test("changes with every value that is bound, and with no other", () => {
    fc.assert(
      fc.property(validAction(), fc.nat(), (action, seed) => {
        const before = fingerprint(action);
        const places = leaves({ ...action, analysis_id: "analysis-1" });
        const start = fingerprint({ ...action, analysis_id: "analysis-1" });
        expect(start).toBe(before);
        const path = places[seed % places.length]!;
        const after = fingerprint(tampered({ ...action, analysis_id: "analysis-1" }, path));
        expect(after === before).toBe(isBookkeeping(path));
      }),
      { numRuns: 3_000 },
    );
  });

  test("changes with every single value of the example, one after the other", () => {
    const action = exampleAction({ analysis_id: "analysis-1" }, { cc: ["boss@azure.example"], ids: [17, 18] });
    const unchanged = leaves(action).filter((path) => fingerprint(tampered(action, path)) === fingerprint(action));
    expect(unchanged.map((path) => path.join("."))).toEqual([
      "created_at",
      "approval.required",
      "approval.channels.0",
      "approval.min_approvals",
      "analysis_id",
    ]);
  });

  test("changes when a list is put in another order or a field is added", () => {
    const action = exampleAction({}, { ids: [17, 18] });
    const turned = structuredClone(action);
    turned.affected_records.ids.reverse();
    expect(fingerprint(turned)).not.toBe(fingerprint(action));
    const { estimated_impact: _impact, ...without } = action;
    expect(fingerprint(without)).not.toBe(fingerprint(action));
  });
});
