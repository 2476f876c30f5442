import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionDetailSchema, actionListSchema } from "#src/api/schemas/actions.ts";
import { decidedSchema, recalledSchema } from "#src/api/schemas/inbox.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
let nextPartner = 6_000;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const post = async (path: string, body: object): Promise<Response> =>
  api.app.request(`/api/ai-coo/actions/${path}`, fromPage(cookie, body));
const proposed = (partnerName = "Azure Interior", parts: NonNullable<Parameters<typeof propose>[1]>["parts"] = {}) =>
  propose(api, { parts: { partnerId: nextPartner++, partnerName, ...parts } });
const detailOf = async (actionId: string) =>
  actionDetailSchema.parse(await (await api.app.request(`/api/ai-coo/actions/${actionId}`, { headers: { cookie } })).json());
const listOf = async (query: string) =>
  actionListSchema.parse(await (await api.app.request(`/api/ai-coo/actions?${query}`, { headers: { cookie } })).json()).actions;

describe("deciding about a group", () => {
  test("decides each by itself: the exceptions wait, and what has changed is refused alone", async () => {
    const [first, second, exception] = [await proposed(), await proposed(), await proposed()];
    const actions = [
      { id: first.actionId, fingerprint: first.fingerprint },
      { id: second.actionId, fingerprint: "0".repeat(64) },
    ];
    const { results } = decidedSchema.parse(await (await post("decide", { decision: "approve", actions })).json());
    expect(results).toMatchObject([
      { ok: true, actionId: first.actionId, status: "approved" },
      { ok: false, actionId: second.actionId, code: "fingerprint_mismatch" },
    ]);
    const statuses = await Promise.all([first, second, exception].map(async ({ actionId }) => (await detailOf(actionId)).status));
    expect(statuses).toEqual(["approved", "pending_approval", "pending_approval"]);

    const back = await post("decide", { decision: "recall", actions: actions.slice(0, 1) });
    expect(decidedSchema.parse(await back.json()).results).toMatchObject([{ ok: true, status: "pending_approval" }]);
  });

  test("rejects with the reason, and not without one", async () => {
    const { actionId: id, fingerprint } = await proposed();
    expect((await post("decide", { decision: "reject", actions: [{ id, fingerprint }] })).status).toBe(400);
    await post("decide", { decision: "reject", reason: "They pay on Friday.", actions: [{ id, fingerprint }] });
    expect((await detailOf(id)).approvals).toMatchObject([{ decision: "reject", reason: "They pay on Friday." }]);
  });
});

describe("taking an approval back", () => {
  test("is possible for a person at the page, and the action waits again", async () => {
    const { actionId, fingerprint } = await proposed();
    const approved: unknown = await (await post(`${actionId}/approve`, { fingerprint })).json();
    expect(approved).toMatchObject({ status: "approved", undoUntil: expect.any(String) });
    const recalled = recalledSchema.parse(await (await post(`${actionId}/recall`, { fingerprint })).json());
    expect(recalled).toMatchObject({ status: "pending_approval", version: 2, fingerprint });
    expect((await post(`${actionId}/recall`, { fingerprint })).status).toBe(409);
  });

  test("needs no moment of waiting where a program decided", async () => {
    const { actionId, fingerprint } = await proposed();
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "program", scopes: ["decide"] });
    const answer = await api.app.request(`/api/ai-coo/actions/${actionId}/approve`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify({ fingerprint }),
    });
    expect(await answer.json()).not.toHaveProperty("undoUntil");
    expect((await detailOf(actionId)).notBefore).toBeNull();
  });
});

describe("the list", () => {
  test("counts all that match where it is asked, whatever page it gives", async () => {
    for (const name of ["Counted One", "Counted Two", "Counted Three"]) await proposed(name);
    const page = async (query: string) =>
      actionListSchema.parse(await (await api.app.request(`/api/ai-coo/actions?${query}`, { headers: { cookie } })).json());
    const first = await page("search=counted&limit=2&total=yes");
    expect([first.actions.length, first.total]).toEqual([2, 3]);
    const last = await page(`search=counted&limit=2&total=yes&cursor=${first.nextCursor}`);
    expect([last.actions.length, last.total]).toEqual([1, 3]);
    expect((await page("search=counted")).total).toBeNull();
  });

  test("is searched by customer and line, where a wildcard is only itself", async () => {
    const { actionId } = await proposed("Zürcher 100% Wolle_AG");
    const found = async (search: string) => (await listOf(new URLSearchParams({ search }).toString())).map((action) => action.actionId);
    expect(await found("zürcher")).toEqual([actionId]);
    expect(await found("100% W")).toEqual([actionId]);
    expect(await found("10_% W")).toEqual([]);
    expect(await found("\\")).toEqual([]);
  });

  test("is narrowed by kind, risk and customer together", async () => {
    const { actionId } = await proposed("Only One", { actionType: "create_collection_task" });
    const { partnerId } = await detailOf(actionId);
    const query = `type=create_collection_task&risk=medium&partner=${partnerId}&status=pending_approval`;
    expect((await listOf(query)).map((action) => action.actionId)).toEqual([actionId]);
    expect(await listOf(`${query}&risk=high`.replace("risk=medium&", ""))).toEqual([]);
  });
});
