import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { alertListSchema, alertSchema } from "#src/api/schemas/monitoring.ts";
import { auditListSchema } from "#src/api/schemas/audit.ts";
import { raiseAlert } from "#src/db/access/alerts.ts";
import { withTransaction } from "#src/db/index.ts";
import { createTestApi, fromPage, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const raise = (factKey: string, orgId = "org-acme") =>
  withTransaction({ db: api.database.db, clock: api.clock, orgId, actor: "system:ai-coo" }, (ctx) =>
    raiseAlert(ctx, { kind: "cash_runway_short", factKey, severity: "warning", title: factKey, detail: {}, analysisId: "a1" }),
  );
const list = async (query = "", headers: Record<string, string> = { cookie }) => {
  const answer = await api.app.request(`/api/ai-coo/alerts${query}`, { headers });
  return alertListSchema.parse(await answer.json());
};
const say = (id: string, verb: string, body: object = {}) => api.app.request(`/api/ai-coo/alerts/${id}/${verb}`, fromPage(cookie, body));
const idOf = async (title: string, query = "") => (await list(query)).alerts.find((alert) => alert.title === title)!.id;

describe("what a person says to an alert", () => {
  let count = 0;
  let title: string;
  let id: string;
  beforeEach(async () => {
    title = `fact ${count++}`;
    await raise(title);
    id = await idOf(title);
  });

  test.each([
    ["acknowledge", "acknowledged"],
    ["resolve", "resolved"],
    ["dismiss", "dismissed"],
  ])("%s gives it the status and the name of who did it", async (verb, status) => {
    const answer = await say(id, verb, { reason: "We know." });
    const alert = alertSchema.parse(await answer.json());
    expect([answer.status, alert.status, alert.statusByName]).toEqual([200, status, "Owner"]);
    expect(alert.resolvedAt === null).toBe(status !== "resolved");
    const trace = auditListSchema.parse(
      await (await api.app.request(`/api/ai-coo/audit?kind=alert.${status}`, { headers: { cookie } })).json(),
    );
    expect(trace.entries[0]).toMatchObject({ facts: { alert_id: id, alert_kind: "cash_runway_short" }, text: "We know." });
  });

  test("a second word is a conflict that says how it stands, and changes nothing", async () => {
    await say(id, "dismiss");
    const answer = await say(id, "resolve");
    expect([answer.status, await answer.json()]).toEqual([
      409,
      {
        error: expect.objectContaining({ code: "conflict", message: expect.stringContaining("dismissed already") }),
        said: expect.anything(),
      },
    ]);
    expect(await idOf(title, "?status=dismissed")).toBe(id);
  });

  test("a dismissed one is not listed unless asked for, is not raised again, and can be reopened", async () => {
    await say(id, "dismiss");
    expect((await list()).alerts.some((alert) => alert.id === id)).toBe(false);
    await raise(title);
    expect((await list()).alerts.some((alert) => alert.title === title)).toBe(false);
    await say(id, "reopen");
    expect((await list()).alerts.find((alert) => alert.id === id)?.status).toBe("new");
  });

  test("a resolved one whose fact is still there is raised anew", async () => {
    await say(id, "resolve");
    await raise(title);
    const both = (await list()).alerts.filter((alert) => alert.title === title);
    expect(both.map(({ status }) => status)).toEqual(["new", "resolved"]);
  });

  test("who may only read is refused", async () => {
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "reads" });
    const answer = await api.app.request(`/api/ai-coo/alerts/${id}/resolve`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: "{}",
    });
    expect(answer.status).toBe(403);
    expect((await list()).alerts.find((alert) => alert.id === id)?.status).toBe("new");
  });
});

test("an alert of another organisation is not found, and its list is its own", async () => {
  await raise("theirs", "org-other");
  expect((await list()).alerts.some(({ title }) => title === "theirs")).toBe(false);
  await api.accounts.ensureOwner({ orgId: "org-other", orgName: "Other" });
  const other = await signIn(api, "org-other");
  const [alert] = (await list("", { cookie: other })).alerts;
  expect((await say(alert!.id, "resolve")).status).toBe(404);
});

test("pages follow each other without a gap or a repetition", async () => {
  for (let index = 0; index < 7; index++) await raise(`page ${index}`);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(`?status=new&limit=3${cursor === null ? "" : `&cursor=${cursor}`}`);
    expect(page.alerts.length).toBeLessThanOrEqual(3);
    seen.push(...page.alerts.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe((await list("?status=new")).alerts.length);
  expect((await api.app.request("/api/ai-coo/alerts?cursor=nonsense", { headers: { cookie } })).status).toBe(400);
});
