import { describe, expect, test } from "vitest";
import { checkDraft } from "#src/recommender/grounding/index.ts";
import { hostileDrafts } from "../../suites/hostile/compose.ts";

describe("hostile drafts", () => {
  test("attacks in every wrapper: thousands of distinct drafts, none accepted", { timeout: 180_000 }, () => {
    const accepted: string[] = [];
    const distinct = new Set<string>();
    for (const { name, draft, facts } of hostileDrafts()) {
      distinct.add(JSON.stringify(draft));
      if (checkDraft(draft, facts).ok) accepted.push(`${name}: ${JSON.stringify(draft)}`);
    }
    expect(accepted).toEqual([]);
    expect(distinct.size).toBeGreaterThan(15_000);
  });

  test("are the same every time", () => {
    const names = (): string[] => [...hostileDrafts()].slice(0, 200).map(({ name, draft }) => `${name} ${JSON.stringify(draft)}`);
    expect(names()).toEqual(names());
  });
});
