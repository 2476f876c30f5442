import type { Page } from "@playwright/test";
import { LOOKS, lookAt, rulesFor, type Look } from "./support/looks.ts";
import { routedPaths, SIGNED_IN, SIGNED_OUT, type Screen } from "./support/screens.ts";
import { accessibilityProblems, expect, test, tooWide } from "./support/test.ts";

test("every page of the router is looked at", () => {
  const looked = new Set([...SIGNED_IN, ...SIGNED_OUT].map(({ route }) => route));
  expect(routedPaths().toSorted()).toEqual([...looked].toSorted());
});

for (const screen of SIGNED_IN) {
  test(`${screen.name}: readable for everybody, in both languages, widths and colours`, async ({ page, product, owner, filled }) => {
    test.setTimeout(filled ? 120_000 : 0);
    await page.goto((await screen.address?.(product, owner)) ?? screen.route);
    await looksRight(page, screen);
  });
}

for (const screen of SIGNED_OUT) {
  test(`${screen.name}, for a stranger: the same`, async ({ stranger, product, owner }) => {
    test.setTimeout(120_000);
    await stranger.goto((await screen.address?.(product, owner)) ?? screen.route);
    await looksRight(stranger, screen);
  });
}

/** Every look of an open page. */
async function looksRight(page: Page, screen: Screen): Promise<void> {
  for (const look of LOOKS) {
    await speak(page, look.locale);
    await lookAt(page, look);
    await screen.shows(page).first().waitFor();
    const where = `${screen.name} ${look.locale} ${look.width} ${look.scheme}`;
    const rules = rulesFor(look);
    if (rules !== "none") expect.soft(await accessibilityProblems(page, rules), where).toEqual([]);
    expect.soft(await tooWide(page), where).toEqual([]);
    if (process.env["E2E_PICTURES"] !== undefined) {
      await page.screenshot({ path: `${process.env["E2E_PICTURES"]}/${where.replaceAll(" ", "-")}.png` });
    }
  }
}

/** Chooses the language where the page offers it: on a telephone that is behind a menu. */
async function speak(page: Page, locale: Look["locale"]): Promise<void> {
  if ((await page.locator("html").getAttribute("lang")) === locale) return;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole("combobox", { name: /^(Language|Langue)$/ }).selectOption(locale);
  await expect(page.locator("html")).toHaveAttribute("lang", locale);
}
