import { expect, request as requests, test as base, type Browser, type Page } from "@playwright/test";
import { fillScreens } from "./filled.ts";
import { ownerOf, type Owner } from "./owner.ts";
import { startProduct, type E2eProduct } from "./product.ts";

export { accessibilityProblems, dialogProblems, tooWide } from "./looks.ts";

type StorageState = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

interface OfTest {
  /** Signed in as the owner. What goes wrong in it (errors, breaches of the page's policy) fails the test. */
  readonly page: Page;
  /** Not signed in. */
  readonly stranger: Page;
}

interface OfWorker {
  readonly product: E2eProduct;
  readonly signedIn: StorageState;
  /** The owner's session without a page. */
  readonly owner: Owner;
  /** Something stands on every screen. */
  readonly filled: true;
}

export const test = base.extend<OfTest, OfWorker>({
  product: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      await using product = await startProduct(process.env["E2E_DATABASE_SERVER"]!);
      await use(product);
    },
    { scope: "worker", timeout: 240_000 },
  ],
  signedIn: [
    async ({ product, browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(product.signInUrl);
      await page.locator("main button").first().click();
      await page.getByRole("navigation").first().waitFor();
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: "worker", timeout: 240_000 },
  ],
  owner: [
    async ({ product, signedIn }, use) => {
      const request = await requests.newContext({
        baseURL: product.url,
        storageState: signedIn,
        extraHTTPHeaders: { origin: product.url },
      });
      await use(ownerOf(request));
      await request.dispose();
    },
    { scope: "worker" },
  ],
  filled: [
    async ({ product, owner }, use) => {
      await fillScreens(product, owner);
      await use(true);
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  storageState: async ({ signedIn }, use) => use(signedIn),
  page: async ({ page }, use) => {
    const problems = problemsOf(page);
    await use(page);
    expect(problems).toEqual([]);
  },
  stranger: async ({ browser, baseURL, locale, viewport }, use) => {
    const context = await browser.newContext({ baseURL: baseURL!, locale: locale!, viewport, storageState: { cookies: [], origins: [] } });
    const page = await context.newPage();
    const problems = problemsOf(page);
    await use(page);
    await context.close();
    expect(problems).toEqual([]);
  },
});

export { expect };

/** A failed request is told by its answer, below; this is the browser's own line about it. */
const OF_A_REQUEST = /^Failed to load resource/;

/** Errors of the page, what its console calls one, breaches of its policy, and answers that no page should get, as they come. */
function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    const isError = message.type() === "error" && !OF_A_REQUEST.test(message.text());
    if (isError || /Content Security Policy|violat/i.test(message.text())) problems.push(message.text());
  });
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.url()} answered ${response.status()}`);
  });
  return problems;
}
