import { createAdaptorServer } from "@hono/node-server";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getAction } from "#src/actions/index.ts";
import { ensureWebBuilt, loadWebApp, signInUrl } from "#src/api/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { createTestApi, propose, type TestApi } from "#test/support/api.ts";
import { findChromium, NO_BROWSER, openBrowser } from "#test/support/browser.ts";

const executablePath = findChromium();
if (executablePath === null) console.warn(NO_BROWSER);

describe.skipIf(executablePath === null)("putting off and undoing in a browser", { timeout: 120_000 }, () => {
  let api: TestApi;
  let server: Server;
  let origin = "http://127.0.0.1:0";
  let browser: Browser;
  let page: Page;
  let system: Context;

  beforeAll(async () => {
    const webApp = loadWebApp(await ensureWebBuilt());
    api = await createTestApi({ webApp: webApp!, origins: () => [origin] });
    system = { db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" };
    server = createAdaptorServer({ fetch: api.app.fetch }) as Server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser(executablePath!);
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB" })).newPage();
    const { token } = await api.accounts.mintSignInToken({ orgId: "org-acme" });
    await page.goto(signInUrl(origin, token));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Inbox" }).waitFor({ state: "attached" });
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    await api?.[Symbol.asyncDispose]();
  });

  const detailOf = (actionId: string) => getAction({ ctx: system, input: { actionId } });
  const isSnoozed = async (actionId: string): Promise<boolean> => (await detailOf(actionId)).snoozedUntil !== null;

  test("an action is put off from its card, and taken up again", async () => {
    const { actionId } = await propose(api, { parts: { partnerId: 7_001, partnerName: "Hazel Instruments" } });
    await page.goto(`${origin}/?action=${actionId}`);
    const card = page.getByRole("article", { name: "Hazel Instruments" });
    await card.getByRole("button", { name: "Later…" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("radio").nth(1).check();
    expect(await isSnoozed(actionId)).toBe(false);
    await dialog.getByRole("button", { name: "Put off" }).click();
    const wake = card.getByRole("button", { name: /take up now/ });
    await wake.waitFor();
    const { snoozedUntil, status } = await detailOf(actionId);
    expect(status).toBe("pending_approval");
    expect(Date.parse(snoozedUntil!) - api.clock.now().getTime()).toBeGreaterThan(3_600_000);

    await wake.click();
    await card.getByRole("button", { name: "Later…" }).waitFor();
    expect(await isSnoozed(actionId)).toBe(false);
  });

  test("a change that was carried out is taken back from its card, once", async () => {
    const { actionId } = await propose(api, {
      parts: { actionType: "update_deal_stage", partnerId: 7_002, partnerName: "Ivy Logistics" },
      overrides: { action_type: "update_deal_stage", rollback_strategy: "auto_undo_odoo_write" },
    });
    await withTransaction(system, ({ tx }) =>
      tx.update(autonomousActions).set({ status: "completed" }).where(eq(autonomousActions.actionId, actionId)),
    );
    await page.goto(`${origin}/?action=${actionId}`);
    const card = page.getByRole("article", { name: "Ivy Logistics" });
    await card.getByRole("button", { name: "Undo…" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("textbox").fill("The wrong deal.");
    await dialog.getByRole("button", { name: "Undo" }).click();
    await card.getByText("An action that takes it back: approved", { exact: false }).waitFor();
    expect(await card.getByRole("button", { name: "Undo…" }).count()).toBe(0);
    expect((await detailOf(actionId)).undoneBy).toMatchObject({ status: "approved" });
  });
});
