import { answer } from "./support/dialogs.ts";
import { PASSWORD } from "./support/filled.ts";
import { expect, test } from "./support/test.ts";

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("invites somebody, who joins with the link; gives another role, and hands over to them, who decides in both names", async ({
  page,
  stranger,
  product,
}) => {
  await page.goto("/people");
  await page.getByRole("textbox", { name: "Email address" }).fill("ines@people.example");
  await page.getByRole("button", { name: "Invite" }).click();
  const link = await page.locator("code").filter({ hasText: "/join#token=" }).textContent();

  await stranger.goto(link!);
  await stranger.getByText("invites ines@people.example", { exact: false }).waitFor();
  await stranger.getByRole("textbox", { name: "Your name" }).fill("Ines Newcomer");
  await stranger.getByLabel("New password").fill(PASSWORD);
  await stranger.getByRole("button", { name: "Make an account" }).click();
  await stranger.getByRole("navigation").first().waitFor();

  await page.reload();
  const role = page.getByRole("combobox", { name: "Role: Ines Newcomer" });
  await expect(role).toHaveValue("approver");
  await role.selectOption("admin");
  await expect(role).toBeEnabled();
  await page.reload();
  await expect(role).toHaveValue("admin");

  await page.getByRole("combobox", { name: "Stand-in", exact: true }).selectOption({ label: "Ines Newcomer" });
  await page.getByLabel("From").fill(inDays(0));
  await page.getByLabel("Until").fill(inDays(2));
  await page.getByRole("button", { name: "Hand over" }).click();
  await page.getByText("→ Ines Newcomer", { exact: false }).waitFor();
  await stranger.reload();
  await stranger.getByRole("button", { name: /^Act for / }).click();
  await stranger.getByText("You act for", { exact: false }).waitFor();

  const { actionId } = await product.propose({ parts: { partnerName: "Handed Over Ltd" } });
  await stranger.goto(`/?action=${actionId}`);
  const card = stranger.getByRole("article", { name: "Handed Over Ltd" });
  await card.getByRole("button", { name: "Approve and send" }).click();
  await stranger.getByRole("status").filter({ hasText: "Nothing has started yet" }).waitFor();
  await page.goto(`/?view=done&action=${actionId}`);
  await page.getByRole("article", { name: "Handed Over Ltd" }).getByText("Ines Newcomer (for ", { exact: false }).waitFor();
  await page.goto(`/audit?action=${actionId}`);
  await page
    .getByRole("button", { name: /^Ines Newcomer \(for / })
    .first()
    .waitFor();
});

test("makes a key that works, and revokes it", async ({ page, product }) => {
  await page.goto("/keys");
  await page.getByRole("textbox", { name: "What you call it" }).fill("Payroll export");
  await page.getByRole("button", { name: "Make a key" }).click();
  const key = await page
    .locator("code")
    .filter({ hasText: /^aicoo_.{20,}/ })
    .textContent();
  const ask = async (): Promise<number> =>
    (await fetch(`${product.url}/api/ai-coo/actions/counts`, { headers: { "x-api-key": key! } })).status;
  expect(await ask()).toBe(200);
  await page.locator("main li").filter({ hasText: "Payroll export" }).getByRole("button", { name: "Revoke" }).click();
  await answer(page, "Revoke");
  await page.locator("main li").filter({ hasText: "Payroll export" }).waitFor({ state: "detached" });
  expect(await ask()).toBe(401);
});
