import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionDetailSchema, decisionSchema } from "#src/api/schemas/actions.ts";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { stopSwitchSchema } from "#src/api/schemas/stop.ts";
import { createTestApi, fromPage, leaveInDoubt, propose, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";

let api: TestApi;
let cookie: string;
let partnerId = 3_000;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const post = async (path: string, body: object): Promise<Response> => api.app.request(`/api/ai-coo${path}`, fromPage(cookie, body));
const get = async (path: string): Promise<Response> => api.app.request(`/api/ai-coo${path}`, { headers: { cookie } });
const codeOf = async (answer: Response) => [answer.status, errorBodySchema.parse(await answer.json()).error.code];

async function inDoubt() {
  const proposed = await propose(api, { parts: { partnerId: partnerId++ } });
  await leaveInDoubt(api, proposed.actionId);
  return proposed;
}
const detailOf = async (actionId: string) => actionDetailSchema.parse(await (await get(`/actions/${actionId}`)).json());

/** Runs with the only member of the organisation in another role. */
async function as<T>(role: string, run: () => Promise<T>): Promise<T> {
  const become = (name: string) =>
    asOwner(api.database.ownerConnectionString, (owner) => owner.query("update ai_coo.member set role = $1", [name]));
  await become(role);
  try {
    return await run();
  } finally {
    await become("owner");
  }
}

describe("what became of an action that needs attention", () => {
  test.each([
    ["it_was_sent", "completed"],
    ["give_up", "failed"],
  ])("%s makes it %s, with the person's words", async (resolution, status) => {
    const { actionId } = await inDoubt();
    const answer = await post(`/actions/${actionId}/resolve`, { resolution, reason: "I asked them." });
    expect(decisionSchema.parse(await answer.json())).toEqual({ actionId, status });
    expect((await detailOf(actionId)).statusReason).toContain("I asked them.");
  });

  test("send_again is bound to what was shown, like an approval", async () => {
    const { actionId, fingerprint } = await inDoubt();
    for (const seen of [{}, { fingerprint: "0".repeat(64) }]) {
      expect(await codeOf(await post(`/actions/${actionId}/resolve`, { resolution: "send_again", ...seen }))).toEqual([
        409,
        "fingerprint_mismatch",
      ]);
    }
    const answer = await post(`/actions/${actionId}/resolve`, { resolution: "send_again", fingerprint });
    expect(decisionSchema.parse(await answer.json()).status).toBe("approved");
  });

  test("nothing else is an answer, nor is there one twice, from a viewer, or from a program", async () => {
    const { actionId, fingerprint } = await inDoubt();
    const ask = (body: object) => post(`/actions/${actionId}/resolve`, body);
    expect(await codeOf(await ask({ resolution: "perhaps" }))).toEqual([400, "invalid_input"]);
    expect(await as("viewer", async () => codeOf(await ask({ resolution: "give_up" })))).toEqual([403, "forbidden"]);
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "decides", scopes: ["decide"] });
    const byProgram = await api.app.request(`/api/ai-coo/actions/${actionId}/resolve`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify({ resolution: "send_again", fingerprint }),
    });
    expect(await codeOf(byProgram)).toEqual([403, "forbidden"]);
    expect((await detailOf(actionId)).status).toBe("needs_attention");
    expect((await ask({ resolution: "give_up" })).status).toBe(200);
    expect(await codeOf(await ask({ resolution: "it_was_sent" }))).toEqual([409, "conflict"]);
  });
});

describe("the emergency stop", () => {
  test("an owner stops with a reason, everybody sees it, an admin resumes", async () => {
    const stopped = stopSwitchSchema.parse(await (await post("/stop", { reason: "wrong amounts" })).json());
    expect(stopped).toMatchObject({ stopped: true, stoppedBy: "Owner", reason: "wrong amounts" });
    const { actionId } = await propose(api, { parts: { partnerId: partnerId++ } });
    expect((await detailOf(actionId)).stopped).toBe(true);
    expect(await as("viewer", async () => stopSwitchSchema.parse(await (await get("/stop")).json()))).toEqual(stopped);
    const resumed = await as("admin", async () => stopSwitchSchema.parse(await (await post("/resume", { reason: "corrected" })).json()));
    expect(resumed).toEqual({ stopped: false, stoppedAt: null, stoppedBy: null, reason: null });
    expect((await detailOf(actionId)).stopped).toBe(false);
  });

  test("an approver, a program and a missing reason are refused", async () => {
    for (const path of ["/stop", "/resume"]) {
      expect(await as("approver", async () => codeOf(await post(path, { reason: "because" })))).toEqual([403, "forbidden"]);
      expect(await codeOf(await post(path, { reason: "  " }))).toEqual([400, "invalid_input"]);
    }
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "decides", scopes: ["decide"] });
    const byProgram = await api.app.request("/api/ai-coo/stop", {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify({ reason: "because" }),
    });
    expect(await codeOf(byProgram)).toEqual([403, "forbidden"]);
    expect(stopSwitchSchema.parse(await (await get("/stop")).json()).stopped).toBe(false);
  });
});
