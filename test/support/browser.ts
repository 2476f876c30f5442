import { existsSync } from "node:fs";
import { chromium, type Browser } from "@playwright/test";

/** Where systems put Chromium, and what a person may name instead. */
const PLACES = [
  process.env["CHROMIUM"],
  // the same browser without its window, which a third of the time goes to
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser of this machine, or Playwright's own; null when there is neither. */
export function findChromium(): string | null {
  const found = PLACES.find((place) => place !== undefined && place !== "" && existsSync(place));
  if (found !== undefined) return found;
  const own = chromium.executablePath();
  return own !== "" && existsSync(own) ? own : null;
}

export const NO_BROWSER =
  "No Chromium was found, so the page is not tested in a browser. Install it (`apt-get install chromium-headless-shell`, or `npx playwright install chromium`), or name it in CHROMIUM.";

/** How it is started: it loads nothing but what the tests serve, also as root and without a graphics card. */
export const BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"] as const;

/** Starts it, outside the tests' own harness. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...BROWSER_ARGUMENTS] });
}
