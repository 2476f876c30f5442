import { createOTP } from "@better-auth/utils/otp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountSchema } from "#src/api/schemas/account.ts";
import { exportAudit } from "#test/support/auditEntries.ts";
import { createTestApi, fromPage, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";
import { answered, cookiesOf, join, PASSWORD, signInAs } from "#test/support/people.ts";

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const get = async (path: string, cookie: string): Promise<Response> => api.app.request(path, { headers: { cookie } });
const post = async (path: string, cookie: string, body: object = {}): Promise<Response> => api.app.request(path, fromPage(cookie, body));
const account = async (cookie: string) => accountSchema.parse(await answered(await get("/api/ai-coo/account", cookie)));
const OWN = { name: "Olga Owner", email: "Olga@Example.com", password: "a long enough one" };

describe("setting up", () => {
  test("is the first thing until somebody did, from the session of the one-time link, once", async () => {
    expect(await answered(await get("/api/set-up", ""))).toEqual({ needed: true });
    expect((await post("/api/ai-coo/account/set-up", "", OWN)).status).toBe(401);
    const cookie = await signIn(api);
    expect(await account(cookie)).toMatchObject({ placeholder: true, hasPassword: false });
    expect((await post("/api/ai-coo/account/set-up", cookie, { ...OWN, password: "short" })).status).toBe(400);
    expect((await post("/api/ai-coo/account/set-up", cookie, OWN)).status).toBe(200);
    expect(await account(cookie)).toMatchObject({ name: "Olga Owner", email: "olga@example.com", placeholder: false, hasPassword: true });
    expect(await answered(await get("/api/set-up", ""))).toEqual({ needed: false });
    expect((await post("/api/ai-coo/account/set-up", cookie, { ...OWN, email: "other@example.com" })).status).toBe(409);
    const signedIn = await post("/api/auth/sign-in/email", "", { email: OWN.email, password: OWN.password });
    expect((await get("/api/session", cookiesOf(signedIn))).status).toBe(200);
    // the command line's link is as good as before
    expect((await get("/api/session", await signIn(api))).status).toBe(200);
    const entries = await exportAudit(api, "org-acme");
    expect(entries.map(({ kind }) => kind)).toContain("account.set_up");
    expect(JSON.stringify(entries)).not.toMatch(/olga/i);
  });

  test("an unknown address and a wrong password are told the same", async () => {
    const wrong = await post("/api/auth/sign-in/email", "", { email: OWN.email, password: "not this one at all" });
    const unknown = await post("/api/auth/sign-in/email", "", { email: "nobody@example.com", password: "not this one at all" });
    expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()]);
  });
});

describe("passwords and sessions", () => {
  test("a new password wants the old one and ends the other sessions", async () => {
    const me = await join(api, "viewer");
    const other = await signInAs(api, me.email);
    expect((await post("/api/ai-coo/account/password", me.cookie, { password: "a brand new password" })).status).toBe(403);
    const change = { current: PASSWORD, password: "a brand new password" };
    expect((await post("/api/ai-coo/account/password", me.cookie, change)).status).toBe(200);
    expect((await get("/api/session", other)).status).toBe(401);
    expect((await get("/api/session", me.cookie)).status).toBe(200);
  });

  test("sessions are listed without their tokens and ended one by one, or all others, and never somebody else's", async () => {
    const me = await join(api, "viewer");
    const stranger = await join(api, "admin");
    const second = await signInAs(api, me.email);
    const third = await signInAs(api, me.email);
    const { sessions } = await account(me.cookie);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    const tokens = await asOwner(api.database.ownerConnectionString, (client) =>
      client.query<{ token: string }>("select token from ai_coo.session where user_id = $1", [me.userId]),
    );
    for (const { token } of tokens.rows) expect(JSON.stringify(sessions)).not.toContain(token);
    const [one] = (await account(second)).sessions.filter(({ current }) => current);
    expect((await post(`/api/ai-coo/account/sessions/${one!.id}/end`, stranger.cookie)).status).toBe(404);
    expect((await post(`/api/ai-coo/account/sessions/${one!.id}/end`, me.cookie)).status).toBe(200);
    expect((await get("/api/session", second)).status).toBe(401);
    expect(await answered(await post("/api/ai-coo/account/sessions/end-others", me.cookie))).toEqual({ ended: 1 });
    expect((await get("/api/session", third)).status).toBe(401);
    expect((await get("/api/session", me.cookie)).status).toBe(200);
  });
});

describe("the second step", () => {
  test("a code of the app or a backup code, once it is on; the password alone no longer opens anything", async () => {
    const me = await join(api, "approver");
    expect((await post("/api/auth/two-factor/begin", me.cookie, { password: "wrong wrong wrong" })).status).toBe(403);
    const begun = (await answered(await post("/api/auth/two-factor/begin", me.cookie, { password: PASSWORD }))) as {
      totpURI: string;
      backupCodes: string[];
    };
    expect(begun.backupCodes).toHaveLength(10);
    const secret = secretOf(begun.totpURI);
    const code = async (): Promise<string> => createOTP(secret).totp();
    expect((await post("/api/auth/two-factor/confirm", me.cookie, { code: "000000" })).status).toBe(403);
    const confirmed = await post("/api/auth/two-factor/confirm", me.cookie, { code: await code() });
    expect(confirmed.status).toBe(200);

    const first = await post("/api/auth/sign-in/email", "", { email: me.email, password: PASSWORD });
    expect(await answered(first)).toEqual({ ok: true, twoFactor: true });
    const halfway = cookiesOf(first);
    expect((await get("/api/session", halfway)).status).toBe(401);
    expect((await post("/api/auth/two-factor/verify-code", "", { code: await code() })).status).toBe(401);
    const inside = await post("/api/auth/two-factor/verify-code", halfway, { code: await code() });
    expect((await get("/api/session", cookiesOf(inside))).status).toBe(200);

    const again = cookiesOf(await post("/api/auth/sign-in/email", "", { email: me.email, password: PASSWORD }));
    const backup = await post("/api/auth/two-factor/verify-backup-code", again, { code: begun.backupCodes[0]! });
    const now = cookiesOf(backup);
    expect(await account(now)).toMatchObject({ twoFactor: true });
    const third = cookiesOf(await post("/api/auth/sign-in/email", "", { email: me.email, password: PASSWORD }));
    expect((await post("/api/auth/two-factor/verify-backup-code", third, { code: begun.backupCodes[0]! })).status).toBe(401);

    const kinds = (await exportAudit(api, "org-acme")).filter(({ facts }) => facts["user"] === me.userId).map(({ kind }) => kind);
    expect(kinds).toContain("account.two_factor_on");
    expect((await post("/api/auth/two-factor/disable", now, { password: PASSWORD })).status).toBe(200);
  });
});

/** The secret that an app takes from the address in the picture. */
function secretOf(uri: string): string {
  const base32 = new URL(uri).searchParams.get("secret") ?? "";
  const bits = base32
    .split("")
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return String.fromCharCode(...(bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
