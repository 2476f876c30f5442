import { afterAll, beforeAll, expect, test } from "vitest";
import { askedSchema } from "#src/api/schemas/audit.ts";
import { connectionListSchema } from "#src/api/schemas/connections.ts";
import { recordJobRun } from "#src/db/access/monitoringJobs.ts";
import { withTransaction } from "#src/db/index.ts";
import { createTestApi, fromPage, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const list = async () => {
  const answer = await api.app.request("/api/ai-coo/connections", { headers: { cookie } });
  return connectionListSchema.parse(await answer.json()).connections;
};

test("before anything was tried, every connection is listed and says so", async () => {
  expect((await list()).map(({ name, last }) => [name, last])).toEqual([
    ["odoo", null],
    ["mail", null],
    ["sms", null],
    ["model", null],
  ]);
});

test.each(["odoo", "mail", "sms", "model"])("testing %s is a job of a worker of this organisation", async (name) => {
  const answer = await api.app.request(`/api/ai-coo/connections/${name}/test`, fromPage(cookie, {}));
  expect([answer.status, askedSchema.parse(await answer.json()).queued]).toEqual([202, true]);
  const { rows } = await asOwner(api.database.ownerConnectionString, (client) =>
    client.query("select data from ai_coo_jobs.job where name = $1", [`check-${name}/org-acme`]),
  );
  expect(rows).toEqual([{ data: { orgId: "org-acme" } }]);
});

test("shows what the worker found, a failure of the job itself among it", async () => {
  const found = {
    ok: false,
    kind: "smtp",
    where: "mail.example:465",
    from: "a@b.example",
    sentence: "It refuses the login.",
    next: "Check it.",
    milliseconds: 12,
  };
  const note = (job: string, lastError: string | null) =>
    withTransaction({ db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" }, (ctx) =>
      recordJobRun(ctx, {
        job,
        lastStartedAt: api.clock.now(),
        lastFinishedAt: api.clock.now(),
        lastOutcome: lastError === null ? "ok" : "failed",
        lastError,
        lastResult: lastError === null ? found : null,
      }),
    );
  await note("check-mail", null);
  await note("check-sms", "The database was gone.");
  const [, mail, sms] = await list();
  expect(mail?.last).toMatchObject({ ok: false, where: "mail.example:465", sentence: "It refuses the login.", next: "Check it." });
  expect(sms?.last).toMatchObject({ ok: false, sentence: "The database was gone." });
});

test("only owners and admins test; another name is none", async () => {
  const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "decides", scopes: ["decide"] });
  const asKey = await api.app.request("/api/ai-coo/connections/mail/test", { method: "POST", headers: { "x-api-key": key } });
  expect(asKey.status).toBe(403);
  expect((await api.app.request("/api/ai-coo/connections/fax/test", fromPage(cookie, {}))).status).toBe(400);
});
