import type { Page } from "@playwright/test";

/** A picture that the documents show, taken by `npm run docs:screenshots` under the name that it has in the list. */
export interface Picture {
  readonly address: string;
  readonly width: 1280 | 390;
  readonly height: number;
  readonly scheme: "light" | "dark";
  /** What has to be there before it is taken, and what is pressed for it. */
  readonly ready: (page: Page) => Promise<void>;
  /** Only this part of the page, where it is not all of the window. */
  readonly part?: string;
}

const listed = (page: Page): Promise<void> => page.getByTestId("list").getByRole("listitem").first().waitFor();
const shows = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();
/** The most urgent reminder: at the wide page its card is beside the list, on a phone in its place. */
const opened = async (page: Page): Promise<void> => {
  await listed(page);
  await page
    .getByTestId("list")
    .getByRole("link", { name: /Invoice reminder/ })
    .first()
    .click();
  await page.getByTestId("message-body").waitFor();
};

const WIDE = { width: 1280, height: 860, scheme: "light" } as const;
const PHONE = { width: 390, height: 844, scheme: "light" } as const;

/** Every picture of the README and of `docs/`; a test holds that they show these and no others. */
export const PICTURES = {
  inbox: { ...WIDE, address: "/", ready: opened },
  "inbox-dark": { ...WIDE, scheme: "dark", address: "/", ready: opened },
  "inbox-phone": { ...PHONE, address: "/", ready: listed },
  "card-phone": { ...PHONE, scheme: "dark", address: "/", ready: opened },
  card: { ...WIDE, height: 1290, address: "/", ready: opened, part: "main article" },
  overview: { ...WIDE, height: 1000, address: "/overview", ready: shows("main svg.recharts-surface") },
  guardrails: { ...WIDE, height: 1000, address: "/guardrails", ready: shows("main section") },
  audit: { ...WIDE, height: 900, address: "/audit", ready: shows("main li details") },
} as const satisfies Record<string, Picture>;

/** Where they stand, from the root. */
export const PICTURES_FOLDER = "docs/images";
export const PICTURE_EXTENSION = ".webp";
