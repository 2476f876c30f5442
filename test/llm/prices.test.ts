import { describe, expect, test } from "vitest";
import { monthOf } from "#src/llm/month.ts";
import { costOf, mostTokens, priceOf } from "#src/llm/prices.ts";

const none = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
const million = 1_000_000;

describe("prices", () => {
  test("are those of the model, in its dated form too", () => {
    const sonnet = priceOf("claude-sonnet-5-5", {});
    expect(sonnet).toMatchObject({ source: "table", price: { input: 2, output: 10, cacheWrite: 2.5, cacheRead: 0.1 } });
    expect(priceOf("claude-haiku-4-5-20251001", {})).toEqual(priceOf("claude-haiku-4-5", {}));
    expect(priceOf("claude-haiku-4-5@20251001", {})).toEqual(priceOf("claude-haiku-4-5", {}));
  });

  test.each(["claude-opus-4-9", "claude-sonnet", "gpt-6", "toString", "__proto__"])(
    "of %s are the dearest, because it is not in the table",
    (model) => {
      expect(priceOf(model, {})).toEqual({ source: "dearest", price: { input: 15, output: 75, cacheWrite: 18.75, cacheRead: 1.5 } });
    },
  );

  test("count each kind of token at its own rate", () => {
    const { price } = priceOf("claude-sonnet-5-5", {});
    expect(costOf(price, { ...none, inputTokens: million })).toBe(2);
    expect(costOf(price, { ...none, outputTokens: million })).toBe(10);
    expect(costOf(price, { ...none, cacheWriteTokens: million })).toBe(2.5);
    expect(costOf(price, { ...none, cacheReadTokens: million })).toBe(0.1);
    expect(costOf(price, { inputTokens: 100, outputTokens: 200, cacheReadTokens: 300, cacheWriteTokens: 400 })).toBeCloseTo(0.00323, 10);
  });

  test("of a long prompt count for all of its tokens, where a model has them", () => {
    const { price } = priceOf("claude-haiku-5-5", {});
    const prompt = { ...none, inputTokens: 60_000, cacheReadTokens: 40_000, outputTokens: 1_000 };
    expect(costOf(price, prompt)).toBeCloseTo((60_000 * 0.1 + 40_000 * 0.01 + 1_000 * 0.5) / million, 12);
    expect(costOf(price, { ...prompt, inputTokens: 60_001 })).toBeCloseTo((60_001 * 0.5 + 40_000 * 0.05 + 1_000 * 2.5) / million, 12);
  });
});

test("the most tokens of a prompt are its bytes, and what a provider adds", () => {
  expect(mostTokens(["abc", "é", "🙂"], 70)).toEqual({ ...none, cacheWriteTokens: 3 + 2 + 4 + 1_000, outputTokens: 70 });
});

describe("a month", () => {
  test.each([
    ["2026-03-31T21:59:59Z", "Europe/Paris", "2026-03", "2026-02-28T23:00:00.000Z", "2026-03-31T22:00:00.000Z"],
    ["2026-03-31T22:00:00Z", "Europe/Paris", "2026-04", "2026-03-31T22:00:00.000Z", "2026-04-30T22:00:00.000Z"],
    ["2026-01-01T04:59:59Z", "America/New_York", "2025-12", "2025-12-01T05:00:00.000Z", "2026-01-01T05:00:00.000Z"],
    ["2026-03-02T09:00:00Z", "UTC", "2026-03", "2026-03-01T00:00:00.000Z", "2026-04-01T00:00:00.000Z"],
  ])("%s in %s is %s", (moment, timezone, name, from, until) => {
    const month = monthOf(new Date(moment), timezone);
    expect([month.name, month.from.toISOString(), month.until.toISOString()]).toEqual([name, from, until]);
  });
});
