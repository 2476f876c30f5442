import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { sessionSchema } from "#src/api/schemas/session.ts";
import { actionListSchema } from "#src/api/schemas/actions.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const get = async (path: string, headers: Headers | Record<string, string> = {}): Promise<Response> => api.app.request(path, { headers });

/** Every address of the API that asks who is there, from its own document. */
async function guardedAddresses(): Promise<{ method: string; path: string }[]> {
  const document: unknown = await (await get("/api/openapi.json")).json();
  const { paths } = document as { paths: Record<string, Record<string, { security?: unknown }>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, route]) => route.security !== undefined)
      .map(([method]) => ({ method: method.toUpperCase(), path: path.replace("{id}", "019cad1a-4c00-7000-8000-000000000001") })),
  );
}

describe("who may ask", () => {
  test("nobody without a session or a key gets anything but the health and the document", async () => {
    expect((await get("/api/health")).status).toBe(200);
    const addresses = await guardedAddresses();
    expect(addresses.length).toBeGreaterThan(9);
    for (const { method, path } of addresses) {
      const answer = await api.app.request(path, { method });
      expect([method, path, answer.status]).toEqual([method, path, 401]);
      expect(errorBodySchema.parse(await answer.json()).error.code).toBe("unauthenticated");
    }
  });

  test("a session of the owner reads and may decide", async () => {
    const session = sessionSchema.parse(await (await get("/api/session", { cookie })).json());
    expect(session).toMatchObject({ role: "owner", mayDecide: true, organisation: { id: "org-acme", name: "Acme" } });
    expect(session.actor).toMatch(/^user:/);
  });

  test("the cookie cannot be read by scripts nor sent from other sites", async () => {
    const { token } = await api.accounts.mintSignInToken({ orgId: "org-acme" });
    const answer = await api.app.request("/api/auth/sign-in/link", fromPage("", { token }));
    expect(answer.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Strict/i);
  });

  test("a key lists in either header, as an agent, and a made-up key does not", async () => {
    const { id, key } = await api.accounts.createKey({ orgId: "org-acme", name: "report" });
    for (const headers of [new Headers({ "x-api-key": key }), new Headers({ authorization: `Bearer ${key}` })]) {
      const answer = await get("/api/ai-coo/actions?status=pending_approval", headers);
      expect(answer.status).toBe(200);
      actionListSchema.parse(await answer.json());
    }
    const session = sessionSchema.parse(await (await get("/api/session", { "x-api-key": key })).json());
    expect(session).toMatchObject({ actor: `agent:${id}`, name: "report", mayDecide: false });
    expect((await get("/api/session", { "x-api-key": `${key}x` })).status).toBe(401);
  });

  test("the key itself is not in the database", async () => {
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "hashed" });
    const rows = await asOwner(api.database.ownerConnectionString, (client) => client.query("select * from ai_coo.apikey"));
    expect(JSON.stringify(rows.rows)).not.toContain(key);
  });

  test("a key decides only when it was made to", async () => {
    const { actionId, fingerprint } = await propose(api, { parts: { partnerId: 90 } });
    const ask = async (key: string) =>
      api.app.request(`/api/ai-coo/actions/${actionId}/approve`, {
        method: "POST",
        headers: { "x-api-key": key, "content-type": "application/json" },
        body: JSON.stringify({ fingerprint }),
      });
    const reading = await api.accounts.createKey({ orgId: "org-acme", name: "reads" });
    expect((await ask(reading.key)).status).toBe(403);
    const deciding = await api.accounts.createKey({ orgId: "org-acme", name: "decides", scopes: ["decide"] });
    expect((await ask(deciding.key)).status).toBe(200);
  });

  test("a viewer reads and does not decide", async () => {
    const { actionId, fingerprint } = await propose(api, { parts: { partnerId: 91 } });
    await asOwner(api.database.ownerConnectionString, (client) => client.query("update ai_coo.member set role = 'viewer'"));
    try {
      const answer = await api.app.request(`/api/ai-coo/actions/${actionId}/approve`, fromPage(cookie, { fingerprint }));
      expect(answer.status).toBe(403);
      expect((await get("/api/ai-coo/actions", { cookie })).status).toBe(200);
    } finally {
      await asOwner(api.database.ownerConnectionString, (client) => client.query("update ai_coo.member set role = 'owner'"));
    }
  });

  test("who left the organisation is out at once, with the session still there", async () => {
    await api.accounts.ensureOwner({ orgId: "org-left", orgName: "Left" });
    const theirs = await signIn(api, "org-left");
    expect((await get("/api/session", { cookie: theirs })).status).toBe(200);
    await asOwner(api.database.ownerConnectionString, (client) =>
      client.query("delete from ai_coo.member where organization_id = 'org-left'"),
    );
    expect((await get("/api/ai-coo/actions", { cookie: theirs })).status).toBe(403);
  });
});

describe("the one-time link", () => {
  const press = async (token: string): Promise<Response> => api.app.request("/api/auth/sign-in/link", fromPage("", { token }));

  test("opening it with GET or HEAD signs nobody in and does not use it up", async () => {
    const { token } = await api.accounts.mintSignInToken({ orgId: "org-acme" });
    for (const method of ["GET", "HEAD", "GET"]) {
      const answer = await api.app.request(`/api/auth/sign-in/link?token=${token}`, { method });
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.status).toBe(404);
    }
    expect((await press(token)).status).toBe(200);
  });

  test("it works once, also when many press at the same moment", async () => {
    const { token } = await api.accounts.mintSignInToken({ orgId: "org-acme" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(token)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(7);
  });

  test("it ends, and only its hash is stored", async () => {
    const { token } = await api.accounts.mintSignInToken({ orgId: "org-acme" });
    await asOwner(api.database.ownerConnectionString, async (client) => {
      const { rows } = await client.query("select * from ai_coo.verification");
      expect(rows).not.toHaveLength(0);
      expect(JSON.stringify(rows)).not.toContain(token);
      await client.query("update ai_coo.verification set expires_at = now() - interval '1 second'");
    });
    const answer = await press(token);
    expect(answer.status).toBe(401);
    expect(errorBodySchema.parse(await answer.json()).error.next).toContain("ai-coo sign-in");
  });

  test("signing out ends the session on the server", async () => {
    const other = await signIn(api);
    expect((await get("/api/session", { cookie: other })).status).toBe(200);
    expect((await api.app.request("/api/auth/sign-out", fromPage(other, {}))).status).toBe(200);
    expect((await get("/api/session", { cookie: other })).status).toBe(401);
  });

  test("nobody signs up, and better-auth's other doors are shut", async () => {
    for (const path of ["sign-up/email", "organization/create", "api-key/create", "update-user", "change-email"]) {
      const answer = await api.app.request(
        `/api/auth/${path}`,
        fromPage(cookie, { email: "a@b.example", password: "x".repeat(20), name: "x" }),
      );
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});

describe("other sites", () => {
  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["no origin beside a cookie", {}],
    ["an opaque origin", { origin: "null" }],
  ])("a change with %s is refused and nothing is decided", async (_name, extra) => {
    const { actionId, fingerprint } = await propose(api, { parts: { partnerId: 100 + Object.keys(extra).length + _name.length } });
    const answer = await api.app.request(`/api/ai-coo/actions/${actionId}/approve`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json", ...extra },
      body: JSON.stringify({ fingerprint }),
    });
    expect(answer.status).toBe(403);
    const detail: unknown = await (await get(`/api/ai-coo/actions/${actionId}`, { cookie })).json();
    expect(detail).toMatchObject({ status: "pending_approval", approvals: [] });
  });

  test("the other name of this machine is ours, another port of it is not", async () => {
    const press = async (origin: string): Promise<number> => {
      const { token } = await api.accounts.mintSignInToken({ orgId: "org-acme" });
      const headers = { "content-type": "application/json", origin };
      return (await api.app.request("/api/auth/sign-in/link", { method: "POST", headers, body: JSON.stringify({ token }) })).status;
    };
    expect(await press("http://localhost:4747")).toBe(200);
    expect(await press("http://localhost:4748")).toBe(403);
    expect(await press("https://127.0.0.1:4747")).toBe(403);
    expect(await press("http://localhost.evil.example:4747")).toBe(403);
  });

  test("every answer carries the policy of the page", async () => {
    for (const path of ["/api/health", "/api/ai-coo/actions", "/"]) {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/);
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
    }
  });
});

describe("ensureOwner", () => {
  test("many at once make one organisation with one owner", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => api.accounts.ensureOwner({ orgId: "org-new", orgName: "New" })));
    expect(new Set(made.map(({ userId }) => userId)).size).toBe(1);
  });

  test("an organisation without an owner has no link", async () => {
    await expect(api.accounts.mintSignInToken({ orgId: "org-nobody" })).rejects.toMatchObject({ code: "not_found" });
  });
});
