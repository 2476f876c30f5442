import { getAction } from "#src/actions/index.ts";
import { addPerson, PASSWORD } from "./support/filled.ts";
import { proposedByMail } from "./support/mailLink.ts";
import type { Page } from "@playwright/test";
import { accessibilityProblems, expect, test } from "./support/test.ts";

/** More than fit on a page at once, so that leaving some out would show. */
const MANY_CHECKS = { partnerName: "Far Away", ids: Array.from({ length: 24 }, (_, index) => 9000 + index) };

/** What the inbox's card says and a mail cannot: the message as it arrives, all checks and how they stand, versions, risk, hours. */
async function everythingOfTheCard(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "As it arrives" }).click();
  await expect(page.frameLocator("iframe").locator("p").first()).not.toBeEmpty();
  await expect(page.locator("iframe")).toHaveAttribute("sandbox", "");
  const checks = page.locator("section", { has: page.getByRole("heading", { name: "Read again right before it happens" }) });
  await checks.getByRole("button", { name: "Check now" }).click();
  await checks.getByText(/^Read just now|^Read .* ago/).waitFor();
  await checks.getByRole("button", { name: /^Show all/ }).click();
  for (const id of MANY_CHECKS.ids) await expect(checks.getByText(`Record ${id} exists`)).toBeVisible();
  await expect(page.locator("ins").filter({ hasText: "Your" })).toBeVisible();
  await expect(page.getByText(/^Medium/).last()).toBeVisible();
  await expect(page.getByText(/Only between .* otherwise it waits until then/)).toBeVisible();
}

test("a mailed link asks for the sign-in of its person, leads back, and decides once @phone", async ({ stranger, product, owner }, {
  project,
}) => {
  const email = `dana.${project.name}@people.example`;
  const userId = await addPerson(product, owner, { name: "Dana Decider", email });
  const { actionId, link } = await proposedByMail(product, userId, MANY_CHECKS, "Your open invoice");
  await stranger.goto(link);
  await stranger.getByRole("article", { name: "Far Away" }).waitFor();
  await expect(stranger.getByRole("button", { name: "Approve" })).toHaveCount(0);
  // whoever holds the link reads what the mail said; the designed message stands at an address that takes a session
  await expect(stranger.getByText("It is shown once you are signed in")).toBeVisible();
  await expect(stranger.getByRole("button", { name: "Check now" })).toHaveCount(0);
  await stranger.getByRole("link", { name: "Sign in" }).click();
  await stranger.getByRole("textbox", { name: "Email address" }).fill(email);
  await stranger.getByLabel("Password").fill(PASSWORD);
  await stranger.getByRole("button", { name: "Sign in", exact: true }).click();

  await expect(stranger).toHaveURL(/\/decide$/);
  await stranger.getByRole("article", { name: "Far Away" }).waitFor();
  await everythingOfTheCard(stranger);
  expect(await accessibilityProblems(stranger)).toEqual([]);
  await stranger.getByRole("button", { name: "Approve" }).click();
  await stranger.getByRole("heading", { name: "Approved", exact: true }).waitFor();
  const { status, approvals } = await getAction({ ctx: product.context(), input: { actionId } });
  expect(status).not.toBe("pending_approval");
  expect(approvals).toMatchObject([{ channel: "email", decision: "approve" }]);

  await stranger.goto(link);
  await stranger.reload();
  await stranger.getByRole("heading", { level: 1 }).waitFor();
  await expect(stranger.getByRole("button", { name: "Approve" })).toHaveCount(0);
});
