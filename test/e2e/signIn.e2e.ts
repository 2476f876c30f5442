import { accessibilityProblems, expect, tooWide, test } from "./support/test.ts";

test("who is not signed in sees how to, and a link that was used says so @phone", async ({ stranger, product }) => {
  await stranger.goto("/");
  await stranger.getByRole("heading", { level: 1 }).waitFor();
  expect(await accessibilityProblems(stranger)).toEqual([]);
  expect(await tooWide(stranger)).toEqual([]);
  await stranger.goto(product.signInUrl);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger.getByRole("alert")).toContainText("used already");
});

test("the page speaks the reader's language, and another one when it is chosen", async ({ stranger }) => {
  await stranger.goto("/");
  await expect(stranger.locator("html")).toHaveAttribute("lang", "en");
  await stranger.getByRole("combobox", { name: "Language" }).selectOption("fr");
  await expect(stranger.locator("html")).toHaveAttribute("lang", "fr");
  await stranger.reload();
  await expect(stranger.getByRole("combobox", { name: "Langue" })).toHaveValue("fr");
});
