/**
 * `npm run docs:screenshots`: the pictures of the documents, taken from the running product on the simulated
 * company, in a folder of its own that is removed at the end. `-- --all <folder>` takes every page at both
 * widths and in both colour schemes, to look at.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { startAll } from "#src/main/all.ts";
import { findChromium, NO_BROWSER, openBrowser } from "#test/support/browser.ts";

const IMAGES = join(import.meta.dirname, "../docs/images");
const PAGES = { inbox: "/", alerts: "/alerts", "not-chased": "/not-chased" } as const;
const WIDTHS = [1280, 390] as const;
const SCHEMES = ["light", "dark"] as const;

interface Look {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly look: Look;
}

/** The pictures that the documents show. */
const DOCUMENTS: readonly Picture[] = [
  { name: "inbox", path: "/", look: { width: 1280, scheme: "light" } },
  { name: "inbox-dark", path: "/", look: { width: 1280, scheme: "dark" } },
  { name: "inbox-phone", path: "/", look: { width: 390, scheme: "light" } },
];

/** Every page at both widths and in both colour schemes. */
function everyLook(): Picture[] {
  const looks = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));
  return looks.flatMap((look) =>
    Object.entries(PAGES).map(([name, path]) => ({ name: `${name}-${look.width}-${look.scheme}`, path, look })),
  );
}

/** A signed-in page, ready to be looked at: the list is there and the first action is open. */
async function openPage(
  browser: Browser,
  cookies: Awaited<ReturnType<typeof signIn>>,
  url: string,
  { width, scheme }: Look,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 860 },
    colorScheme: scheme,
    locale: "en-GB",
    deviceScaleFactor: 2,
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "networkidle" });
  // On the narrow page the list and the card are one after the other; the list is what one sees first.
  if (width >= 600 && new URL(url).pathname === "/")
    await page
      .getByRole("link", { name: /Atelier Mirabelle/ })
      .first()
      .click();
  await page.waitForLoadState("networkidle");
  return page;
}

async function signIn(browser: Browser, url: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("button").first().click();
  await page.waitForURL((address) => !address.pathname.includes("sign-in"));
  // The first analysis runs by itself; its first proposal is what there is to see.
  await page.getByText("invoice reminder", { exact: false }).first().waitFor({ timeout: 60_000 });
  return context.cookies();
}

const executable = findChromium();
if (executable === null) {
  process.stderr.write(`${NO_BROWSER}\n`);
  process.exit(1);
}
const everything = process.argv.indexOf("--all");
const target = everything > 0 ? (process.argv[everything + 1] ?? IMAGES) : IMAGES;
const folder = mkdtempSync(join(tmpdir(), "ai-coo-screenshots-"));
mkdirSync(target, { recursive: true });
const env = readEnv({});
const product = await startAll({
  config: resolveConfig(env, { port: 0, dataDir: folder }),
  secrets: readSecrets(env),
  logger: silentLogger,
  onProgress: () => {},
});
const browser = await openBrowser(executable);
try {
  const cookies = await signIn(browser, product.signInUrl);
  for (const { name, path, look } of everything > 0 ? everyLook() : DOCUMENTS) {
    const page = await openPage(browser, cookies, `${product.url}${path}`, look);
    const file = join(target, `${name}.png`);
    await page.screenshot({ path: file });
    process.stdout.write(`${file}\n`);
    await page.context().close();
  }
} finally {
  await browser.close();
  await product[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}
