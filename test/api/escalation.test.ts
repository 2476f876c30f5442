import { afterAll, beforeAll, expect, test } from "vitest";
import { escalationSchema } from "#src/api/schemas/notifications.ts";
import { getOrgSettings, saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { createTestApi, fromPage, signIn, type TestApi } from "#test/support/api.ts";
import { exportAudit } from "#test/support/auditEntries.ts";
import { answered, join, type Person } from "#test/support/people.ts";

const PATH = "/api/ai-coo/notifications/escalation";
const UNSET = { line: [] as string[], escalateAfterHours: 4 };

let api: TestApi;
let owner: string;
let approver: Person;
let viewer: Person;
beforeAll(async () => {
  api = await createTestApi();
  owner = await signIn(api);
  approver = await join(api, "approver");
  viewer = await join(api, "viewer");
});
afterAll(() => api[Symbol.asyncDispose]());

const context = (): Context => ({ db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" });
const put = async (cookie: string, body: object) => api.app.request(PATH, { ...fromPage(cookie, body), method: "PUT" });
const show = async (cookie: string) => escalationSchema.parse(await answered(await api.app.request(PATH, { headers: { cookie } })));
const stored = async () => withTransaction(context(), (inner) => getOrgSettings(inner, "notifications"));

test("shows to everybody who is asked, and who could be: only those who may decide", async () => {
  const { settings, approvers } = await show(viewer.cookie);
  expect(settings).toEqual(UNSET);
  expect(approvers.map(({ isOwner }) => isOwner)).toEqual([true, false]);
  expect(approvers.map(({ userId }) => userId)).toContain(approver.userId);
});

test("an owner sets it; what else is set about notifications stays, and the audit has it", async () => {
  await withTransaction(context(), (inner) => saveOrgSettings(inner, "notifications", { smsDecides: "low", smsNumber: "+33612345678" }));
  const settings = { line: [approver.userId], escalateAfterHours: 1.5 };
  const saved = escalationSchema.parse(await answered(await put(owner, { settings, seen: UNSET })));
  expect(saved.settings).toEqual(settings);
  expect(await stored()).toEqual({ ...settings, smsDecides: "low", smsNumber: "+33612345678" });
  const entries = await exportAudit(api, "org-acme");
  expect(entries.at(-1)).toMatchObject({ kind: "settings.changed", facts: { area: "notifications", settings } });
});

test("what was changed since it was shown is not written over", async () => {
  const before = await stored();
  expect((await put(owner, { settings: { line: [], escalateAfterHours: 9 }, seen: UNSET })).status).toBe(409);
  expect(await stored()).toEqual(before);
});

test("nobody stands in it who may not decide, or twice; and only who governs sets it", async () => {
  const { settings: seen } = await show(owner);
  const before = await stored();
  for (const line of [[viewer.userId], [approver.userId, approver.userId]]) {
    expect((await put(owner, { settings: { ...seen, line }, seen })).status).toBe(400);
  }
  // who is not of the organisation is not there, whoever they are
  expect((await put(owner, { settings: { ...seen, line: [approver.userId, "nobody"] }, seen })).status).toBe(404);
  expect((await put(owner, { settings: { ...seen, escalateAfterHours: 0 }, seen })).status).toBe(400);
  for (const { cookie } of [approver, viewer]) expect((await put(cookie, { settings: UNSET, seen })).status).toBe(403);
  expect(await stored()).toEqual(before);
});
