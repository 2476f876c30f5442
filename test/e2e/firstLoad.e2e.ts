import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";
import type { ActionList } from "#src/api/type.ts";
import { analysed } from "./support/filled.ts";
import { expect, test } from "./support/test.ts";

const MOST_BYTES = 200_000;

const isScript = (url: string): boolean => new URL(url).pathname.endsWith(".js");
const sizeOf = async (response: Response): Promise<number> => gzipSync(await response.body()).length;

/** Follows every script that a page fetches from here on, whatever asks for it; gives their sizes, compressed, when none is under way. */
function followScripts(page: Page): () => Promise<number[]> {
  const asked = new Set<string>();
  const came = new Map<string, Promise<number>>();
  page.on("request", (request) => {
    if (isScript(request.url())) asked.add(request.url());
  });
  page.on("response", (response) => {
    if (isScript(response.url())) came.set(response.url(), sizeOf(response));
  });
  return async () => {
    await expect.poll(() => [...asked].filter((url) => !came.has(url))).toEqual([]);
    return Promise.all(came.values());
  };
}

for (const [locale, said] of [
  ["en-GB", ["overdue", "still exists"]],
  ["fr-FR", ["en retard", "existe toujours"]],
] as const) {
  test(`the first load of the inbox brings less than 200 kB of JavaScript, compressed, the server's sentences too (${locale})`, async ({
    browser,
    product,
    owner,
    signedIn,
  }) => {
    test.setTimeout(240_000);
    await analysed(owner);
    const { actions } = await owner.get<ActionList>("/ai-coo/actions?status=pending_approval&type=send_invoice_reminder");
    const context = await browser.newContext({ baseURL: product.url, storageState: signedIn, locale });
    const page = await context.newPage();
    const sizes = followScripts(page);
    await page.goto(`/?action=${actions[0]!.actionId}`);
    // why and what is checked stand there as the reader reads them: their words have come
    for (const words of said) await page.getByRole("article").getByText(words).first().waitFor();
    const compressed = await sizes();
    const sum = compressed.reduce((total, size) => total + size, 0);
    process.stdout.write(
      `The first load of the inbox (${locale}): ${sum} bytes of JavaScript, compressed, in ${compressed.length} files.\n`,
    );
    expect(compressed.length).toBeGreaterThan(10);
    expect(sum).toBeLessThan(MOST_BYTES);
    await context.close();
  });
}
