import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACTION_TYPES, OPERATION_OF, parseActionProtocol, SAFE_OPERATIONS, validateActionProtocol } from "#src/protocol/index.ts";
import { exampleAction, validAction } from "#test/support/protocolArbitraries.ts";

describe("valid documents", () => {
  test.each(ACTION_TYPES)("the example of %s is valid", (action_type) => {
    expect(validateActionProtocol(exampleAction({ action_type }))).toMatchObject({ ok: true });
  });

  test("every safe operation is reached by an action type", () => {
    expect(new Set(Object.values(OPERATION_OF))).toEqual(new Set(SAFE_OPERATIONS));
  });

  test("come back the same from JSON and the parser", () => {
    fc.assert(
      fc.property(validAction(), (action) => {
        expect(parseActionProtocol(JSON.parse(JSON.stringify(action)))).toEqual(action);
      }),
      { numRuns: 1_000 },
    );
  });
});
