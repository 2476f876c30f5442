import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** A way to look at a page. */
export interface Look {
  readonly width: 1280 | 390;
  readonly scheme: "light" | "dark";
  readonly locale: "en" | "fr";
}

const EACH_LOOK = (["en", "fr"] as const).flatMap((locale) =>
  ([1280, 390] as const).flatMap((width) => (["light", "dark"] as const).map((scheme): Look => ({ locale, width, scheme }))),
);

/**
 * The ways to look at a page, what differs in one step only side by side, since a language is loaded. Colours move nothing: where
 * no rule says anything new in the dark, what sticks out was seen in the light.
 */
export const LOOKS: readonly Look[] = EACH_LOOK.filter((look) => look.scheme === "light" || rulesFor(look) !== "none");

/**
 * Which rules say something new in a look. Colours decide contrast alone, and a language nothing but names: every width, scheme
 * and language is met by all rules, every width in every scheme by those about colours.
 */
export function rulesFor({ width, scheme, locale }: Look): "all" | "colours" | "none" {
  if (width === 1280) return scheme === "light" ? (locale === "en" ? "all" : "none") : locale === "en" ? "colours" : "none";
  if (scheme === "dark") return locale === "fr" ? "all" : "none";
  return locale === "fr" ? "colours" : "none";
}

/** Shows the page that is open this way, without loading it again. */
export async function lookAt(
  page: Page,
  { width, scheme, height = width === 390 ? 844 : 900 }: Omit<Look, "locale"> & { readonly height?: number },
): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
  await page.setViewportSize({ width, height });
  // colours that change slowly are read when they have arrived
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
    .map((one) => (one.finish(), one.finished)))`);
}

/** What axe finds on the page as it is, each with where. */
export async function accessibilityProblems(page: Page, rules: "all" | "colours" = "all"): Promise<string[]> {
  return axeOf(page, rules);
}

async function axeOf(page: Page, rules: "all" | "colours", part?: string): Promise<string[]> {
  const whole = new AxeBuilder({ page });
  const axe = (part === undefined ? whole : whole.include(part)).options({
    // what is right is not told in detail, which takes most of the time
    resultTypes: ["violations"],
    ...(rules === "all" ? {} : { runOnly: ["color-contrast", "link-in-text-block"] }),
  });
  // all of it in the page itself: the other mode opens a second page for each look
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} (${failureSummary})`));
}

/** What axe finds in the dialog that is open: the page behind it is looked at where nothing is open. */
export async function dialogProblems(page: Page): Promise<string[]> {
  const dialog = "[role=alertdialog], [role=dialog]";
  await page.locator(dialog).first().waitFor();
  return [...(await axeOf(page, "all", dialog)), ...(await tooWide(page))];
}

/**
 * What sticks out of the window, or makes the page itself scroll to the side. What scrolls inside of a box that is made for
 * it (a table, a command, a row of views) may be wider.
 */
export async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const mayScroll = (element) => element.closest(".overflow-x-auto, .overflow-auto") !== null;
    const isHidden = (element) => element.closest(".sr-only, [aria-hidden=true], svg") !== null || element.getClientRects().length === 0;
    const nameOf = (element) => element.tagName.toLowerCase() + "." + element.className + " “" + element.textContent.trim().slice(0, 60) + "”";
    const out = [...document.body.querySelectorAll("*")].filter((element) => {
      if (isHidden(element) || mayScroll(element)) return false;
      const { right, left } = element.getBoundingClientRect();
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1;
      return right > window.innerWidth + 1 || left < -1 || scrolls;
    });
    return out.slice(0, 5).map(nameOf);
  })()`);
}
