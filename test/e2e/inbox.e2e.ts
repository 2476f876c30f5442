import type { Page } from "@playwright/test";
import { getAction } from "#src/actions/index.ts";
import { accessibilityProblems, expect, tooWide, test } from "./support/test.ts";
import type { E2eProduct } from "./support/product.ts";

const proposed = (product: E2eProduct, partnerName: string, parts: Parameters<E2eProduct["propose"]>[0]["parts"] = {}) =>
  product.propose({ parts: { partnerName, ...parts } });
const statusOf = async (product: E2eProduct, actionId: string) => getAction({ ctx: product.context(), input: { actionId } });
const cardOf = (page: Page, name: string) => page.getByRole("article", { name });

test("shows who gets what, approves exactly that at once, and takes it back @phone", async ({ page, product }) => {
  const { actionId, action } = await proposed(product, "Azure Interior");
  await page.goto(`/?action=${actionId}`);
  const card = cardOf(page, "Azure Interior");
  await card.waitFor();
  if (action.operation.type !== "send_email") throw new Error("the example sends a mail");
  const { to, subject, body_text } = action.operation.inputs;
  for (const text of [...to, subject, action.reasoning, action.expected_effect]) {
    await expect(card.getByText(text, { exact: false }).first()).toBeVisible();
  }
  expect((await card.getByTestId("message-body").textContent())?.trim()).toBe(body_text.trim());
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);

  await card.getByRole("button", { name: "Approve and send" }).click();
  const toast = page.getByRole("status").filter({ hasText: "Nothing has started yet" });
  await toast.getByRole("button", { name: /Undo/ }).click();
  await page.getByRole("status").filter({ hasText: "Taken back" }).waitFor();
  expect(await statusOf(product, actionId)).toMatchObject({ status: "pending_approval", version: 2 });
});

test("the whole job from the keyboard: on, select, reject with the reason, help", async ({ page, product }) => {
  const { actionId } = await proposed(product, "Keyboard Works");
  await proposed(product, "Keyboard Trust", { amount: 10 });
  // of these two alone, because the first analysis still adds others
  await page.goto(`/?search=keyboard&action=${actionId}`);
  await cardOf(page, "Keyboard Works").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(new RegExp(actionId));
  await page.keyboard.press("k");
  await expect(page).toHaveURL(new RegExp(actionId));
  await page.keyboard.press("x");
  await page.getByTestId("group").getByText("1 of", { exact: false }).waitFor();
  await page.keyboard.press("x");
  await page.getByTestId("group").waitFor({ state: "detached" });
  await cardOf(page, "Keyboard Works").getByRole("button", { name: "Reject…" }).waitFor();
  await page.keyboard.press("r");
  await page.getByRole("textbox", { name: "Why?" }).waitFor();
  await page.keyboard.type("They pay on Friday.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "Rejected." }).waitFor();
  const after = await statusOf(product, actionId);
  expect([after.status, after.approvals[0]?.reason]).toEqual(["rejected", "They pay on Friday."]);
  await page.keyboard.press("z");
  await page.getByRole("status").filter({ hasText: "Taken back." }).waitFor();
  expect((await statusOf(product, actionId)).status).toBe("pending_approval");
});

test("decides on a group with an exception, which stays", async ({ page, product }) => {
  const names = ["Grouped One", "Grouped Two", "Grouped Three"];
  const ids: string[] = [];
  for (const name of names) ids.push((await proposed(product, name)).actionId);
  await page.goto("/?search=Grouped");
  for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await page.getByRole("checkbox", { name: "Select Grouped Two" }).uncheck();
  await page.getByTestId("group").getByText("2 of 3 selected").waitFor();
  await page.keyboard.press("a");
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("1 other stays as they are", { exact: false }).waitFor();
  await dialog.getByRole("button", { name: "Approve" }).click();
  await page.getByRole("status").filter({ hasText: "2 approved." }).waitFor();
  const statuses = await Promise.all(ids.map(async (id) => (await statusOf(product, id)).status));
  expect(statuses).toEqual(["approved", "pending_approval", "approved"]);
  await page.keyboard.press("z");
  await page.getByRole("status").filter({ hasText: "2 taken back." }).waitFor();
});

test("searches, narrows, and keeps a view by its name, in every browser", async ({ page, product, browser, signedIn }) => {
  await proposed(product, "Quokka Wool");
  await page.goto("/");
  // as a browser holds it that kept views before accounts did
  await page.evaluate(
    'localStorage.setItem("ai-coo.inbox.views", JSON.stringify([{ name: "From before", view: "done", filters: { risk: "low" } }, 7]))',
  );
  await page.reload();
  const list = page.getByRole("list", { name: "Actions" });
  await list.getByRole("listitem").first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("quokka wombat");
  await page.getByText("Nothing matches").waitFor();
  await expect(page.getByText("All clear")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("quokka");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Save this view" }).click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill("Wool");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(list.getByRole("listitem")).not.toHaveCount(1);
  const saved = page.getByRole("list", { name: "Saved views" });
  await expect(saved.getByRole("link")).toHaveText(["From before", "Wool"]);
  expect(await page.evaluate('localStorage.getItem("ai-coo.inbox.views")')).toBeNull();
  await page.reload();
  await saved.getByRole("link", { name: "Wool" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);

  const other = await browser.newContext({ baseURL: product.url, storageState: signedIn, locale: "en-GB" });
  const elsewhere = await other.newPage();
  await elsewhere.goto("/");
  const there = elsewhere.getByRole("list", { name: "Saved views" });
  await there.getByRole("link", { name: "From before" }).click();
  await expect(elsewhere).toHaveURL(/view=done&risk=low/);
  await there.getByRole("button", { name: "Remove the view From before" }).click();
  await expect(there.getByRole("link")).toHaveText(["Wool"]);
  await other.close();
  await page.reload();
  await expect(saved.getByRole("link")).toHaveText(["Wool"]);
  await page.getByRole("combobox", { name: "Risk" }).selectOption("critical");
  await page.getByText("Nothing matches").waitFor();
});

test("what happens elsewhere shows at once, and the tab's title counts it", async ({ page, product }) => {
  await page.goto("/");
  await page.getByTestId("list").getByRole("listitem").first().waitFor();
  const before = await page.title();
  await proposed(product, "Live Wire", { amount: 9_999_999 });
  await page.getByText("Live Wire").first().waitFor();
  await expect(page).not.toHaveTitle(before);
});

test("says that it is offline, keeps what it shows, and comes back", async ({ page, context, product }) => {
  const { actionId } = await proposed(product, "Steady Stone");
  await page.goto(`/?action=${actionId}`);
  await cardOf(page, "Steady Stone").waitFor();
  await context.setOffline(true);
  await page.getByText("AI COO does not answer.", { exact: false }).first().waitFor();
  await expect(cardOf(page, "Steady Stone")).toBeVisible();
  await context.setOffline(false);
  await page.getByText("AI COO does not answer.", { exact: false }).first().waitFor({ state: "detached" });
});

test("the list leads to the card and back, and speaks French @phone", async ({ page, product }) => {
  await proposed(product, "Pocket Customer", { amount: 8_000_000 });
  await page.goto("/?search=Pocket");
  await page
    .getByRole("link", { name: /Pocket Customer/ })
    .first()
    .click();
  await cardOf(page, "Pocket Customer").waitFor();
  expect(await tooWide(page)).toEqual([]);
  await page.evaluate('localStorage.setItem("ai-coo.locale", "fr")');
  await page.reload();
  await cardOf(page, "Pocket Customer").getByRole("button", { name: "Approuver et envoyer" }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});
