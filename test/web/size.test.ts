import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ensureWebBuilt } from "#src/api/index.ts";

const MOST_BYTES = 200_000;

/** The scripts that a file names, and those they import before they run, once each. */
function loadedWith(folder: string, first: readonly string[]): Set<string> {
  const loaded = new Set<string>();
  const follow = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) follow(`assets/${name!}`);
  };
  for (const file of first) follow(file);
  return loaded;
}

test("the first load of the inbox brings less than 200 kB of JavaScript, compressed", async () => {
  const folder = await ensureWebBuilt();
  const index = readFileSync(join(folder, "index.html"), "utf8");
  const entries = [...index.matchAll(/(?:src|href)="\/(assets\/[\w.-]+\.js)"/g)].map(([, file]) => file!);
  // the words of one language come before the first picture, whichever it is
  const [entry] = entries;
  const words = [...readFileSync(join(folder, entry!), "utf8").matchAll(/import\(["'`]\.\/(en-[\w-]+\.js|fr-[\w-]+\.js)["'`]\)/g)];
  const sizes = [...loadedWith(folder, [...entries, ...words.slice(0, 1).map(([, file]) => `assets/${file!}`)])].map(
    (file) => gzipSync(readFileSync(join(folder, file))).length,
  );
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
});
