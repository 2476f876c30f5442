import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context } from "#src/db/index.ts";
import { member, user } from "#src/db/schema/index.ts";
import {
  deliverNotifications,
  notificationSettingsSchema,
  personSettingsSchema,
  queueNotifications,
  registerPhone,
  savePreferences,
} from "#src/notifications/index.ts";
import { createTestApi, fromPage, ORIGIN, propose, signIn, type TestApi } from "#test/support/api.ts";
import { inboundOfTests, ORG } from "./inboundScene.ts";

const { inbound, pathOf } = inboundOfTests();
const PHONE = "+33612345678";
let api: TestApi;
let cookie: string;
let ctx: Context;
const messages: string[] = [];

beforeEach(async () => {
  api = await createTestApi({ inbound });
  cookie = await signIn(api);
  const { db } = api.database;
  const [owner] = await db.select({ userId: member.userId }).from(member).where(eq(member.organizationId, ORG));
  await db.update(user).set({ email: "olga@staff.example" }).where(eq(user.id, owner!.userId));
  ctx = { db, clock: api.clock, orgId: ORG, actor: "system:ai-coo" };
  await registerPhone(ctx, owner!.userId, PHONE);
  const both = { email: true, sms: false, when: "at_once" };
  const settings = personSettingsSchema.parse({ risks: { low: both, medium: both, high: both } });
  await savePreferences(ctx, owner!.userId, { settings, timezone: null });
  messages.length = 0;
});
afterEach(() => api[Symbol.asyncDispose]());

async function linked(overrides: Parameters<typeof propose>[1] = {}) {
  const approval = { required: true, channels: ["in_app" as const, "email" as const, "sms" as const], min_approvals: 1 };
  const proposed = await propose(api, { ...overrides, overrides: { approval, ...overrides.overrides } });
  const keep = async ({ text }: { readonly text: string }) => (messages.push(text), { kind: "done" as const, ref: "sent" });
  const options = { ports: { publicUrl: ORIGIN, mail: keep }, settings: notificationSettingsSchema.parse({}), timezone: "UTC" };
  await queueNotifications(ctx, options);
  await deliverNotifications(ctx, options);
  const token = /\/decide#(\S+)/.exec(messages.at(-1)!)![1]!;
  return { ...proposed, token };
}

const view = async (token: string, as = "") => (await api.app.request("/api/decision-links/view", fromPage(as, { token }))).json();
const decide = (body: object, as = "") => api.app.request("/api/decision-links/decide", fromPage(as, body));

test("a link shows the complete action to whoever holds it, and decides with its person's session alone", async () => {
  const { token, actionId, fingerprint } = await linked();
  expect(await view(token)).toMatchObject({
    state: "open",
    isSignedIn: false,
    needs: "session",
    code: null,
    action: { actionId, fingerprint },
  });
  const message = `/api/ai-coo/actions/${actionId}/message.html?fingerprint=${fingerprint}`;
  expect([(await api.app.request(message)).status, (await api.app.request(message, { headers: { cookie } })).status]).toEqual([401, 200]);
  expect((await decide({ token, fingerprint, decision: "approve" })).status).toBe(401);
  expect(await view(token, cookie)).toMatchObject({ state: "open", isSignedIn: true, needs: null, status: "pending_approval" });
  const answer = await decide({ token, fingerprint, decision: "approve" }, cookie);
  expect([answer.status, await answer.json()]).toEqual([200, { actionId, status: "approved" }]);
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  expect(await view(token, cookie)).toMatchObject({ state: "used", status: "approved" });
  const detail = await (await api.app.request(`/api/ai-coo/actions/${actionId}`, { headers: { cookie } })).json();
  expect(detail).toMatchObject({ approvals: [{ channel: "email", decision: "approve" }] });
});

test("at low risk the digits of the page decide, and a rejection says why", async () => {
  const { token, fingerprint } = await linked({ parts: { actionType: "send_payment_confirmation" } });
  const { code } = (await view(token)) as { code: string };
  expect(code).toMatch(/^\d{4}$/);
  expect((await decide({ token, fingerprint, decision: "reject", code })).status).toBe(400);
  expect((await decide({ token, fingerprint, decision: "reject", reason: "Paid in cash.", code })).status).toBe(200);
});

test("a key decides by no link, another site's page neither, and an unknown link is not found", async () => {
  const { token, fingerprint } = await linked();
  const { key } = await api.accounts.createKey({ orgId: ORG, name: "script", scopes: ["decide"] });
  const headers = { "content-type": "application/json", "x-api-key": key };
  const body = JSON.stringify({ token, fingerprint, decision: "approve" });
  expect((await api.app.request("/api/decision-links/decide", { method: "POST", headers, body })).status).toBe(401);
  const foreign = { cookie, origin: "https://evil.example", "content-type": "application/json" };
  expect((await api.app.request("/api/decision-links/decide", { method: "POST", headers: foreign, body })).status).toBe(403);
  for (const unknown of ["x", `${token}x`, token.split(".")[1]!])
    expect((await decide({ token: unknown, fingerprint, decision: "approve" })).status).toBe(404);
});

test("preferences are one's own, and no key has any", async () => {
  const get = (headers: Record<string, string>) => api.app.request("/api/ai-coo/notifications/preferences", { headers });
  expect(await (await get({ cookie })).json()).toMatchObject({
    email: "olga@staff.example",
    phone: PHONE,
    isTold: true,
    isSmsLocked: false,
  });
  const { key } = await api.accounts.createKey({ orgId: ORG, name: "script", scopes: ["decide"] });
  expect((await get({ "x-api-key": key })).status).toBe(403);
  expect((await get({})).status).toBe(401);
});

test("an SMS of a gateway registers and locks a number, and a stop from it is a stop", async () => {
  const receive = (text: string, id: string) =>
    api.app.request(pathOf("Your own gateway"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ from: "+33698765432", message: text, id }),
    });
  const claim = await api.app.request("/api/ai-coo/notifications/phone", fromPage(cookie, { phone: "+33 6 98 76 54 32" }));
  const { text } = (await claim.json()) as { text: string };
  await receive("CONFIRM 000000", "1");
  await receive(`please ${text}`, "2");
  const phone = async () =>
    (await (await api.app.request("/api/ai-coo/notifications/preferences", { headers: { cookie } })).json()) as object;
  expect(await phone()).toMatchObject({ phone: PHONE, pendingPhone: "+33698765432" });
  expect((await receive(text, "3")).status).toBe(200);
  expect(await phone()).toMatchObject({ phone: "+33698765432", pendingPhone: null });
  for (const id of ["4", "4", "5", "6"]) await receive("YES 0000", id);
  expect(await phone()).toMatchObject({ isSmsLocked: true });
  await receive("STOP", "7");
  expect((await api.app.request("/api/ai-coo/notifications/unlock-sms", fromPage(cookie, {}))).status).toBe(200);
  expect(await phone()).toMatchObject({ isSmsLocked: false });
});
