import type { Locator, Page } from "@playwright/test";
import { getAction } from "#src/actions/index.ts";
import { addPerson, PASSWORD } from "./support/filled.ts";
import { expect, test } from "./support/test.ts";

const MOST_TABS = 60;

/** Presses Tab until the control has the focus: what Tab does not reach, nobody without a mouse does. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  const focused = control.and(page.locator(":focus"));
  for (let tabs = 0; tabs < MOST_TABS && (await focused.count()) === 0; tabs++) await page.keyboard.press("Tab");
  await expect(control).toBeFocused();
}

test("the whole job without a mouse: sign in, find, read, edit, approve, take back", async ({ stranger: page, product, owner }) => {
  const email = "kim@people.example";
  await addPerson(product, owner, { name: "Kim Keys", email });
  const { actionId } = await product.propose({ parts: { partnerName: "Mouseless Ltd" } });

  await page.goto("/sign-in");
  await tabTo(page, page.getByRole("textbox", { name: "Email address" }));
  await page.keyboard.type(email);
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation").first().waitFor();

  await page.getByTestId("list").getByRole("listitem").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("mouseless");
  await expect(page.getByTestId("list").getByRole("listitem")).toHaveCount(1);
  await tabTo(page, page.getByRole("link", { name: /Mouseless Ltd/ }).first());
  await page.keyboard.press("Enter");
  const card = page.getByRole("article", { name: "Mouseless Ltd" });
  await expect(card.getByTestId("message-body")).toBeVisible();

  await page.keyboard.press("e");
  const form = page.getByRole("dialog", { name: "Edit before approval" });
  await tabTo(page, form.getByRole("textbox", { name: "Subject" }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Typed, not clicked");
  await tabTo(page, form.getByRole("button", { name: "Save as a new version" }));
  await page.keyboard.press("Enter");
  await card.getByText("Version 1 → 2").waitFor();

  await page.keyboard.press("a");
  await page.getByRole("status").filter({ hasText: "Nothing has started yet" }).waitFor();
  await page.keyboard.press("z");
  await page.getByRole("status").filter({ hasText: "Taken back" }).waitFor();
  expect(await getAction({ ctx: product.context(), input: { actionId } })).toMatchObject({
    status: "pending_approval",
    action: { operation: { inputs: { subject: "Typed, not clicked" } } },
  });
});
