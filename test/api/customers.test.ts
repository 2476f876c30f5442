import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionDetailSchema } from "#src/api/schemas/actions.ts";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { commitmentChangeSchema, commitmentListSchema, sequenceListSchema, sequenceSchema } from "#src/api/schemas/customers.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
let partners = 7_000;
beforeAll(async () => {
  api = await createTestApi();
  await api.accounts.ensureOwner({ orgId: "org-other", orgName: "Other" });
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const post = async (path: string, body: object, as = cookie): Promise<Response> =>
  api.app.request(`/api/ai-coo/${path}`, fromPage(as, body));
const get = async (path: string, as = cookie): Promise<Response> => api.app.request(`/api/ai-coo/${path}`, { headers: { cookie: as } });
const codeOf = async (answer: Response) => [answer.status, errorBodySchema.parse(await answer.json()).error.code];
const changeOf = async (answer: Response) => commitmentChangeSchema.parse(await answer.json());
const holdOf = async (actionId: string) => actionDetailSchema.parse(await (await get(`actions/${actionId}`)).json()).holdReason;
const inDays = (days: number): string => new Date(api.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** A reminder of a customer of its own that is owed to the company 1 in euros. */
async function reminder() {
  const partnerId = partners++;
  const { actionId } = await propose(api, { parts: { partnerId } });
  return { partnerId, actionId };
}

describe("promises and disputes", () => {
  test("are recorded, listed and withdrawn; what waits is held and let go", async () => {
    const { partnerId, actionId } = await reminder();
    const body = { kind: "promise", until: inDays(5), amount: 1250, currency: "EUR", note: "After the fair." };
    const { commitment, held } = await changeOf(await post(`customers/${partnerId}/commitments`, body));
    expect([held, await holdOf(actionId)]).toEqual([1, expect.stringContaining("After the fair.")]);
    expect(commitment).toMatchObject({ partnerId, status: "open", amount: 1250, recordedBy: expect.stringMatching(/^user:/) });

    for (const path of [`customers/${partnerId}/commitments`, "commitments?kind=promise&status=open"]) {
      const { commitments } = commitmentListSchema.parse(await (await get(path)).json());
      expect(commitments.map(({ commitmentId }) => commitmentId)).toContain(commitment.commitmentId);
    }
    const ended = await changeOf(await post(`commitments/${commitment.commitmentId}/withdraw`, { reason: "Another customer." }));
    expect([ended.released, ended.commitment.status, await holdOf(actionId)]).toEqual([1, "withdrawn", null]);
    expect(await codeOf(await post(`commitments/${commitment.commitmentId}/settle`, { reason: "Again." }))).toEqual([409, "conflict"]);
  });

  test("a page at a time", async () => {
    const { partnerId } = await reminder();
    for (const days of [3, 4, 5]) {
      await post(`customers/${partnerId}/commitments`, { kind: "promise", until: inDays(days), invoiceIds: [days] });
    }
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page = commitmentListSchema.parse(
        await (await get(`customers/${partnerId}/commitments?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`)).json(),
      );
      seen.push(...page.commitments.map(({ commitmentId }) => commitmentId));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(3);
    expect(await codeOf(await get(`customers/${partnerId}/commitments?cursor=x`))).toEqual([400, "invalid_input"]);
  });

  test("what is asked wrongly is refused, and what is another organisation's is not there", async () => {
    const { partnerId } = await reminder();
    const path = `customers/${partnerId}/commitments`;
    for (const body of [{ kind: "promise" }, { kind: "reply" }, { kind: "dispute" }, { kind: "stop", note: "x", partnerId: 1 }]) {
      expect(await codeOf(await post(path, body))).toEqual([400, "invalid_input"]);
    }
    const { commitment } = await changeOf(await post(path, { kind: "dispute", note: "Never came." }));
    const other = await signIn(api, "org-other");
    expect(await codeOf(await post(`commitments/${commitment.commitmentId}/withdraw`, { reason: "Ours." }, other))).toEqual([
      404,
      "not_found",
    ]);
    expect(commitmentListSchema.parse(await (await get("commitments", other)).json()).commitments).toEqual([]);
    expect(await codeOf(await post("commitments/nothing/withdraw", { reason: "Ours." }))).toEqual([404, "not_found"]);
  });

  test("a key that may decide records; letting go is for people, and a key that may only read does neither", async () => {
    const { partnerId } = await reminder();
    const keys = [await api.accounts.createKey({ orgId: "org-acme", name: "reads", scopes: ["read"] })];
    keys.push(await api.accounts.createKey({ orgId: "org-acme", name: "decides", scopes: ["read", "decide"] }));
    const by = (key: string, path: string, body: object): Promise<Response> =>
      Promise.resolve(
        api.app.request(`/api/ai-coo/${path}`, {
          method: "POST",
          headers: { "x-api-key": key, "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      );
    const [reads, decides] = keys.map(({ key }) => key) as [string, string];
    const stop = { kind: "stop", note: "Asked by mail." };
    expect(await codeOf(await by(reads, `customers/${partnerId}/commitments`, stop))).toEqual([403, "forbidden"]);
    const { commitment } = await changeOf(await by(decides, `customers/${partnerId}/commitments`, stop));
    expect(commitment.recordedBy).toMatch(/^agent:/);
    for (const path of [`commitments/${commitment.commitmentId}/settle`, `customers/${partnerId}/resume`]) {
      expect(await codeOf(await by(decides, path, { reason: "Done." }))).toEqual([403, "forbidden"]);
    }
  });
});

describe("sequences", () => {
  test("are listed, shown, stopped and let go on", async () => {
    const partnerId = partners++;
    const { actionId } = await propose(api, {
      parts: { partnerId },
      overrides: {
        evidence: [{ label: "Company", value: "Duval", record: { model: "res.company", id: 1 } }],
        estimated_impact: { cash_in: { amount: 100, currency: "EUR" } },
      },
    });
    const id = `${partnerId}:1:EUR`;
    const { sequences } = sequenceListSchema.parse(await (await get(`sequences?partnerId=${partnerId}&state=proposed`)).json());
    expect(sequences).toMatchObject([{ sequenceId: id, openActionId: actionId }]);
    expect((await changeOf(await post(`sequences/${id}/stop`, { reason: "In talks." }))).held).toBe(1);
    const shown = async () => sequenceSchema.parse(await (await get(`sequences/${id}`)).json());
    expect(await shown()).toMatchObject({ state: "ended", end: { reason: "stopped" } });
    expect((await changeOf(await post(`sequences/${id}/resume`, { reason: "Talked." }))).released).toBe(1);
    expect(await shown()).toMatchObject({ state: "proposed", end: null });
    expect(await codeOf(await get("sequences/999999:1:EUR"))).toEqual([404, "not_found"]);
    expect(await codeOf(await post("sequences/nonsense/stop", { reason: "x" }))).toEqual([400, "invalid_input"]);
  });
});
