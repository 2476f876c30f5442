import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionCountsSchema, actionDetailSchema, actionListSchema, decisionSchema } from "#src/api/schemas/actions.ts";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
let nextPartner = 1_000;
beforeAll(async () => {
  api = await createTestApi();
  await api.accounts.ensureOwner({ orgId: "org-other", orgName: "Other" });
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const get = async (path: string, by = cookie): Promise<Response> => api.app.request(`/api/ai-coo${path}`, { headers: { cookie: by } });
const post = async (path: string, body: object, by = cookie): Promise<Response> =>
  api.app.request(`/api/ai-coo${path}`, fromPage(by, body));
const proposed = (options: Parameters<typeof propose>[1] = {}) =>
  propose(api, { ...options, parts: { partnerId: nextPartner++, ...options.parts } });
const detailOf = async (actionId: string) => actionDetailSchema.parse(await (await get(`/actions/${actionId}`)).json());
const codeOf = async (answer: Response) => [answer.status, errorBodySchema.parse(await answer.json()).error.code];

describe("reading", () => {
  test("lists by status, a page at a time, every action once", async () => {
    const made = new Set<string>();
    for (let index = 0; index < 5; index++) made.add((await proposed()).actionId);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const answer = await get(`/actions?status=pending_approval&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      const page = actionListSchema.parse(await answer.json());
      expect(page.actions.length).toBeLessThanOrEqual(2);
      seen.push(...page.actions.map((action) => action.actionId));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([...made]));
  });

  test("several statuses stand with commas between; a made-up one is refused", async () => {
    const { actionId } = await proposed();
    const both = actionListSchema.parse(await (await get("/actions?status=completed,pending_approval")).json());
    expect(both.actions.map((action) => action.actionId)).toContain(actionId);
    expect(await codeOf(await get("/actions?status=perhaps"))).toEqual([400, "invalid_input"]);
    expect(await codeOf(await get("/actions?limit=1000"))).toEqual([400, "invalid_input"]);
    expect(await codeOf(await get("/actions?cursor=nonsense"))).toEqual([400, "invalid_input"]);
  });

  test("counts what is open", async () => {
    const before = actionCountsSchema.parse(await (await get("/actions/counts")).json()).counts;
    await proposed();
    const after = actionCountsSchema.parse(await (await get("/actions/counts")).json()).counts;
    expect(after).toEqual({ ...before, pending_approval: before.pending_approval + 1 });
  });

  test("one action comes with its document, versions and history", async () => {
    const { actionId, fingerprint, action } = await proposed();
    const detail = await detailOf(actionId);
    expect(detail).toMatchObject({ actionId, fingerprint, status: "pending_approval", minApprovals: 1, stopped: false });
    expect(detail.action.operation).toEqual(action.operation);
    expect(detail.versions).toHaveLength(1);
    expect(detail.events.map((event) => event.kind)).toEqual(["action.proposed"]);
  });

  test("a foreign action, an unknown one and nonsense are the same: not found", async () => {
    const foreign = await propose(api, { orgId: "org-other" });
    const { fingerprint } = foreign;
    for (const id of [foreign.actionId, "019cad1a-4c00-7000-8000-00000000dead", "nonsense", "%00", "' or 1=1"]) {
      expect([id, ...(await codeOf(await get(`/actions/${encodeURIComponent(id)}`)))]).toEqual([id, 404, "not_found"]);
      for (const [verb, body] of [
        ["approve", { fingerprint }],
        ["reject", { fingerprint, reason: "no reason" }],
        ["cancel", { reason: "no reason" }],
      ] as const) {
        expect([id, verb, ...(await codeOf(await post(`/actions/${encodeURIComponent(id)}/${verb}`, body)))]).toEqual([
          id,
          verb,
          404,
          "not_found",
        ]);
      }
    }
    const theirs = await signIn(api, "org-other");
    const untouched = actionDetailSchema.parse(await (await get(`/actions/${foreign.actionId}`, theirs)).json());
    expect(untouched).toMatchObject({ status: "pending_approval", approvals: [] });
    const list = actionListSchema.parse(await (await get("/actions?limit=200")).json());
    expect(list.actions.map((action) => action.actionId)).not.toContain(foreign.actionId);
  });
});

describe("deciding", () => {
  test("approve is bound to what was seen and leaves a name", async () => {
    const { actionId, fingerprint } = await proposed();
    const answer = await post(`/actions/${actionId}/approve`, { fingerprint });
    expect([answer.status, decisionSchema.parse(await answer.json())]).toEqual([
      200,
      { actionId, status: "approved", approvals: { given: 1, needed: 1 }, undoUntil: expect.any(String) },
    ]);
    const detail = await detailOf(actionId);
    expect(detail.approvals).toEqual([expect.objectContaining({ decision: "approve", channel: "in_app", fingerprint })]);
    expect(detail.names[detail.approvals[0]!.actor]).toBe("Owner");
    expect(detail.events.map((event) => event.kind)).toEqual(["action.proposed", "action.approved"]);
  });

  test("another fingerprint is a conflict and nothing is decided", async () => {
    const { actionId } = await proposed();
    expect(await codeOf(await post(`/actions/${actionId}/approve`, { fingerprint: "0".repeat(64) }))).toEqual([
      409,
      "fingerprint_mismatch",
    ]);
    expect(await codeOf(await post(`/actions/${actionId}/reject`, { fingerprint: "0".repeat(64), reason: "no" }))).toEqual([
      409,
      "fingerprint_mismatch",
    ]);
    expect(await detailOf(actionId)).toMatchObject({ status: "pending_approval", approvals: [] });
  });

  test("of many who press at once one decides, the others hear that it is decided", async () => {
    const { actionId, fingerprint } = await proposed();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0
          ? post(`/actions/${actionId}/approve`, { fingerprint })
          : post(`/actions/${actionId}/reject`, { fingerprint, reason: "at the same moment" }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
    expect((await detailOf(actionId)).approvals).toHaveLength(1);
  });

  test("reject wants a reason and keeps it", async () => {
    const { actionId, fingerprint } = await proposed();
    expect(await codeOf(await post(`/actions/${actionId}/reject`, { fingerprint, reason: "  " }))).toEqual([400, "invalid_input"]);
    expect((await post(`/actions/${actionId}/reject`, { fingerprint, reason: "They pay on Friday." })).status).toBe(200);
    const detail = await detailOf(actionId);
    expect(detail.status).toBe("rejected");
    expect(detail.approvals).toEqual([expect.objectContaining({ decision: "reject", reason: "They pay on Friday." })]);
  });

  test("an approved action can be withdrawn, a pending one not", async () => {
    const { actionId, fingerprint } = await proposed();
    expect(await codeOf(await post(`/actions/${actionId}/cancel`, { reason: "not now" }))).toEqual([409, "conflict"]);
    await post(`/actions/${actionId}/approve`, { fingerprint });
    expect((await post(`/actions/${actionId}/cancel`, { reason: "not now" })).status).toBe(200);
    expect(await detailOf(actionId)).toMatchObject({ status: "cancelled" });
  });

  test("who decides is the session's, whatever the body says", async () => {
    const { actionId, fingerprint } = await proposed();
    for (const extra of [{ actor: "user:somebody" }, { orgId: "org-other" }, { channel: "email" }]) {
      expect(await codeOf(await post(`/actions/${actionId}/approve`, { fingerprint, ...extra }))).toEqual([400, "invalid_input"]);
    }
    expect(await detailOf(actionId)).toMatchObject({ status: "pending_approval" });
  });

  test.each([
    ["no body", undefined, "application/json"],
    ["broken JSON", "{", "application/json"],
    ["a form", "fingerprint=x", "application/x-www-form-urlencoded"],
    ["plain text", "{}", "text/plain"],
  ])("%s is refused with words", async (_name, body, type) => {
    const { actionId } = await proposed();
    const answer = await api.app.request(`/api/ai-coo/actions/${actionId}/approve`, {
      method: "POST",
      headers: { cookie, origin: "http://127.0.0.1:4747", "content-type": type },
      ...(body === undefined ? {} : { body }),
    });
    expect(await codeOf(answer)).toEqual([400, "invalid_input"]);
    expect(await detailOf(actionId)).toMatchObject({ status: "pending_approval" });
  });
});

describe("the message as it arrives", () => {
  test("is the very HTML of the action, in a document that can run and load nothing", async () => {
    const html = '<p>Dear <b>customer</b></p><script>alert(1)</script><img src="https://evil.example/x.png">';
    const { action: example } = await proposed();
    if (example.operation.type !== "send_email") throw new Error("the example sends a mail");
    const operation = { ...example.operation, inputs: { ...example.operation.inputs, body_html: html } };
    const { actionId, fingerprint } = await propose(api, {
      overrides: { operation },
      parts: { partnerId: nextPartner++, ids: [example.operation.inputs.record.id] },
    });
    const answer = await get(`/actions/${actionId}/message.html?fingerprint=${fingerprint}`);
    expect(answer.status).toBe(200);
    expect((await answer.text()).endsWith(html)).toBe(true);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none'.*sandbox;.*frame-ancestors 'self'/);
    expect(policy).not.toMatch(/script-src|allow-scripts|https:/);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await codeOf(await get(`/actions/${actionId}/message.html?fingerprint=${"0".repeat(64)}`))).toEqual([
      409,
      "fingerprint_mismatch",
    ]);
  });

  test("an action without HTML has none", async () => {
    const { actionId, fingerprint } = await proposed({ parts: { actionType: "create_collection_task" } });
    expect(await codeOf(await get(`/actions/${actionId}/message.html?fingerprint=${fingerprint}`))).toEqual([404, "not_found"]);
  });
});
