import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionDetailSchema, decisionSchema } from "#src/api/schemas/actions.ts";
import { auditListSchema } from "#src/api/schemas/audit.ts";
import { sessionSchema } from "#src/api/schemas/session.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import { exportAudit } from "#test/support/auditEntries.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";
import { answered, fromPageFor, join, type Person } from "#test/support/people.ts";

let api: TestApi;
let owner: string;
let anna: Person;
let bruno: Person;
let clara: Person;
let viewer: Person;
let partner = 500;
beforeAll(async () => {
  api = await createTestApi();
  owner = await signIn(api);
  anna = await join(api, "admin");
  bruno = await join(api, "approver");
  clara = await join(api, "approver");
  viewer = await join(api, "viewer");
  await saveGuardrails(
    { db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" },
    { minApprovals: { low: 2, medium: 2, high: 2, critical: 2 } },
  );
});
afterAll(() => api[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const at = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString();
const post = async (path: string, cookie: string, body: object = {}): Promise<Response> => api.app.request(path, fromPage(cookie, body));
const handOver = async (from: Person, to: Person, [start, end]: readonly [number, number] = [-1, 1]): Promise<Response> =>
  post("/api/ai-coo/delegations", from.cookie, { to: to.userId, startsAt: at(start), endsAt: at(end) });
const idOf = async (answer: Response): Promise<string> => ((await answered(answer)) as { id: string }).id;
const fresh = async () => propose(api, { parts: { partnerId: (partner += 1) } });
const approve = async (actionId: string, fingerprint: string, request: (body: object) => RequestInit): Promise<Response> =>
  api.app.request(`/api/ai-coo/actions/${actionId}/approve`, request({ fingerprint }));
const decided = async (answer: Response) => decisionSchema.parse(await answered(answer));
const by = (person: Person) => (body: object) => fromPage(person.cookie, body);
const byFor = (person: Person, other: Person) => (body: object) => fromPageFor(person.cookie, other.userId, body);

describe("standing in", () => {
  test("both names stand in the approval and in the audit, and it ends by itself", async () => {
    const { actionId, fingerprint } = await fresh();
    expect((await approve(actionId, fingerprint, byFor(bruno, anna))).status).toBe(403);
    const id = await idOf(await handOver(anna, bruno));
    const me = sessionSchema.parse(await answered(await api.app.request("/api/session", fromPageRead(bruno, anna))));
    // an admin's stand-in who is an approver may what an approver may
    expect(me).toMatchObject({ actingFor: { actor: `user:${anna.userId}` }, rights: ["read", "decide"], mayStop: false });
    expect(await decided(await approve(actionId, fingerprint, byFor(bruno, anna)))).toMatchObject({ approvals: { given: 1, needed: 2 } });

    const detail = actionDetailSchema.parse(
      await answered(await api.app.request(`/api/ai-coo/actions/${actionId}`, { headers: { cookie: owner } })),
    );
    expect(detail.approvals).toMatchObject([{ actor: `user:${bruno.userId}`, onBehalfOf: `user:${anna.userId}` }]);
    expect(detail.events.find(({ kind }) => kind === "action.approved")).toMatchObject({
      actor: `user:${bruno.userId}`,
      actingFor: `user:${anna.userId}`,
    });
    // and so that people see both, on the card and in the audit
    const [brunosName, annasName] = [bruno, anna].map(({ userId }) => detail.names[`user:${userId}`]);
    expect([brunosName, annasName]).toEqual([expect.stringMatching(/^approver \d+$/), expect.stringMatching(/^admin \d+$/)]);
    const listed = auditListSchema.parse(
      await answered(await api.app.request(`/api/ai-coo/audit?action=${actionId}&kind=action.approved`, { headers: { cookie: owner } })),
    );
    expect(listed.entries).toMatchObject([{ actorName: brunosName, actingForName: annasName }]);
    const entries = await exportAudit(api, "org-acme");
    expect(entries.find(({ kind, action_id }) => kind === "action.approved" && action_id === actionId)).toMatchObject({
      actor: `user:${bruno.userId}`,
      acting_for: `user:${anna.userId}`,
    });

    await asOwner(api.database.ownerConnectionString, async (client) => {
      await client.query("select set_config('ai_coo.org_id', 'org-acme', false)");
      await client.query(
        "update ai_coo.delegations set starts_at = now() - interval '1 hour', ends_at = now() - interval '1 second' where id = $1",
        [id],
      );
    });
    expect((await api.app.request("/api/session", fromPageRead(bruno, anna))).status).toBe(403);
  });

  test("it gives nothing that not both may, and no way to anybody's account", async () => {
    const id = await idOf(await handOver(anna, bruno));
    for (const [method, path] of [
      ["POST", "/api/ai-coo/stop"],
      ["POST", "/api/ai-coo/invitations"],
      ["POST", "/api/ai-coo/keys"],
      ["GET", "/api/ai-coo/account"],
      ["POST", "/api/ai-coo/delegations"],
    ] as const) {
      const request = { ...fromPageFor(bruno.cookie, anna.userId, { reason: "because", name: "x" }), method };
      if (method === "GET") delete request.body;
      expect([path, (await api.app.request(path, request)).status]).toEqual([path, 403]);
    }
    expect((await post(`/api/ai-coo/delegations/${id}/end`, clara.cookie)).status).toBe(403);
    expect((await post(`/api/ai-coo/delegations/${id}/end`, bruno.cookie)).status).toBe(200);
    expect((await post(`/api/ai-coo/delegations/${id}/end`, anna.cookie)).status).toBe(409);
  });

  test("a viewer stands in for nobody, nobody for themselves, two not at once, and not for ever", async () => {
    expect((await handOver(anna, viewer)).status).toBe(400);
    expect((await handOver(anna, anna)).status).toBe(400);
    expect((await handOver(anna, bruno, [1, -1])).status).toBe(400);
    expect((await handOver(anna, bruno, [-3, -1])).status).toBe(400);
    expect((await handOver(anna, bruno, [0, 24 * 91])).status).toBe(400);
    const answers = await Promise.all([handOver(anna, bruno, [10, 20]), handOver(anna, clara, [15, 30])]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await api.app.request("/api/session", fromPageRead(bruno, anna))).status).toBe(403);
    const toNobody = { to: "nobody-here", startsAt: at(40), endsAt: at(41) };
    expect((await post("/api/ai-coo/delegations", anna.cookie, toNobody)).status).toBe(404);
    // an admin hands over for who fell ill; who is no admin does not
    const ill = { from: clara.userId, to: bruno.userId, startsAt: at(40), endsAt: at(41) };
    expect((await post("/api/ai-coo/delegations", viewer.cookie, ill)).status).toBe(403);
    expect((await post("/api/ai-coo/delegations", anna.cookie, ill)).status).toBe(200);
  });

  test("it ends with the membership of either", async () => {
    const leaving = await join(api, "approver");
    const id = await idOf(await handOver(leaving, bruno));
    expect((await api.app.request("/api/session", fromPageRead(bruno, leaving))).status).toBe(200);
    expect((await post(`/api/ai-coo/people/${leaving.userId}/remove`, owner)).status).toBe(200);
    expect((await api.app.request("/api/session", fromPageRead(bruno, leaving))).status).toBe(403);
    expect((await post(`/api/ai-coo/delegations/${id}/end`, bruno.cookie)).status).toBe(409);
  });
});

describe("four eyes", () => {
  test("two different people, and a stand-in with the one they stand in for are one", async () => {
    await answered(await handOver(anna, bruno, [-1, 2]));
    const { actionId, fingerprint } = await fresh();
    expect(await decided(await approve(actionId, fingerprint, byFor(bruno, anna)))).toMatchObject({ approvals: { given: 1 } });
    expect((await approve(actionId, fingerprint, byFor(bruno, anna))).status).toBe(409);
    expect((await approve(actionId, fingerprint, by(bruno))).status).toBe(409);
    const own = await approve(actionId, fingerprint, by(anna));
    expect(own.status === 409 || (await decided(own)).status === "pending_approval").toBe(true);
    expect(await decided(await approve(actionId, fingerprint, by(clara)))).toMatchObject({ status: "approved", approvals: { given: 2 } });
  });

  test("whoever edited it is not enough, nor are two who both did", async () => {
    const { actionId, fingerprint } = await fresh();
    const edit = async (person: Person, print: string, subject: string): Promise<string> => {
      const body = { fingerprint: print, edit: { type: "send_email", subject } };
      const answer = await api.app.request(`/api/ai-coo/actions/${actionId}/edit`, fromPage(person.cookie, body));
      return ((await answered(answer)) as { fingerprint: string }).fingerprint;
    };
    const second = await edit(bruno, fingerprint, "A first thought");
    const third = await edit(clara, second, "A second thought");
    expect(await decided(await approve(actionId, third, by(bruno)))).toMatchObject({ status: "pending_approval", approvals: { given: 1 } });
    expect(await decided(await approve(actionId, third, by(clara)))).toMatchObject({ status: "pending_approval", approvals: { given: 1 } });
    expect(await decided(await approve(actionId, third, by(anna)))).toMatchObject({ status: "approved" });
  });

  test("a key is nobody's second pair", async () => {
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "second", scopes: ["decide"] });
    const { actionId, fingerprint } = await fresh();
    const byKey = (body: object): RequestInit => ({
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect((await approve(actionId, fingerprint, byKey)).status).toBe(403);
  });
});

function fromPageRead(person: Person, other: Person): RequestInit {
  return { headers: { cookie: person.cookie, "x-acting-for": other.userId } };
}
