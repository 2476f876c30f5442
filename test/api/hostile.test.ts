import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { withTransaction } from "#src/db/index.ts";
import { suppressions } from "#src/db/schema/index.ts";
import { createTestApi, ORIGIN, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi({
    inbound: {
      isSecret: () => true,
      isFromTwilio: () => true,
      openUnsubscribe: () => null,
      gateway: { from: "from", text: "message", id: "id" },
    },
  });
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

/** Written out: what a text of JSON can hold that JavaScript's own would not. */
const post = (path: string, body: string, type = "application/json"): Promise<Response> =>
  Promise.resolve(api.app.request(path, { method: "POST", headers: { cookie, origin: ORIGIN, "content-type": type }, body }));

describe("what cannot be kept", () => {
  it.each([String.raw`a\u0000b`, String.raw`\ud800`, String.raw`x\uDC00`])(
    "the reason %s is refused, and nothing changes",
    async (reason) => {
      const { actionId, fingerprint } = await propose(api, { parts: { partnerId: 100 + reason.length } }).catch(() => ({
        actionId: "00000000-0000-0000-0000-000000000000",
        fingerprint: "0".repeat(64),
      }));
      const answer = await post(`/api/ai-coo/actions/${actionId}/reject`, `{"fingerprint": "${fingerprint}", "reason": "${reason}"}`);
      expect(answer.status).toBe(400);
      expect(errorBodySchema.parse(await answer.json()).error).toMatchObject({
        code: "invalid_input",
        details: { issues: [{ path: "reason" }] },
      });
    },
  );

  it("an address with a NUL in it is refused", async () => {
    const answer = await api.app.request("/api/ai-coo/audit?actor=%00", { headers: { cookie } });
    expect(answer.status).toBe(400);
    expect(errorBodySchema.parse(await answer.json()).error).toMatchObject({ code: "invalid_input", next: "Leave it out." });
  });

  it("escapes of whole characters are taken", async () => {
    const answer = await post("/api/ai-coo/stop", String.raw`{"reason": "stop \ud83d\ude00 \u00e9"}`);
    expect(await answer.json()).toMatchObject({ stopped: true, reason: "stop 😀 é" });
    await post("/api/ai-coo/resume", '{"reason": "go"}');
  });

  it.each(["actions", "follow-ups"])("a cursor that nobody wrote is refused: %s", async (list) => {
    for (const text of ["2026-99-99T00:00:00Z 019cad1a-4c00-7000-8000-000000000001", `2026-03-02T09:00:00.000Z ${"-".repeat(36)}`]) {
      const answer = await api.app.request(`/api/ai-coo/${list}?cursor=${Buffer.from(text).toString("base64url")}`, {
        headers: { cookie },
      });
      expect(answer.status).toBe(400);
    }
  });
});

describe("a stored document that was changed from outside", () => {
  it.each(["null", "[]", '{"a": 1}', '{"approval": null}'])("%s cannot be shown, and a sentence says so", async (document) => {
    const { actionId } = await propose(api, { parts: { partnerId: 7_000 + document.length } });
    const { db } = api.database;
    await withTransaction({ db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" }, ({ tx }) =>
      tx.execute(sql`update ai_coo.autonomous_actions set action_protocol = ${document}::jsonb where action_id = ${actionId}`),
    );
    for (const path of [actionId, `${actionId}/message.html?fingerprint=x`]) {
      const answer = await api.app.request(`/api/ai-coo/actions/${path}`, { headers: { cookie } });
      expect(answer.status).toBe(409);
      expect(errorBodySchema.parse(await answer.json()).error.code).toBe("fingerprint_mismatch");
    }
  });
});

describe("a stop with an odd character in it is a stop", () => {
  const long = JSON.stringify(`x${"😀".repeat(80)}`);
  it.each([
    ["sms/secret", `{"from": "+33600000001", "message": "STOP\\u0000", "id": "\\ud800"}`, "application/json", "+33600000001"],
    ["sms/secret", `{"from": "+33600000002", "message": "STOP", "id": ${long}}`, "application/json", "+33600000002"],
    ["twilio/messages", "MessageSid=a%00b&From=%2B33600000003&Body=STOP%00", "application/x-www-form-urlencoded", "+33600000003"],
    [
      "smtp2go/secret",
      `{"event": "opt-out", "destination_number": "+33600000004", "message_id": ${long}}`,
      "application/json",
      "+33600000004",
    ],
    [
      "smtp2go/secret",
      `{"event": "spam", "rcpt": "odd@customer.example", "email_id": ${long}, "message": "\\udc00\\u0000"}`,
      "application/json",
      "odd@customer.example",
    ],
  ])("%s: %s", async (path, body, type, address) => {
    expect((await post(`/api/webhooks/org-acme/${path}`, body, type)).status).toBe(200);
    const { db } = api.database;
    const rows = await withTransaction({ db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" }, ({ tx }) =>
      tx.select({ address: suppressions.address }).from(suppressions),
    );
    expect(rows.map((row) => row.address)).toContain(address);
  });
});
