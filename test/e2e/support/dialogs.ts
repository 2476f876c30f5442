import type { Locator, Page } from "@playwright/test";
import { dialogProblems, expect } from "./test.ts";

/** The question that is open. */
export const asked = (page: Page): Locator => page.getByRole("alertdialog");

/** Answers the question that is open, with a reason where it asks for one; looked at by axe, and for what sticks out, as it stands. */
export async function answer(page: Page, verb: string, reason?: string): Promise<void> {
  const dialog = asked(page);
  const button = dialog.getByRole("button", { name: verb, exact: true });
  if (reason !== undefined) {
    await expect(button).toBeDisabled();
    await dialog.getByRole("textbox").fill(reason);
  }
  expect.soft(await dialogProblems(page), verb).toEqual([]);
  await button.click();
  await dialog.waitFor({ state: "detached" });
}
