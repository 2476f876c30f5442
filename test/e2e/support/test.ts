import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base, type Browser, type Page } from "@playwright/test";
import { startProduct, type E2eProduct } from "./product.ts";

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

/** Errors of the page and breaches of its policy, as they come. */
function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|is not allowed|violat/i.test(message.text())) problems.push(message.text());
  });
  return problems;
}

/** What axe finds on the page as it is, each with where. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** Whether something is wider than the screen. */
export async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>("document.documentElement.scrollWidth > window.innerWidth");
}
