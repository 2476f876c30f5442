import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { withTransaction } from "#src/db/index.ts";
import { startProduct, type E2eProduct } from "./support/product.ts";
import { expect, test } from "./support/test.ts";

/** Copies of one proposal, written straight into the table: proposing ten thousand by the verb takes minutes. */
async function multiply(product: E2eProduct, actionId: string, from: number, to: number): Promise<void> {
  await withTransaction(product.context(), ({ tx }) =>
    tx.execute(sql`
      insert into ai_coo.autonomous_actions (org_id, action_id, version, status, action_type, safe_operation, risk_level, idempotency_key,
        partner_id, partner_name, title, amount, currency, priority, fingerprint, action_protocol, expires_at, created_by, created_at, updated_at)
      select org_id, gen_random_uuid(), version, status, action_type, safe_operation, risk_level, idempotency_key || n, partner_id,
        'Customer ' || n, title, n, currency, priority, fingerprint, action_protocol, expires_at, created_by, created_at, updated_at
      from ai_coo.autonomous_actions, generate_series(${from}::int, ${to}::int) as n where action_id = ${actionId}::uuid`),
  );
}

/**
 * Of 112 that match, 50 of which are loaded: all but one are decided by the fingerprints that were shown. What came after the selection,
 * and what has changed since, is not.
 */
async function decidesOnAllThatMatch(page: Page, product: E2eProduct, actionId: string): Promise<void> {
  // what is decided is a version of an action
  await withTransaction(product.context(), ({ tx }) =>
    tx.execute(sql`
      insert into ai_coo.action_versions (org_id, action_id, version, fingerprint, action_protocol, created_by, created_at)
      select org_id, action_id, version, fingerprint, action_protocol, created_by, created_at
      from ai_coo.autonomous_actions where partner_name like 'Customer 1%'`),
  );
  await page.goto("/?search=Customer+1");
  const group = page.getByTestId("group");
  const exception = page.getByTestId("list").getByRole("checkbox").first();
  await exception.check();
  await group.getByText("1 of 112 selected").waitFor();
  await group.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await group.getByRole("button", { name: "Select all 112 that match" }).click();
  await group.getByText("112 of 112 selected").waitFor();
  await exception.uncheck();
  await multiply(product, actionId, 10_001, 10_001);
  await withTransaction(product.context(), ({ tx }) =>
    tx.execute(sql`update ai_coo.autonomous_actions set fingerprint = repeat('0', 64) where partner_name = 'Customer 137'`),
  );
  await group.getByRole("button", { name: "Reject 111…" }).click();
  await page.getByRole("textbox", { name: "Why?" }).fill("Not these.");
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Reject", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "110 rejected." }).waitFor();
  const { rows } = await withTransaction(product.context(), ({ tx }) =>
    tx.execute(sql`select count(*)::int as many, bool_or(partner_name = 'Customer 137') as changed, bool_or(partner_name = 'Customer 10001') as later
      from ai_coo.autonomous_actions where status = 'pending_approval' and partner_name like 'Customer 1%'`),
  );
  expect(rows).toEqual([{ many: 3, changed: true, later: true }]);
}

test("says when it is ready with a thousand pending, and holds few lines however far ten thousand are scrolled", async ({ browser }) => {
  test.setTimeout(150_000);
  await using product = await startProduct(process.env["E2E_DATABASE_SERVER"]!);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: product.url, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(product.signInUrl);
  await page.locator("main button").last().click();
  await page.getByRole("navigation").first().waitFor();
  const { actionId } = await product.propose({ parts: { partnerName: "Many Times" } });
  await multiply(product, actionId, 1, 1_000);

  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.goto("/");
    await page.getByTestId("list").getByRole("listitem").first().waitFor();
    // until the list answers to a key, on the page's own clock
    await page.keyboard.press("j");
    await expect(page).toHaveURL(/action=/);
    times.push(
      await page.evaluate<number>("performance.getEntriesByType('mark').find(({ name }) => name === 'list-shown')?.startTime ?? Infinity"),
    );
  }
  // told and not judged: how busy the machine is decides it too
  test.info().annotations.push({ type: "milliseconds until the list is shown", description: times.map(Math.round).join(", ") });
  expect(times.every(Number.isFinite)).toBe(true);

  await decidesOnAllThatMatch(page, product, actionId);
  await multiply(product, actionId, 1_001, 10_000);
  await page.goto("/?search=Customer");
  const list = page.getByTestId("list");
  await list.getByRole("listitem").first().waitFor();
  const height = () => page.evaluate<number>("document.querySelector('[data-testid=list]').scrollHeight");
  for (let screen = 0; screen < 8; screen++) {
    const before = await height();
    await page.evaluate("document.querySelector('[data-testid=list]').scrollTo(0, 1e9)");
    await expect.poll(height).toBeGreaterThan(before);
    expect(await list.getByRole("listitem").count()).toBeLessThan(60);
  }
  expect(await height()).toBeGreaterThan(60 * 150);
  await context.close();
});
