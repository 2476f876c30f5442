/** Runs `work` over the items with at most `limit` at once; results keep the items' order. */
export async function mapWithLimit<T, R>(items: readonly T[], limit: number, work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results = Array.from<R>({ length: items.length });
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}

/**
 * Each item with what was read for it; the next is being read meanwhile. What was begun when the caller stops is thrown
 * away, and so is its error.
 */
export async function* readAhead<T, R>(items: readonly T[], read: (item: T) => Promise<R>): AsyncGenerator<[T, R]> {
  const begin = (index: number): Promise<R> | undefined => {
    if (index >= items.length) return undefined;
    const reading = read(items[index]!);
    reading.catch(() => {});
    return reading;
  };
  let next = begin(0);
  for (const [index, item] of items.entries()) {
    const current = next!;
    next = begin(index + 1);
    yield [item, await current];
  }
}

/** The items in runs of at most `size`. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
