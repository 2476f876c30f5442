import type { SequenceList } from "#src/api/type.ts";
import { analysed } from "./support/filled.ts";
import { dialogProblems, expect, test } from "./support/test.ts";

test("records a promise and a dispute about a customer, and withdraws one @phone", async ({ page, owner }) => {
  await analysed(owner);
  const { sequences } = await owner.get<SequenceList>("/ai-coo/sequences");
  const { partnerId } = sequences.at(-1)!;
  await page.goto(`/customers?customer=${partnerId}`);
  const record = async (kind: "promise" | "dispute", fill: () => Promise<void>): Promise<void> => {
    await page.getByRole("button", { name: "Record…" }).click();
    await page.getByRole("alertdialog").getByRole("combobox", { name: "What" }).selectOption(kind);
    await expect(page.getByRole("alertdialog").getByRole("button", { name: "Record" })).toBeDisabled();
    await fill();
    expect.soft(await dialogProblems(page), kind).toEqual([]);
    await page.getByRole("alertdialog").getByRole("button", { name: "Record" }).click();
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
  };
  const recorded = page.getByRole("region", { name: "What stands recorded" }).getByRole("listitem");
  const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await record("promise", () => page.getByLabel("Pays by").fill(inAWeek));
  await recorded.filter({ hasText: "Promise to pay" }).waitFor();
  await record("dispute", () => page.getByRole("textbox", { name: "What was said" }).fill("The chairs came broken."));
  await expect(recorded.filter({ hasText: "The chairs came broken." })).toContainText("Open");

  await recorded.filter({ hasText: "Promise to pay" }).getByRole("button", { name: "Withdraw…" }).click();
  await page.getByRole("alertdialog").getByRole("textbox").fill("It was another customer.");
  await page.getByRole("alertdialog").getByRole("button", { name: "Take it back" }).click();
  await expect(recorded.filter({ hasText: "Promise to pay" })).toContainText("Withdrawn");
});
