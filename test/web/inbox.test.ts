import { createAdaptorServer } from "@hono/node-server";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureWebBuilt, loadWebApp, signInUrl } from "#src/api/index.ts";
import { createTestApi, leaveInDoubt, propose, type TestApi } from "#test/support/api.ts";
import { findChromium, NO_BROWSER, openBrowser } from "#test/support/browser.ts";

const executablePath = findChromium();
if (executablePath === null) console.warn(NO_BROWSER);

describe.skipIf(executablePath === null)("the inbox in a browser", { timeout: 90_000 }, () => {
  let api: TestApi;
  let server: Server;
  let origin = "http://127.0.0.1:0";
  let browser: Browser;
  let partner = 5_000;

  beforeAll(async () => {
    const webApp = loadWebApp(await ensureWebBuilt());
    api = await createTestApi({ webApp: webApp!, origins: () => [origin] });
    server = createAdaptorServer({ fetch: api.app.fetch }) as Server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser(executablePath!);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    await api?.[Symbol.asyncDispose]();
  });

  /** A window of its own, with everything that goes wrong in it. */
  async function open(options: { readonly width?: number } = {}): Promise<{ page: Page; problems: string[]; context: BrowserContext }> {
    const context = await browser.newContext({ viewport: { width: options.width ?? 1280, height: 900 }, locale: "en-GB" });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (/Content Security Policy|is not allowed|violat/i.test(message.text())) problems.push(message.text());
    });
    return { page, problems, context };
  }

  async function signInAt(page: Page): Promise<void> {
    const { token } = await api.accounts.mintSignInToken({ orgId: "org-acme" });
    await page.goto(signInUrl(origin, token));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Inbox" }).waitFor({ state: "attached" });
  }

  const proposed = async (name: string, body?: string) => {
    const partnerId = partner++;
    return propose(api, { parts: { partnerId, partnerName: name, ...(body === undefined ? {} : { text: body }) } });
  };
  const statusOf = async (actionId: string) => {
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "test" });
    const answer: unknown = await (await api.app.request(`/api/ai-coo/actions/${actionId}`, { headers: { "x-api-key": key } })).json();
    return answer as { status: string; approvals: { reason: string | null }[] };
  };

  test("shows who gets what, and approves exactly that", async () => {
    const { actionId, action } = await proposed("Azure Interior");
    const { page, problems, context } = await open();
    await signInAt(page);
    await page.getByRole("link", { name: /Azure Interior/ }).click();
    const card = page.getByRole("article", { name: "Azure Interior" });
    await card.waitFor();

    if (action.operation.type !== "send_email") throw new Error("the example sends a mail");
    const { to, subject, body_text } = action.operation.inputs;
    for (const text of [...to, subject, action.reasoning, action.expected_effect, ...action.evidence.map((fact) => fact.label)]) {
      expect(await card.getByText(text, { exact: false }).count()).toBeGreaterThan(0);
    }
    expect((await card.getByTestId("message-body").textContent())?.trim()).toBe(body_text.trim());
    for (const check of action.revalidation_plan.checks.slice(0, 3)) {
      expect(await card.getByText(check.description).count()).toBe(1);
    }

    await card.getByRole("button", { name: "Approve and send" }).click();
    expect((await statusOf(actionId)).status).toBe("pending_approval");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText(to[0]!).waitFor();
    await dialog.getByRole("button", { name: "Approve and send" }).click();
    await card.getByText("Approved.", { exact: false }).waitFor();
    expect((await statusOf(actionId)).status).toBe("approved");
    expect(problems).toEqual([]);
    await context.close();
  });

  test("the card that was decided stays, although the list has moved on", async () => {
    await proposed("Next in Line");
    await proposed("First in Line");
    const { page, problems, context } = await open();
    await signInAt(page);
    const card = page.getByRole("article", { name: "First in Line" });
    await card.getByRole("button", { name: "Approve and send" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Approve and send" }).click();
    await card.getByText("Approved.", { exact: false }).waitFor();
    await page.getByRole("list", { name: "Actions" }).getByText("First in Line").waitFor({ state: "detached" });
    expect(await card.isVisible()).toBe(true);
    await page.getByRole("link", { name: "Next", exact: true }).click();
    await page.getByRole("article", { name: "Next in Line" }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test("what happens elsewhere shows at once, by the server's word and not by asking again", async () => {
    const { page, context, problems } = await open();
    await page.clock.install();
    const streaming = page.waitForResponse((response) => response.url().endsWith("/api/events"));
    await signInAt(page);
    expect((await streaming).status()).toBe(200);
    // a second ear in the page hears what the page itself hears, in the same moment
    await page.evaluate(() => {
      const heard = Promise.withResolvers<void>();
      const ear = new EventSource("/api/events");
      ear.addEventListener("message", () => heard.resolve());
      Object.assign(globalThis, { heard: heard.promise });
      return new Promise<void>((resolve) => ear.addEventListener("reset", () => resolve()));
    });
    // from here on no question is repeated by the clock
    await page.clock.pauseAt(Date.now() + 2_000);
    const asked = page.waitForResponse((response) => response.url().includes("/api/ai-coo/actions?"));
    await proposed("Hazel Instruments");
    await page.evaluate(() => (globalThis as unknown as { heard: Promise<void> }).heard);
    await page.clock.runFor(1_000);
    await (await asked).finished();
    await page.clock.runFor(1_000);
    await page.getByText("Hazel Instruments").first().waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test("rejects with the reason, from the keyboard", async () => {
    const { actionId } = await proposed("Gemini Furniture");
    const { page, problems, context } = await open();
    await signInAt(page);
    await page.goto(`${origin}/?action=${actionId}`);
    await page.getByRole("button", { name: "Reject" }).focus();
    await page.keyboard.press("Enter");
    const reason = page.getByRole("textbox", { name: "Why?" });
    await reason.waitFor();
    await page.keyboard.type("They pay on Friday.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("Rejected", { exact: false }).first().waitFor();
    const after = await statusOf(actionId);
    expect([after.status, after.approvals[0]?.reason]).toEqual(["rejected", "They pay on Friday."]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test("says what became of an action that nobody could look up", async () => {
    const { actionId } = await proposed("Lost Answer");
    await leaveInDoubt(api, actionId);
    const { page, problems, context } = await open();
    await signInAt(page);
    await page.goto(`${origin}/?action=${actionId}`);
    const card = page.getByRole("article", { name: "Lost Answer" });
    for (const name of ["It was sent…", "Send again…", "Give up…"]) await card.getByRole("button", { name }).waitFor();
    await card.getByRole("button", { name: "It was sent…" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("textbox").fill("They called.");
    await dialog.getByRole("button", { name: "It was sent" }).click();
    await card.getByText("They called.", { exact: false }).first().waitFor();
    expect((await statusOf(actionId)).status).toBe("completed");
    expect(problems).toEqual([]);
    await context.close();
  });

  test.each([1280, 390])("stops and resumes everything from every page, %i pixels wide", async (width) => {
    const { page, problems, context } = await open({ width });
    await signInAt(page);
    const nav = page.getByRole("navigation", { name: "Main" });
    const dialog = page.getByRole("alertdialog");
    await nav.getByRole("link", { name: "Alerts" }).click();
    await nav.getByRole("button", { name: "Stop" }).click();
    expect(await dialog.getByRole("button", { name: "Stop everything" }).isDisabled()).toBe(true);
    await dialog.getByRole("textbox", { name: "Why?" }).fill("Wrong amounts.");
    await dialog.getByRole("button", { name: "Stop everything" }).click();
    const banner = page.getByRole("alert").filter({ hasText: "Everything is stopped" });
    await banner.getByText("Wrong amounts.", { exact: false }).waitFor();
    expect(await nav.getByRole("button", { name: "Stop" }).count()).toBe(0);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);

    await banner.getByRole("button", { name: "Resume…" }).click();
    await dialog.getByRole("textbox", { name: "Why?" }).fill("Corrected.");
    await dialog.getByRole("button", { name: "Resume" }).click();
    await banner.waitFor({ state: "detached" });
    await nav.getByRole("button", { name: "Stop" }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test("on a phone the list leads to the card and back, and nothing is wider than the screen", async () => {
    await proposed("Pocket Customer");
    const { page, problems, context } = await open({ width: 390 });
    await signInAt(page);
    await page.getByRole("link", { name: /Pocket Customer/ }).click();
    await page.getByRole("article", { name: "Pocket Customer" }).waitFor();
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.getByRole("link", { name: "Pending", exact: true }).click();
    await page.getByRole("link", { name: /Pocket Customer/ }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test("what came from Odoo is text: it runs nothing and loads nothing", async () => {
    const evil = `<img src=x onerror="document.title='run'"><script>document.title='run'</script> {{7*7}} <svg onload=alert(1)>`;
    const { actionId } = await proposed(evil, `Dear ${evil}\n`);
    const { page, problems, context } = await open();
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(origin)) foreign.push(request.url());
    });
    await signInAt(page);
    await page.goto(`${origin}/?action=${actionId}`);
    await page.getByRole("heading", { name: evil }).waitFor();
    if ((await page.getByRole("tab", { name: "As it arrives" }).count()) > 0)
      await page.getByRole("tab", { name: "As it arrives" }).click();
    await page.getByRole("button", { name: "Approve and send" }).waitFor();
    expect(await page.title()).toMatch(/AI COO$/);
    expect(foreign).toEqual([]);
    expect(problems.filter((problem) => !problem.includes("sandboxed"))).toEqual([]);
    await context.close();
  });

  test("who is not signed in sees how to, and a link that was used says so", async () => {
    const { page, context } = await open();
    await page.goto(origin);
    await page.getByRole("heading", { name: "You are signed out" }).waitFor();
    await page.goto(`${origin}/sign-in#token=used`);
    await page.getByRole("button", { name: "Sign in" }).click();
    const refusal = page.getByRole("alert");
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain("used already");
    await context.close();
  });
});
