import type { Page } from "@playwright/test";
import { addPerson, analysed } from "./support/filled.ts";
import { dialogProblems, expect, test } from "./support/test.ts";

const dialog = (page: Page) => page.getByRole("alertdialog");

test("runs the analyses now and shows how far they are", async ({ page, owner }) => {
  await analysed(owner);
  await page.goto("/overview");
  const progress = page.getByRole("region", { name: "Analyses" });
  await expect(progress.getByText("done", { exact: false })).toHaveCount(3);
  await page.getByRole("button", { name: "Run analysis now" }).click();
  await page.getByRole("button", { name: "Analysing…" }).waitFor();
  await progress.getByRole("progressbar").waitFor();
  await page.getByRole("button", { name: "Run analysis now" }).waitFor({ timeout: 60_000 });
  await expect(progress.getByText("done", { exact: false })).toHaveCount(3);
});

test("stops everything with a reason, says so on every page, and resumes with another @phone", async ({ page }) => {
  await page.goto("/alerts");
  await page.getByRole("button", { name: /^Stop( everything…)?$/ }).click();
  await expect(dialog(page).getByRole("button", { name: "Stop everything" })).toBeDisabled();
  await dialog(page).getByRole("textbox").fill("The amounts are wrong.");
  expect.soft(await dialogProblems(page), "stop").toEqual([]);
  await dialog(page).getByRole("button", { name: "Stop everything" }).click();
  const banner = page.getByRole("alert").filter({ hasText: "Everything is stopped" });
  await expect(banner).toContainText("The amounts are wrong.");
  await page.goto("/customers");
  await banner.getByRole("button", { name: "Resume…" }).click();
  await dialog(page).getByRole("textbox").fill("They are corrected.");
  expect.soft(await dialogProblems(page), "resume").toEqual([]);
  await dialog(page).getByRole("button", { name: "Resume", exact: true }).click();
  await banner.waitFor({ state: "detached" });
});

test("walks the audit when asked, and finds what the stop said", async ({ page }) => {
  await page.goto("/audit");
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText(/^Intact: .* walked/).waitFor({ timeout: 60_000 });
});

test("tries each connection, and says what is wrong with the one that does not work", async ({ page }) => {
  await page.goto("/connections");
  const card = (name: string) => page.locator("main li").filter({ has: page.getByRole("heading", { name, exact: true }) });
  for (const name of ["Odoo", "SMS"]) await card(name).getByRole("button", { name: "Test" }).click();
  await card("Odoo").getByText("Works", { exact: true }).waitFor({ timeout: 60_000 });
  await card("SMS").getByText("Does not work", { exact: true }).waitFor({ timeout: 60_000 });
  // which address does not answer, and what to look at
  await expect(card("SMS").getByText("127.0.0.1:9", { exact: false }).first()).toBeVisible();
});

test("changes how one is told, and keeps it", async ({ page }) => {
  await page.goto("/notifications");
  const language = page.getByRole("main").getByRole("combobox", { name: "Language of messages" });
  const sms = page.getByRole("checkbox", { name: /SMS/i }).first();
  const before = await sms.isChecked();
  await sms.setChecked(!before);
  await language.selectOption("fr");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  await page.reload();
  await expect(page.getByRole("checkbox", { name: /SMS/i }).first()).toBeChecked({ checked: !before });
  await expect(language).toHaveValue("fr");
});

test("sets who is asked when nobody answers, and keeps it", async ({ page, product, owner }) => {
  await addPerson(product, owner, { name: "Nora Next", email: "nora@people.example" });
  await page.goto("/notifications");
  await page.getByText("Everybody who may decide is told at first.", { exact: false }).waitFor();
  await page.getByRole("combobox", { name: "Ask this person next" }).selectOption("Nora Next");
  await page.getByRole("spinbutton", { name: "Hours that each has" }).fill("2");
  await page.getByText("The owners, after 2 h", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Save who is asked" }).click();
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  await page.reload();
  await page.getByText("Nora Next is told at first").waitFor();
  await page.getByRole("button", { name: "Take Nora Next out of the line" }).click();
  await page.getByRole("button", { name: "Save who is asked" }).click();
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
});

test("says on the overview that the account has no password, until it is put away, and nowhere but on the account's page", async ({
  page,
}) => {
  const notice = page.getByText("This account has no password yet.");
  await page.goto("/customers");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect(notice).toHaveCount(0);
  await page.goto("/overview");
  await page.getByRole("button", { name: "Not now" }).click();
  await notice.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect(notice).toHaveCount(0);
  await page.goto("/account");
  await notice.waitFor();
});
