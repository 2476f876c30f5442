/**
 * `npm run docs:screenshots`: the pictures of the documents, taken from the running product on the simulated
 * company, in a folder of its own that is removed at the end. `-- <folder>` puts them elsewhere, to look at.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { ensureWebBuilt } from "#src/api/index.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { startAll } from "#src/main/all.ts";
import { lookAt } from "#test/e2e/support/looks.ts";
import { findChromium, NO_BROWSER, openBrowser } from "#test/support/browser.ts";
import { fillPictures } from "./picturedCompany.ts";
import { PICTURE_EXTENSION, PICTURES, PICTURES_FOLDER, type Picture } from "./pictures.ts";

/** Of WebP: letters keep their edges. */
const QUALITY = 0.8;

/** A context of the owner, who is signed in by the one-time link. */
async function signIn(browser: Browser, { url, signInUrl }: { readonly url: string; readonly signInUrl: string }) {
  const context = await browser.newContext({
    baseURL: url,
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    deviceScaleFactor: 2,
    extraHTTPHeaders: { origin: url },
  });
  const page = await context.newPage();
  await page.goto(signInUrl);
  await page.locator("main button").first().click();
  await page.getByRole("navigation").first().waitFor();
  await page.close();
  return context;
}

/** Where a part of the page is, as far as the window shows it. */
async function boxOf(page: Page, part: string, height: number) {
  const box = await page.locator(part).boundingBox();
  if (box === null) throw new AiCooError("internal", `There is no ${part} on the page.`);
  return { ...box, height: Math.min(box.height, height - box.y) };
}

/** The picture of an open page in a format that is small; Chromium makes it out of its own. */
async function small(context: BrowserContext, png: Buffer): Promise<Buffer> {
  const page = await context.newPage();
  const made: string = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = "data:image/png;base64,${png.toString("base64")}";
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", ${QUALITY});
  })()`);
  await page.close();
  return Buffer.from(made.slice(made.indexOf(",") + 1), "base64");
}

const executable = findChromium();
if (executable === null) {
  process.stderr.write(`${NO_BROWSER}\n`);
  process.exit(1);
}
await ensureWebBuilt();
const target = process.argv[2] ?? join(import.meta.dirname, "..", PICTURES_FOLDER);
mkdirSync(target, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "ai-coo-screenshots-"));
await using stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
const env = readEnv({});
const product = stack.use(
  await startAll({
    config: resolveConfig(env, { port: 0, dataDir: folder }),
    secrets: readSecrets(env),
    logger: silentLogger,
    onProgress: () => {},
  }),
);
const browser = await openBrowser(executable);
stack.defer(() => browser.close());
const context = await signIn(browser, product);
await fillPictures(context.request);
for (const [name, picture] of Object.entries<Picture>(PICTURES)) {
  const { address, width, height, scheme, ready, part } = picture;
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.goto(address);
  await ready(page);
  await page.waitForLoadState("networkidle");
  await lookAt(page, { width, scheme, height });
  const taken = await small(
    context,
    await page.screenshot({ animations: "disabled", ...(part === undefined ? {} : { clip: await boxOf(page, part, height) }) }),
  );
  const file = join(target, `${name}${PICTURE_EXTENSION}`);
  writeFileSync(file, taken);
  process.stdout.write(`${file} ${Math.round(taken.length / 1000)} kB\n`);
  await page.close();
}
