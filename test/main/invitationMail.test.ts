import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withTransaction } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { enqueue } from "#src/queue/index.ts";
import { startSimulator, type Simulator } from "#simulator/index.ts";
import { startSmtpSink, type SmtpSink } from "#simulator/mail/smtpSink.ts";
import { CliProcess } from "#test/support/cliProcess.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { cookiesOf, PASSWORD, tokenOf } from "#test/support/people.ts";

/**
 * An invitation through the two processes that a company runs: the page, which can send nothing, and the worker, which nobody can
 * ask. Each is on a machine of its own; what they share is the database and the secret of sessions.
 */

const ORG_ID = "org-two";

let database: TestDatabase;
let simulator: Simulator;
let sink: SmtpSink;
let folder: string;
let origin: string;
let page: CliProcess<{ readonly url: string; readonly signInUrl: string; readonly withheld: readonly string[] }>;
let worker: CliProcess<object>;

beforeAll(async () => {
  [database, simulator, sink, folder, origin] = await Promise.all([
    createTestDatabase(),
    startSimulator({ release: 19, company: "empty", now: () => new Date() }),
    startSmtpSink(),
    mkdtemp(join(tmpdir(), "ai-coo-invitation-")),
    freePort().then((port) => `http://127.0.0.1:${port}`),
  ]);
  const shared = {
    DATABASE_URL: database.connectionString,
    ORG_ID,
    ORG_NAME: "Two Halves",
    PUBLIC_URL: origin,
    AUTH_SECRET: "one-secret-of-both".repeat(4),
    ODOO_URL: simulator.url,
    ODOO_DB: simulator.database,
    ODOO_LOGIN: simulator.login,
  };
  worker = new CliProcess(["worker", "--data", join(folder, "worker")], {
    ...shared,
    ODOO_API_KEY: simulator.apiKey,
    SMTP_URL: sink.url,
    MAIL_FROM: "Accounts <accounts@ourcompany.example>",
  });
  await worker.ready();
  page = new CliProcess(["web", "--data", join(folder, "page"), "--port", new URL(origin).port], shared);
}, 240_000);
afterAll(async () => {
  for (const { process: child, ended } of [page, worker]) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  }
  await Promise.all([sink.stop(), simulator.stop(), rm(folder, { recursive: true, force: true })]);
  await database.drop();
});

test("who is invited at the page gets a mail from the worker, whose link works once", { timeout: 240_000 }, async () => {
  const { signInUrl } = await page.ready();
  const signedIn = await post("/api/auth/sign-in/link", { token: tokenOf(signInUrl) });
  expect(signedIn.status).toBe(200);
  const invited = await post("/api/ai-coo/invitations", { email: "new@people.example", role: "approver" }, cookiesOf(signedIn));
  expect(invited.status).toBe(200);

  // the worker does this every minute; it is asked now
  await withTransaction({ db: database.db, clock: systemClock, orgId: ORG_ID, actor: "system:ai-coo" }, (inner) =>
    enqueue(inner, { name: "notify-approvers", payload: { orgId: ORG_ID } }),
  );
  await expect.poll(() => sink.messages().map(({ recipients }) => recipients), { timeout: 120_000 }).toEqual([["new@people.example"]]);
  const [{ mail }] = sink.messages() as [ReturnType<SmtpSink["messages"]>[number]];
  const [link = ""] = /http\S+#token=[\w.-]+/.exec(mail.text ?? "") ?? [];
  expect(link.startsWith(`${origin}/join#`)).toBe(true);

  const token = tokenOf(link);
  expect(await (await post("/api/invitations/look", { token })).json()).toMatchObject({ email: "new@people.example", role: "approver" });
  const account = { name: "Newcomer", password: PASSWORD };
  expect((await post("/api/invitations/accept", { token, account })).status).toBe(200);
  expect((await post("/api/invitations/accept", { token, account })).status).toBe(404);

  const newcomer = await post("/api/auth/sign-in/email", { email: "new@people.example", password: PASSWORD });
  const session = await fetch(`${origin}/api/session`, { headers: { cookie: cookiesOf(newcomer) } });
  expect(await session.json()).toMatchObject({ name: "Newcomer", role: "approver", organisation: { name: "Two Halves" } });
});

function post(path: string, body: object, cookie = ""): Promise<Response> {
  return fetch(origin + path, {
    method: "POST",
    headers: { origin, cookie, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** A port that nothing listens on: the address in the mail has to be known before the page is up. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
