import { defineConfig } from "@playwright/test";
import { BROWSER_ARGUMENTS, findChromium } from "./test/support/browser.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/**
 * The page in Chromium, over the real server and the simulator: `npm run test:e2e`. Each worker runs a product of its own.
 * A test that is marked `@phone` runs at 390 pixels too.
 */
export default defineConfig({
  testDir: "test/e2e",
  testMatch: "**/*.e2e.ts",
  globalSetup: "./test/e2e/support/globalSetup.ts",
  outputDir: "test-results",
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  // a machine that does other things too is slow and not wrong
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    launchOptions: { executablePath: findChromium() ?? "", args: [...BROWSER_ARGUMENTS] },
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    trace: "off",
    actionTimeout: 15_000,
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 900 } } },
    { name: "phone", grep: /@phone/, use: PHONE },
  ],
});
