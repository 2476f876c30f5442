import type { Page } from "@playwright/test";
import { approveAction, getAction, putInDoubt } from "#src/actions/index.ts";
import type { PeopleView } from "#src/api/type.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { withTransaction } from "#src/db/index.ts";
import type { E2eProduct } from "./support/product.ts";
import { expect, test } from "./support/test.ts";

/** An action whose mail may have left: nobody knows. */
async function inDoubt(product: E2eProduct, partnerName: string): Promise<string> {
  const { actionId } = await product.propose({ parts: { partnerName } });
  await withTransaction(product.context(), async (inner) => {
    const row = await getActionByIdOrThrow(inner, actionId, { lock: true });
    const doubt = { workerId: "gone", token: "gone", since: new Date(), reason: "The connection broke.", lookUpAt: null };
    await putInDoubt(inner, row, doubt);
  });
  return actionId;
}

const answer = async (page: Page, button: string, words: string, verb: string): Promise<void> => {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("alertdialog").getByRole("textbox").fill(words);
  await page.getByRole("alertdialog").getByRole("button", { name: verb, exact: true }).click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
};

test("settles a doubt: it was sent, or it is given up", async ({ page, product }) => {
  const [sent, left] = [await inDoubt(product, "Doubtful One"), await inDoubt(product, "Doubtful Two")];
  await page.goto(`/?view=attention&action=${sent}`);
  await answer(page, "It was sent…", "It is in the sent folder.", "It was sent");
  await page.goto(`/?view=attention&action=${left}`);
  await answer(page, "Give up…", "They have paid.", "Give up");
  const statusOf = async (actionId: string) => (await getAction({ ctx: product.context(), input: { actionId } })).status;
  expect([await statusOf(sent), await statusOf(left)]).toEqual(["completed", "failed"]);
});

/** A deal of the simulated company that stands in “Qualified”. */
const QUALIFIED_DEAL = 3;

test("takes back a change that was made, by an action of its own", async ({ page, product, owner }) => {
  const { members } = await owner.get<PeopleView>("/ai-coo/people");
  const parts = { actionType: "update_deal_stage" as const, ids: [QUALIFIED_DEAL], partnerName: "Moved Deal" };
  const { actionId, fingerprint } = await product.propose({ parts, overrides: { rollback_strategy: "auto_undo_odoo_write" } });
  const ctx = product.context(`user:${members.find(({ you }) => you)!.userId}`);
  await approveAction({ ctx, input: { actionId, fingerprint, channel: "in_app" } });
  await page.goto(`/?view=done&action=${actionId}`);
  await page.getByRole("button", { name: "Undo…" }).waitFor({ timeout: 60_000 });
  await answer(page, "Undo…", "It was the wrong deal.", "Undo");
  await page.getByText("An action that takes it back", { exact: false }).waitFor();
});
