import { expect, test } from "vitest";
import { chunk, mapWithLimit, readAhead } from "#src/lib/asynchronous.ts";

test("runs at most so many at once and keeps the order", async () => {
  let running = 0;
  let most = 0;
  const results = await mapWithLimit([5, 1, 4, 2, 3], 2, async (ticks) => {
    running += 1;
    most = Math.max(most, running);
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    running -= 1;
    return ticks * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test("an error of one ends the whole", async () => {
  await expect(mapWithLimit([1, 2], 2, (item) => (item === 2 ? Promise.reject(new Error("two")) : Promise.resolve(item)))).rejects.toThrow(
    "two",
  );
});

test("chunks lose nothing", () => {
  expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunk([], 3)).toEqual([]);
});

test("reading ahead keeps the order, reads one further and no more, and leaves what nobody waits for", async () => {
  const begun: number[] = [];
  const read = (item: number): Promise<number> => {
    begun.push(item);
    return item === 3 ? Promise.reject(new Error("three")) : Promise.resolve(item * 10);
  };
  const seen: number[] = [];
  for await (const [item, value] of readAhead([1, 2, 3, 4], read)) {
    seen.push(value);
    expect(begun).toEqual([1, 2, 3].slice(0, item + 1));
    if (item === 2) break;
  }
  expect(seen).toEqual([10, 20]);
  await expect(readAhead([3, 4], read).next()).rejects.toThrow("three");
});
