import { array, assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { roundMoney, sumMoney } from "#src/lib/money.ts";

describe("rounding", () => {
  test.each([
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [1234.5, 0, 1235],
    [0.1235, 3, 0.124],
    [-0.001, 2, 0],
  ])("%d to %d places is %d", (amount, decimals, rounded) => {
    expect(roundMoney(amount, decimals)).toBe(rounded);
  });
});

describe("summing", () => {
  test("is exact where floats are not", () => {
    expect(sumMoney([0.1, 0.2], 2)).toBe(0.3);
    expect(
      sumMoney(
        Array.from({ length: 1_000 }, () => 0.01),
        2,
      ),
    ).toBe(10);
    expect(sumMoney([], 2)).toBe(0);
  });

  test("agrees with whole cents, whatever the order", () => {
    assert(
      property(array(integer({ min: -1_000_000, max: 1_000_000 })), (cents) => {
        const expected = cents.reduce((sum, each) => sum + each, 0) / 100 || 0;
        expect(
          sumMoney(
            cents.map((each) => each / 100),
            2,
          ),
        ).toBe(expected);
        expect(sumMoney(cents.map((each) => each / 100).toReversed(), 2)).toBe(expected);
      }),
    );
  });
});
