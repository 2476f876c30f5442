import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { savedViewListSchema } from "#src/api/schemas/savedViews.ts";
import { exportAudit } from "#test/support/auditEntries.ts";
import { createTestApi, fromPage, ORIGIN, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";
import { answered, join, type Person } from "#test/support/people.ts";

let api: TestApi;
let owner: string;
let anna: Person;
let bruno: Person;
beforeAll(async () => {
  api = await createTestApi();
  owner = await signIn(api);
  anna = await join(api, "viewer");
  bruno = await join(api, "approver");
});
afterAll(() => api[Symbol.asyncDispose]());

const PATH = "/api/ai-coo/saved-views";
const WOOL = { view: "pending", search: "wool", type: "send_invoice_reminder", risk: "low", partner: 7 } as const;
const put = async (cookie: string, body: object): Promise<Response> => api.app.request(PATH, { ...fromPage(cookie, body), method: "PUT" });
const remove = async (cookie: string, id: string): Promise<Response> => api.app.request(`${PATH}/${id}/remove`, fromPage(cookie, {}));
const listOf = async (answer: Response) => savedViewListSchema.parse(await answered(answer)).views;
const list = async (cookie: string) => listOf(await api.app.request(PATH, { headers: { cookie } }));
const refusal = async (answer: Response) => [answer.status, errorBodySchema.parse(await answer.json()).error.code];

describe("views that somebody keeps", () => {
  test("are theirs in every browser, and nobody else's", async () => {
    const [kept] = await listOf(await put(anna.cookie, { name: "  Wool ", query: WOOL }));
    expect(kept).toEqual({ id: expect.any(String), name: "Wool", query: WOOL });
    expect(await list(anna.cookie)).toEqual([kept]);
    expect(await list(bruno.cookie)).toEqual([]);
    expect(await list(owner)).toEqual([]);

    expect(await refusal(await remove(bruno.cookie, kept!.id))).toEqual([404, "not_found"]);
    expect(await refusal(await remove(owner, kept!.id))).toEqual([404, "not_found"]);
    expect(await listOf(await remove(anna.cookie, kept!.id))).toEqual([]);
    expect(await refusal(await remove(anna.cookie, kept!.id))).toEqual([404, "not_found"]);
  });

  test("are kept by name: the same name is replaced where it stands", async () => {
    const [first] = await listOf(await put(bruno.cookie, { name: "Mine", query: { view: "pending" } }));
    await put(bruno.cookie, { name: "Other", query: { view: "stopped" } });
    const after = await listOf(await put(bruno.cookie, { name: "Mine", query: { view: "done" } }));
    expect(after).toMatchObject([
      { id: first!.id, name: "Mine", query: { view: "done" } },
      { name: "Other", query: { view: "stopped" } },
    ]);
  });

  test("are 20 at most, whoever races, and one of them can still be changed", async () => {
    const { cookie } = await join(api, "viewer");
    const names = Array.from({ length: 25 }, (_, index) => `View ${index}`);
    const answers = await Promise.all(names.map((name) => put(cookie, { name, query: { view: "pending" } })));
    const count = (status: number): number => answers.filter((one) => one.status === status).length;
    expect([count(200), count(409)]).toEqual([20, 5]);
    const kept = await list(cookie);
    expect(kept).toHaveLength(20);
    expect(await refusal(await put(cookie, { name: "One more", query: { view: "pending" } }))).toEqual([409, "conflict"]);
    expect((await put(cookie, { name: kept[0]!.name, query: { view: "done" } })).status).toBe(200);
  });

  test.each<[string, object]>([
    ["no name", { name: " ", query: { view: "pending" } }],
    ["a long name", { name: "x".repeat(41), query: { view: "pending" } }],
    ["a NUL in the name", { name: "a\u0000b", query: { view: "pending" } }],
    ["a NUL in the search", { name: "a", query: { view: "pending", search: "a\u0000b" } }],
    ["two lines", { name: "a\nb", query: { view: "pending" } }],
    ["an unknown tab", { name: "a", query: { view: "all" } }],
    ["an unknown kind", { name: "a", query: { view: "pending", type: "delete_everything" } }],
    ["a long search", { name: "a", query: { view: "pending", search: "x".repeat(201) } }],
    ["half a customer", { name: "a", query: { view: "pending", partner: 1.5 } }],
    ["something else", { name: "a", query: { view: "pending", cursor: "x" } }],
    ["somebody else's", { name: "a", query: { view: "pending" }, userId: "somebody" }],
  ])("are not kept with %s", async (_name, body) => {
    expect(await refusal(await put(anna.cookie, body))).toEqual([400, "invalid_input"]);
  });

  test("are no key's and nobody's who stands in for another", async () => {
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "reads", scopes: ["decide"] });
    expect((await api.app.request(PATH, { headers: { "x-api-key": key } })).status).toBe(403);
    const times = { startsAt: new Date(Date.now() - 1_000).toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString() };
    const admin = await join(api, "admin");
    await answered(await api.app.request("/api/ai-coo/delegations", fromPage(admin.cookie, { to: bruno.userId, ...times })));
    const headers = { cookie: bruno.cookie, origin: ORIGIN, "x-acting-for": admin.userId };
    expect((await api.app.request("/api/session", { headers })).status).toBe(200);
    expect((await api.app.request(PATH, { headers })).status).toBe(403);
  });

  test("go with whoever is removed, and none of it is in the audit", async () => {
    const leaver = await join(api, "viewer");
    await put(leaver.cookie, { name: "Leaving", query: { view: "pending", search: "Azure" } });
    await answered(await api.app.request(`/api/ai-coo/people/${leaver.userId}/remove`, fromPage(owner, {})));
    const rows = await asOwner(api.database.ownerConnectionString, async (client) => {
      await client.query("select set_config('ai_coo.org_id', 'org-acme', false)");
      return client.query("select name from ai_coo.saved_views where user_id = $1", [leaver.userId]);
    });
    expect(rows.rows).toEqual([]);
    expect(JSON.stringify(await exportAudit(api, "org-acme"))).not.toMatch(/Leaving|saved/);
  });
});
