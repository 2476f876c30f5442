import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peopleSchema } from "#src/api/schemas/people.ts";
import { sessionSchema } from "#src/api/schemas/session.ts";
import { withTransaction } from "#src/db/index.ts";
import { notifications } from "#src/db/schema/index.ts";
import { exportAudit } from "#test/support/auditEntries.ts";
import { createTestApi, fromPage, ORIGIN, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";
import { answered, cookiesOf, join, PASSWORD, signInAs, tokenOf, type Person } from "#test/support/people.ts";

let api: TestApi;
let owner: string;
let admin: Person;
let approver: Person;
beforeAll(async () => {
  api = await createTestApi();
  owner = await signIn(api);
  admin = await join(api, "admin");
  approver = await join(api, "approver");
});
afterAll(() => api[Symbol.asyncDispose]());

const get = async (path: string, cookie: string): Promise<Response> => api.app.request(path, { headers: { cookie } });
const post = async (path: string, cookie: string, body: object = {}): Promise<Response> => api.app.request(path, fromPage(cookie, body));
const people = async (cookie: string) => peopleSchema.parse(await answered(await get("/api/ai-coo/people", cookie)));
const session = async (cookie: string) => sessionSchema.parse(await answered(await get("/api/session", cookie)));

describe("invitations", () => {
  test("the invited person sets a password and is what they were invited as", async () => {
    const me = await session(approver.cookie);
    expect(me).toMatchObject({ role: "approver", rights: expect.arrayContaining(["read", "self", "decide"]), mayStop: false });
    const answer = await post("/api/auth/sign-in/email", "", { email: approver.email, password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(await session(cookiesOf(answer))).toMatchObject({ role: "approver" });
  });

  test("its mail is noted with it, in its language, and who looks after people sees how it stands", async () => {
    const invitation = { email: "mailed@people.example", role: "viewer", language: "fr" };
    const { id } = (await answered(await post("/api/ai-coo/invitations", admin.cookie, invitation))) as { id: string };
    const { invitations } = await people(owner);
    expect(invitations.find((one) => one.id === id)?.mail).toEqual({ state: "waiting", reason: null, sentAt: null });
    expect((await people(approver.cookie)).invitations).toEqual([]);
    expect((await post("/api/ai-coo/invitations", admin.cookie, { ...invitation, language: "xx" })).status).toBe(400);
    const ctx = { db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" } as const;
    const detail = await withTransaction(ctx, async ({ tx }) => (await tx.select().from(notifications)).map((row) => row.detail));
    expect(detail).toContainEqual({ invitation: id, language: "fr" });
  });

  test("a link is taken once, and not by following it", async () => {
    const { url } = (await answered(await post("/api/ai-coo/invitations", owner, { email: "Once@people.example", role: "viewer" }))) as {
      url: string;
    };
    const token = tokenOf(url);
    for (const method of ["GET", "HEAD"]) {
      expect((await api.app.request(`/api/invitations/accept?token=${token}`, { method })).status).toBe(404);
    }
    expect(await answered(await post("/api/invitations/look", "", { token }))).toMatchObject({
      email: "once@people.example",
      role: "viewer",
    });
    const account = { name: "Once", password: PASSWORD };
    const answers = await Promise.all(Array.from({ length: 5 }, () => post("/api/invitations/accept", "", { token, account })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await post("/api/invitations/look", "", { token })).status).toBe(404);
  });

  test("a withdrawn, an ended and a made-up one are all the same: not there", async () => {
    const { id, url } = (await answered(
      await post("/api/ai-coo/invitations", owner, { email: "gone@people.example", role: "viewer" }),
    )) as {
      id: string;
      url: string;
    };
    expect(await answered(await get(`/api/ai-coo/invitations/${id}/link`, owner))).toMatchObject({ url });
    expect((await post(`/api/ai-coo/invitations/${id}/withdraw`, owner)).status).toBe(200);
    const token = tokenOf(url);
    for (const tried of [token, `${id}.${"x".repeat(43)}`, id, "", "."]) {
      expect([tried, (await post("/api/invitations/look", "", { token: tried })).status]).toEqual([tried, tried === "" ? 400 : 404]);
    }
    expect((await get(`/api/ai-coo/invitations/${id}/link`, owner)).status).toBe(409);
  });

  test("an address that has an account joins by that account alone", async () => {
    await api.accounts.ensureOwner({ orgId: "org-second", orgName: "Second" });
    const theirs = await signIn(api, "org-second");
    const { url } = (await answered(await post("/api/ai-coo/invitations", theirs, { email: approver.email, role: "viewer" }))) as {
      url: string;
    };
    const token = tokenOf(url);
    // whoever holds the link and not the account gets nothing
    expect((await post("/api/invitations/accept", "", { token, account: { name: "Thief", password: PASSWORD } })).status).toBe(409);
    expect((await post("/api/invitations/accept", admin.cookie, { token })).status).toBe(403);
    expect((await post("/api/invitations/accept", "", { token })).status).toBe(401);
    expect((await post("/api/invitations/accept", approver.cookie, { token })).status).toBe(200);

    const both = await session(approver.cookie);
    expect(both.organisation.id).toBe("org-acme");
    expect(both.organisations.map(({ id, role }) => [id, role])).toEqual([
      ["org-acme", "approver"],
      ["org-second", "viewer"],
    ]);
    expect((await post("/api/ai-coo/account/organisation", approver.cookie, { id: "org-second" })).status).toBe(200);
    expect(await session(approver.cookie)).toMatchObject({ role: "viewer", mayDecide: false, organisation: { id: "org-second" } });
    expect((await post("/api/ai-coo/account/organisation", approver.cookie, { id: "org-acme" })).status).toBe(200);
    expect((await post("/api/ai-coo/account/organisation", admin.cookie, { id: "org-second" })).status).toBe(404);
  });
});

describe("roles", () => {
  test("an admin looks after people and makes no owner", async () => {
    expect((await people(admin.cookie)).assignable).toEqual(["viewer", "approver", "admin"]);
    expect((await people(approver.cookie)).assignable).toEqual([]);
    expect((await post("/api/ai-coo/invitations", admin.cookie, { email: "new@people.example", role: "owner" })).status).toBe(403);
    expect((await post("/api/ai-coo/invitations", approver.cookie, { email: "new@people.example", role: "viewer" })).status).toBe(403);
    const [first] = (await people(owner)).members;
    expect((await post(`/api/ai-coo/people/${first!.userId}/role`, admin.cookie, { role: "viewer" })).status).toBe(403);
    expect((await post(`/api/ai-coo/people/${admin.userId}/role`, admin.cookie, { role: "owner" })).status).toBe(403);
  });

  test("the last owner stays one, also when two owners step down at the same moment", async () => {
    const [first] = (await people(owner)).members;
    expect((await post(`/api/ai-coo/people/${first!.userId}/role`, owner, { role: "viewer" })).status).toBe(409);
    expect((await post(`/api/ai-coo/people/${first!.userId}/remove`, owner)).status).toBe(409);
    const second = await join(api, "owner");
    const answers = await Promise.all([
      post(`/api/ai-coo/people/${first!.userId}/role`, owner, { role: "admin" }),
      post(`/api/ai-coo/people/${second.userId}/role`, second.cookie, { role: "admin" }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const left = (await people(owner)).members.filter(({ role }) => role === "owner");
    expect(left).toHaveLength(1);
    await asOwner(api.database.ownerConnectionString, (client) =>
      client.query("update ai_coo.member set role = 'owner' where user_id = any($1)", [[first!.userId, second.userId]]),
    );
  });

  test("who is removed is out at the next request, and what changed is in the audit without a name", async () => {
    const leaving = await join(api, "approver");
    expect((await get("/api/ai-coo/actions", leaving.cookie)).status).toBe(200);
    expect((await post(`/api/ai-coo/people/${leaving.userId}/role`, owner, { role: "admin" })).status).toBe(200);
    expect((await post(`/api/ai-coo/people/${leaving.userId}/remove`, admin.cookie)).status).toBe(200);
    expect((await get("/api/ai-coo/actions", leaving.cookie)).status).toBe(403);
    const entries = await exportAudit(api, "org-acme");
    const about = entries.filter(({ facts }) => facts["user"] === leaving.userId);
    expect(about.map(({ kind, actor }) => [kind, actor])).toEqual([
      ["member.joined", `user:${leaving.userId}`],
      ["member.role_changed", expect.stringMatching(/^user:/)],
      ["member.removed", `user:${admin.userId}`],
    ]);
    expect(JSON.stringify(entries)).not.toContain(leaving.email);
  });

  test("somebody of another organisation is not there", async () => {
    await api.accounts.ensureOwner({ orgId: "org-third" });
    const foreign = await signIn(api, "org-third");
    expect((await post(`/api/ai-coo/people/${approver.userId}/remove`, foreign)).status).toBe(404);
    expect((await post(`/api/ai-coo/people/${approver.userId}/role`, foreign, { role: "viewer" })).status).toBe(404);
    expect((await post(`/api/ai-coo/people/${admin.userId}/recover`, foreign)).status).toBe(404);
  });
});

describe("letting somebody back in", () => {
  test("an owner does, everything else ends, and the person sets a password", async () => {
    const lost = await join(api, "viewer");
    expect((await post(`/api/ai-coo/people/${lost.userId}/recover`, admin.cookie)).status).toBe(403);
    const { url } = (await answered(await post(`/api/ai-coo/people/${lost.userId}/recover`, owner))) as { url: string };
    expect((await get("/api/session", lost.cookie)).status).toBe(401);
    expect((await post("/api/auth/sign-in/email", "", { email: lost.email, password: PASSWORD })).status).toBe(401);
    const back = cookiesOf(await post("/api/auth/sign-in/link", "", { token: tokenOf(url) }));
    expect((await post("/api/ai-coo/account/password", back, { password: "another horse battery" })).status).toBe(200);
    expect((await post("/api/auth/sign-in/email", "", { email: lost.email, password: "another horse battery" })).status).toBe(200);
  });

  test("not for an account that opens another organisation too, or an owner could walk into that one", async () => {
    const answer = await post(`/api/ai-coo/people/${approver.userId}/recover`, owner);
    expect(answer.status).toBe(409);
    expect((await get("/api/session", approver.cookie)).status).toBe(200);
  });
});

describe("keys", () => {
  test("are made, listed without themselves, used, and revoked at once", async () => {
    const made = (await answered(await post("/api/ai-coo/keys", admin.cookie, { name: "till", scopes: ["read", "decide"] }))) as {
      id: string;
      key: string;
    };
    const listed = JSON.stringify(await answered(await get("/api/ai-coo/keys", admin.cookie)));
    expect(listed).toContain(made.id);
    expect(listed).not.toContain(made.key);
    const byKey = async (path: string) => api.app.request(path, { headers: { "x-api-key": made.key } });
    expect(sessionSchema.parse(await answered(await byKey("/api/session")))).toMatchObject({ role: "key", rights: ["read", "decide"] });
    expect((await byKey("/api/ai-coo/keys")).status).toBe(403);
    expect((await byKey("/api/ai-coo/account")).status).toBe(403);
    expect((await post(`/api/ai-coo/keys/${made.id}/revoke`, approver.cookie)).status).toBe(403);
    expect((await post(`/api/ai-coo/keys/${made.id}/revoke`, admin.cookie)).status).toBe(200);
    expect((await byKey("/api/session")).status).toBe(401);
    expect((await post(`/api/ai-coo/keys/${made.id}/revoke`, admin.cookie)).status).toBe(404);
    const kinds = (await exportAudit(api, "org-acme")).filter(({ facts }) => facts["key"] === made.id).map(({ kind }) => kind);
    expect(kinds).toEqual(["key.made", "key.revoked"]);
  });
});

test("people are signed in by their own cookie alone: an origin of another site changes nothing", async () => {
  const answer = await api.app.request("/api/ai-coo/invitations", {
    method: "POST",
    headers: { cookie: owner, origin: `${ORIGIN}.evil.example`, "content-type": "application/json" },
    body: JSON.stringify({ email: "csrf@people.example", role: "viewer" }),
  });
  expect(answer.status).toBe(403);
  expect(await signInAs(api, admin.email)).not.toBe("");
});
