/**
 * `npm run rendering`: nothing that stands in the ERP, or that a model says, runs or loads anything in a page or in a mail.
 * A simulated company and documents of every type are full of script and markup; every page of the router and the cards of
 * the actions are opened in Chromium, and every mail in a page that has no policy and no sandbox. `--long` opens every card.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "@playwright/test";
import { findChromium, NO_BROWSER, openBrowser } from "#test/support/browser.ts";
import { noCells, readExport } from "./rendering/csv.ts";
import { listenTo, type Heard } from "./rendering/ears.ts";
import { payloads } from "./rendering/payloads.ts";
import { setRenderingStage, type RenderingStage } from "./rendering/stage.ts";
import { runSuite, say } from "./support/report.ts";

const LONG = process.argv.includes("--long");
const CUSTOMERS = LONG ? 400 : 150;
const CARDS = LONG ? Number.POSITIVE_INFINITY : 60;
const FEWEST_PAYLOADS = 1_000;

await runSuite("rendering", async () => {
  const executable = findChromium();
  if (executable === null) throw new Error(NO_BROWSER);
  const texts = payloads();
  await using stage = await setRenderingStage(texts, CUSTOMERS);
  say(`${stage.used.size} payloads in ${stage.actions.length} actions`);
  const browser = await openBrowser(executable);
  try {
    const control = await controlled(browser, texts);
    const pages = await inPages(browser, stage);
    const mails = await inMails(browser, stage);
    const { csv } = pages;
    const heard = [pages.heard, mails.heard];
    const [ran, loads, reports] = (["ran", "loads", "reports"] as const).map((what) => heard.flatMap((of) => of[what]));
    for (const what of [...ran!, ...loads!, ...reports!].slice(0, 10)) say(`  NOT OK ${what}`);
    for (const cell of csv.formulas.slice(0, 5)) say(`  NOT OK a cell is a formula: ${cell}`);
    return {
      ok:
        stage.used.size >= FEWEST_PAYLOADS &&
        control.ran.length > 0 &&
        control.loads.length > 0 &&
        csv.files >= routesWithExport() &&
        csv.defused > 0 &&
        ran!.length + loads!.length + reports!.length + csv.formulas.length === 0,
      form: LONG ? "long" : "short",
      payloads: stage.used.size,
      actions: stage.actions.length,
      pages: pages.paths,
      cards: pages.cards,
      mails: mails.count,
      ran: ran!.length,
      remote_loads: loads!.length,
      policy_reports: reports!.length,
      csv_files: csv.files,
      csv_cells: csv.cells,
      csv_formulas: csv.formulas.length,
      csv_defused: csv.defused,
      control_ran: control.ran.length,
      control_loads: control.loads.length,
    };
  } finally {
    await browser.close();
  }
});

/** The same payloads where nothing is in their way: ears that hear nothing there would prove nothing. */
async function controlled(browser: Browser, texts: readonly string[]): Promise<Heard> {
  const context = await browser.newContext();
  const heard = await listenTo(context, null);
  const page = await context.newPage();
  await page.setContent(texts.filter((text) => text.startsWith("<img") || text.startsWith("<svg")).join("\n"), { waitUntil: "commit" });
  await page.waitForTimeout(500);
  await context.close();
  return heard;
}

/** Every page of the router without a parameter; a page that is added is looked at. */
function pathsOfPages(): string[] {
  const router = readFileSync(join(import.meta.dirname, "../web/src/routes/router.tsx"), "utf8");
  const paths = [...router.matchAll(/path: "(\/[^"$]*)"/g)].map(([, path]) => path!);
  return [...new Set(["/", ...paths])];
}

/** How many pages give their table away; each has to be tried. */
function routesWithExport(): number {
  const routes = join(import.meta.dirname, "../web/src/routes");
  return readdirSync(routes).filter((name) => readFileSync(join(routes, name), "utf8").includes("<CsvButton")).length;
}

async function signedIn(context: BrowserContext, stage: RenderingStage) {
  const page = await context.newPage();
  await page.goto(stage.signInUrl);
  await page.locator("main button").last().click();
  await page.getByRole("navigation").first().waitFor();
  return page;
}

async function inPages(browser: Browser, stage: RenderingStage) {
  const context = await browser.newContext({ locale: "en-GB" });
  const heard = await listenTo(context, stage.origin);
  const page = await signedIn(context, stage);
  const paths = pathsOfPages();
  const csv = noCells();
  for (const path of paths) {
    await page.goto(`${stage.origin}${path}`, { waitUntil: "networkidle" });
    await page.mouse.wheel(0, 4_000);
    await readExport(page, csv);
  }
  const views = ["done", "stopped", "underway", "attention"];
  for (const view of views) await page.goto(`${stage.origin}/?view=${view}`, { waitUntil: "networkidle" });
  await page.goto(`${stage.origin}/`, { waitUntil: "networkidle" });
  let cards = 0;
  for (let seen = ""; cards < CARDS; cards++) {
    await page.getByRole("article").waitFor();
    const tab = page.getByRole("tab").nth(1);
    if ((await tab.count()) > 0) {
      await tab.click();
      await page.locator("iframe").waitFor();
    }
    await page.keyboard.press("j");
    if (page.url() === seen) break;
    seen = page.url();
  }
  await context.close();
  return { heard, csv, paths: paths.length + views.length, cards };
}

/** Each mail's HTML, bare: what escapes it must be the mail itself, since a mail program has no policy of ours. */
async function inMails(browser: Browser, { actions }: RenderingStage) {
  const context = await browser.newContext();
  const heard = await listenTo(context, null);
  const page = await context.newPage();
  const mails = actions.flatMap(({ operation }) =>
    operation.type === "send_email" && operation.inputs.body_html !== undefined ? [operation.inputs.body_html] : [],
  );
  for (let from = 0; from < mails.length; from += 25) {
    await page.setContent(mails.slice(from, from + 25).join("\n<hr>\n"), { waitUntil: "load" });
  }
  await page.waitForTimeout(300);
  await context.close();
  return { heard, count: mails.length };
}
