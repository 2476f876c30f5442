import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { approveAction, getAction } from "#src/actions/index.ts";
import type { SequenceList } from "#src/api/type.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { answer, asked } from "./support/dialogs.ts";
import { addPerson, analysed, PASSWORD } from "./support/filled.ts";
import type { E2eProduct } from "./support/product.ts";
import { accessibilityProblems, dialogProblems, expect, test, tooWide } from "./support/test.ts";

/*
 * What people do, with fingers: at both widths, by the buttons that stand there. The keyboard's way stands in `inbox.e2e.ts` and
 * `keyboard.e2e.ts`.
 */

const cardOf = (page: Page, name: string) => page.getByRole("article", { name });
const statusOf = async (product: E2eProduct, actionId: string) => getAction({ ctx: product.context(), input: { actionId } });
const toast = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

async function opened(page: Page, product: E2eProduct, partnerName: string) {
  const proposed = await product.propose({ parts: { partnerName } });
  await page.goto(`/?action=${proposed.actionId}`);
  const card = cardOf(page, partnerName);
  await card.waitFor();
  return { ...proposed, card };
}

/** Leaves an action as something that is not this test's does: its hours, a customer's answer. */
const change = (product: E2eProduct, actionId: string, as: Partial<typeof autonomousActions.$inferInsert>) =>
  withTransaction(product.context(), ({ tx }) => tx.update(autonomousActions).set(as).where(eq(autonomousActions.actionId, actionId)));

test("puts off, takes up again, edits, reads the facts, and rejects with the reason @phone", async ({ page, product }) => {
  const { actionId, card } = await opened(page, product, "By Hand Ltd");
  await card.getByRole("button", { name: "Later…" }).click();
  await asked(page).getByRole("radio").first().check();
  await answer(page, "Put off");
  await card.getByRole("button", { name: /take up now/ }).click();
  await card.getByRole("button", { name: "Later…" }).waitFor();

  await card.getByRole("button", { name: "Edit…" }).click();
  const form = page.getByRole("dialog", { name: "Edit before approval" });
  await form.getByRole("textbox", { name: "Subject" }).fill("A subject typed by hand");
  expect.soft(await dialogProblems(page), "edit").toEqual([]);
  await form.getByRole("button", { name: "Save as a new version" }).click();
  await card.getByText("Version 1 → 2").waitFor();
  await card.locator("ins").filter({ hasText: "hand" }).first().waitFor();
  await card.locator("del").first().waitFor();

  await card.getByRole("button", { name: "Check now" }).click();
  // the simulated company knows no such customer
  await card.getByText("A fact has changed: it would be stopped.").waitFor({ timeout: 30_000 });

  await card.getByRole("button", { name: "Reject…" }).click();
  await answer(page, "Reject", "They pay on Friday.");
  await toast(page, "Rejected.").waitFor();
  const { status, version, approvals } = await statusOf(product, actionId);
  expect([status, version, approvals[0]?.reason]).toEqual(["rejected", 2, "They pay on Friday."]);
});

test("withdraws what was approved, and releases what is held @phone", async ({ page, product }) => {
  const { actionId, fingerprint } = await product.propose({ parts: { partnerName: "Withdrawn Ltd" } });
  // as what waits for its hours: the worker takes what may begin at once
  const notBefore = new Date(Date.now() + 3_600_000);
  await change(product, actionId, { notBefore });
  const ctx = product.context("user:somebody");
  await approveAction({ ctx, input: { actionId, fingerprint, channel: "in_app" } });
  await page.goto(`/?view=underway&action=${actionId}`);
  await cardOf(page, "Withdrawn Ltd").getByRole("button", { name: "Withdraw…" }).click();
  await answer(page, "Withdraw", "They have paid.");
  await expect.poll(async () => (await statusOf(product, actionId)).status).toBe("cancelled");

  const held = await product.propose({ parts: { partnerName: "Held & Co" } });
  await change(product, held.actionId, { holdReason: "The customer wrote back.", holdSource: "inbound" });
  await page.goto(`/?action=${held.actionId}`);
  const card = cardOf(page, "Held & Co");
  await card.getByRole("button", { name: "Release…" }).click();
  await answer(page, "Release", "They only said thanks.");
  await card.getByRole("button", { name: "Approve and send" }).waitFor();
  expect((await statusOf(product, held.actionId)).holdReason).toBeNull();
});

test("finds by a word, narrows by the risk, approves a group but one, and rejects the rest of it @phone", async ({ page, product }) => {
  const names = ["Trio Alpha", "Trio Beta", "Trio Gamma"];
  const ids: string[] = [];
  for (const partnerName of names) ids.push((await product.propose({ parts: { partnerName } })).actionId);
  const statuses = () => Promise.all(ids.map(async (id) => (await statusOf(product, id)).status));
  await page.goto("/");
  const list = page.getByTestId("list");
  await list.getByRole("listitem").first().waitFor();
  await page.getByRole("searchbox").fill("trio");
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await page.getByRole("combobox", { name: "Risk" }).selectOption("critical");
  await page.getByText("Nothing matches").waitFor();
  await page.getByRole("combobox", { name: "Risk" }).selectOption({ index: 0 });
  for (const name of [names[0], names[2]]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  const group = page.getByTestId("group");
  await group.getByText("2 of 3 selected").waitFor();
  await group.getByRole("button", { name: "Approve 2…" }).click();
  await asked(page).getByText("1 other stays as they are", { exact: false }).waitFor();
  await answer(page, "Approve");
  await toast(page, "2 approved.").getByRole("button", { name: /Undo/ }).click();
  await toast(page, "2 taken back.").waitFor();
  expect(await statuses()).toEqual(["pending_approval", "pending_approval", "pending_approval"]);

  for (const name of names.slice(1)) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await group.getByRole("button", { name: "Reject 2…" }).click();
  await answer(page, "Reject", "They are one company.");
  await expect.poll(statuses).toEqual(["pending_approval", "rejected", "rejected"]);
});

test("an alert is acknowledged, dismissed with the reason, and opened again @phone", async ({ page, owner }) => {
  await analysed(owner);
  await page.goto("/alerts");
  const card = page.locator("main li").filter({ has: page.getByRole("heading", { name: "payables overdue for more than 90 days" }) });
  await card.getByRole("button", { name: "Acknowledge" }).click();
  await card.getByText("Acknowledged by", { exact: false }).waitFor();
  await card.getByRole("button", { name: "Dismiss…" }).click();
  await answer(page, "Dismiss", "The loan comes in next week.");
  await card.waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Resolved and dismissed/ }).click();
  await card.getByRole("button", { name: "Reopen" }).click();
  await card.waitFor({ state: "detached" });
  await page.goto("/alerts");
  await card.getByRole("button", { name: "Dismiss…" }).waitFor();
});

test("a rule is typed, tried on what was proposed, taken, and revoked; and all of them are tried @phone", async ({ page }) => {
  await page.goto("/guardrails");
  await page.getByRole("button", { name: "New rule…" }).click();
  const form = page.getByRole("form", { name: "A rule that approves without a person" });
  await form.getByRole("button", { name: "Try this rule on the last 90 days" }).click();
  await form.getByText("This is needed.").first().waitFor();
  await form.getByRole("textbox", { name: "Name" }).fill("Thanks for paying");
  await form.getByRole("checkbox", { name: "Payment confirmation" }).check();
  await form.getByRole("spinbutton", { name: "At most a day" }).fill("3");
  await form.getByRole("combobox", { name: "Money at stake" }).selectOption({ label: "none at all" });
  await form.getByRole("button", { name: "Try this rule on the last 90 days" }).click();
  await form.getByRole("status").waitFor();
  expect.soft(await accessibilityProblems(page), "form").toEqual([]);
  expect.soft(await tooWide(page), "form").toEqual([]);
  await form.getByRole("button", { name: "Take the rule" }).click();
  await form.waitFor({ state: "detached" });
  const rule = page.locator("main li").filter({ hasText: "Thanks for paying" });
  await page.getByRole("button", { name: "Try all of them on the last 90 days" }).click();
  await page.getByText("What these guardrails would have done").waitFor();
  await rule.getByRole("button", { name: "Revoke…" }).click();
  await answer(page, "Revoke", "It was a trial.");
  await rule.waitFor({ state: "detached" });
});

test("the reminders of a debt are stopped with the reason, and resumed @phone", async ({ page, owner }) => {
  await analysed(owner);
  const { sequences } = await owner.get<SequenceList>("/ai-coo/sequences");
  const { partnerId } = sequences.find(({ state }) => state !== "ended")!;
  await page.goto(`/customers?customer=${partnerId}`);
  await page.getByRole("button", { name: "Stop reminders…" }).first().click();
  await answer(page, "Stop reminders", "Their lawyer writes to us.");
  await page.getByRole("button", { name: "Resume reminders…" }).first().click();
  await answer(page, "Resume reminders", "It is settled.");
  await page.getByRole("button", { name: "Stop reminders…" }).first().waitFor();
});

test("who may only read sees everything, can decide nothing, and is told why; and ends their other session @phone", async ({
  stranger,
  browser,
  baseURL,
  product,
  owner,
}, { project }) => {
  const email = `vera.${project.name}@people.example`;
  await addPerson(product, owner, { name: "Vera Viewer", email, role: "viewer" });
  const { actionId } = await product.propose({ parts: { partnerName: "Only Looked At" } });
  const signIn = async (page: Page, path: string): Promise<void> => {
    await page.goto(path);
    await page.getByRole("textbox", { name: "Email address" }).fill(email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };
  const elsewhere = await browser.newContext({ baseURL: baseURL!, locale: "en-GB", storageState: { cookies: [], origins: [] } });
  const other = await elsewhere.newPage();
  await signIn(other, "/account");
  await other.getByRole("heading", { name: "My account" }).waitFor();

  await signIn(stranger, `/?action=${actionId}`);
  const card = cardOf(stranger, "Only Looked At");
  await card.waitFor();
  for (const name of ["Reject…", "Edit…"]) await expect(card.getByRole("button", { name })).toBeDisabled();
  await expect(card.getByRole("button", { name: /^Approve/ })).toBeDisabled();
  await stranger.goto("/guardrails");
  await expect(stranger.getByRole("button", { name: "New rule…" })).toBeDisabled();
  await stranger.getByText("Changing it is for owners and admins", { exact: false }).first().waitFor();
  await stranger.goto("/alerts");
  for (const one of await stranger.getByRole("button", { name: "Dismiss…" }).all()) await expect(one).toBeDisabled();

  await stranger.goto("/account");
  const end = stranger.getByRole("button", { name: "End", exact: true });
  await end.click();
  await end.waitFor({ state: "detached" });
  await other.reload();
  await other.getByRole("textbox", { name: "Email address" }).waitFor();
  await elsewhere.close();
});
