import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateActionProtocol } from "#src/protocol/index.ts";
import { choice, mutate, originalDocuments } from "#test/support/protocolMutations.ts";
import { rulesBrokenBy } from "./ruleOracle.ts";

describe("mutated documents", () => {
  const originals = originalDocuments();
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
