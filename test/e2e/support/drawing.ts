import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "@playwright/test";

/** By what the kept pictures were drawn; stands beside them. */
const KEPT_AT = join(import.meta.dirname, "../pictures/drawn-by.json");

export interface Drawing {
  /** Chromium's major version. */
  readonly chromium: string;
  /** Of a picture of letters and controls in each family that the page may fall back to. */
  readonly letters: string;
}

const PROBE = ["sans-serif", "system-ui", "monospace", "serif"]
  .map(
    (family) =>
      `<p style="font: 18px ${family}">Sphinx of black quartz 0123 é € → ✓ <b>judge</b> <select><option>vow</option></select></p>`,
  )
  .join("");

/** How this machine draws: two that draw the same letters with the same engine draw the same page. */
export async function drawingOf(browser: Browser): Promise<Drawing> {
  const context = await browser.newContext({ viewport: { width: 800, height: 200 } });
  const page = await context.newPage();
  await page.setContent(PROBE);
  const letters = createHash("sha256")
    .update(await page.screenshot())
    .digest("hex")
    .slice(0, 16);
  await context.close();
  return { chromium: browser.version().split(".")[0]!, letters };
}

export function keptDrawing(): Drawing | null {
  return existsSync(KEPT_AT) ? (JSON.parse(readFileSync(KEPT_AT, "utf8")) as Drawing) : null;
}

export function keepDrawing(drawing: Drawing): void {
  writeFileSync(KEPT_AT, `${JSON.stringify(drawing, null, 2)}\n`);
}

/** Why pictures of this machine cannot be compared with the kept ones; null where they can. */
export function drawsOtherwise(here: Drawing, kept: Drawing | null): string | null {
  if (kept === null) return "no pictures are kept";
  if (here.chromium !== kept.chromium) return `they were drawn by Chromium ${kept.chromium}, and this is ${here.chromium}`;
  return here.letters === kept.letters ? null : "they were drawn with other fonts than this machine has";
}
