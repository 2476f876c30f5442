import { describe, expect, test } from "vitest";
import { useOfAttacks, useOfChosen, useOfHonest } from "../../suites/hostile/use.ts";

describe("what is used of a model's words", () => {
  test(
    "a thousand drafts of offered sentences: at most two in a hundred are refused, none is stored that the check refuses",
    { timeout: 180_000 },
    () => {
      const { drafts, refused, unsound } = useOfChosen(1_000);
      expect(drafts).toBe(1_000);
      expect(refused).toBeLessThanOrEqual(20);
      expect(unsound).toBe(0);
    },
  );

  test("of attacks among offered sentences none is in what is used", { timeout: 180_000 }, () => {
    const found: string[] = [];
    const { used, unsafe } = useOfAttacks((what) => found.push(what));
    expect(found).toEqual([]);
    expect(unsafe).toBe(0);
    // it is not that everything was refused
    expect(used).toBeGreaterThan(100);
  });

  test("honest drafts are counted, each once", () => {
    const { whole, inPart, replaced } = useOfHonest("second");
    expect(whole + inPart + replaced).toBe(108);
    expect(whole + inPart).toBeGreaterThan(20);
  });
});
