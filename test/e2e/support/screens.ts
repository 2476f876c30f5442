import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { PeopleView } from "#src/api/type.ts";
import { proposedByMail } from "./mailLink.ts";
import type { Owner } from "./owner.ts";
import type { E2eProduct } from "./product.ts";

/** A page, and what shows that it is there with something on it. */
export interface Screen {
  readonly name: string;
  /** The route's own path, as the router has it. */
  readonly route: string;
  /** The address that is opened, where the path alone shows nothing. */
  readonly address?: (product: E2eProduct, owner: Owner) => Promise<string>;
  readonly shows: (page: Page) => ReturnType<Page["locator"]>;
}

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const rows = (page: Page) => page.locator("main li, main article");

/** What a person who is signed in can open. A route that is added has to stand here: `screens.e2e.ts` compares it with the router. */
export const SIGNED_IN: readonly Screen[] = [
  { name: "inbox", route: "/", shows: (page) => page.getByTestId("list").getByRole("listitem") },
  {
    name: "card",
    route: "/",
    address: async (product) => `/?action=${(await product.propose({ parts: { partnerName: "Carded & Co" } })).actionId}`,
    shows: (page) => page.getByRole("article", { name: "Carded & Co" }),
  },
  { name: "overview", route: "/overview", shows: (page) => page.locator("main svg.recharts-surface") },
  { name: "alerts", route: "/alerts", shows: rows },
  { name: "outreach", route: "/outreach", shows: (page) => page.locator("main ul li") },
  { name: "customers", route: "/customers", shows: rows },
  { name: "not chased", route: "/not-chased", shows: rows },
  { name: "follow-ups", route: "/follow-ups", shows: rows },
  { name: "guardrails", route: "/guardrails", shows: (page) => page.locator("main section") },
  { name: "audit", route: "/audit", shows: (page) => page.locator("main li details") },
  { name: "connections", route: "/connections", shows: rows },
  { name: "model", route: "/model", shows: (page) => page.locator("main svg.recharts-surface") },
  { name: "notifications", route: "/notifications", shows: (page) => page.locator("main table") },
  { name: "people", route: "/people", shows: rows },
  { name: "account", route: "/account", shows: rows },
  { name: "keys", route: "/keys", shows: rows },
];

/** What is open without a session. */
export const SIGNED_OUT: readonly Screen[] = [
  { name: "sign-in", route: "/sign-in", shows: heading },
  {
    name: "join",
    route: "/join",
    address: async (product, owner) => {
      const { url } = await owner.post<{ url: string }>("/ai-coo/invitations", { email: "newcomer@people.example", role: "viewer" });
      return url.slice(product.url.length);
    },
    shows: (page) => page.locator("input[type=password]"),
  },
  {
    name: "decide",
    route: "/decide",
    address: async (product, owner) => {
      const { members } = await owner.get<PeopleView>("/ai-coo/people");
      const parts = { actionType: "send_payment_confirmation" as const, partnerName: "Mailed Ltd" };
      return (await proposedByMail(product, members.find(({ you }) => you)!.userId, parts)).link;
    },
    shows: (page) => page.getByRole("article", { name: "Mailed Ltd" }),
  },
];

/** Every path that the router knows. */
export function routedPaths(): string[] {
  const router = readFileSync(join(import.meta.dirname, "../../../web/src/routes/router.tsx"), "utf8");
  return [...router.matchAll(/^\s*path: "([^"]+)"/gm)].map(([, path]) => path!);
}
