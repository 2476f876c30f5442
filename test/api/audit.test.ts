import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditListSchema, auditStateSchema, askedSchema } from "#src/api/schemas/audit.ts";
import { appendAuditEvent, verifyLines, type AuditLine } from "#src/audit/index.ts";
import { recordJobRun } from "#src/db/access/monitoringJobs.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";

let api: TestApi;
let cookie: string;
let proposed: Awaited<ReturnType<typeof propose>>;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
  proposed = await propose(api, { parts: { partnerId: 4_711, partnerName: "Azure Interior" } });
  await propose(api, { parts: { partnerId: 4_712, partnerName: "Ready Mat" } });
  await api.app.request("/api/ai-coo/stop", fromPage(cookie, { reason: "A look at the audit." }));
  await api.app.request("/api/ai-coo/resume", fromPage(cookie, { reason: "Looked." }));
  await inTransaction(
    (ctx) => appendAuditEvent(ctx, { kind: "commitment.recorded", facts: { partner_id: 4_711, commitment: "promise" } }),
    "org-acme",
  );
  await inTransaction((ctx) => appendAuditEvent(ctx, { kind: "switch.stopped", facts: {} }), "org-other");
});
afterAll(() => api[Symbol.asyncDispose]());

const inTransaction = <T>(run: (ctx: TxContext) => Promise<T>, orgId: string): Promise<T> =>
  withTransaction({ db: api.database.db, clock: api.clock, orgId, actor: "system:ai-coo" }, run);
const list = async (query = "") =>
  auditListSchema.parse(await (await api.app.request(`/api/ai-coo/audit${query}`, { headers: { cookie } })).json());
const state = async () => auditStateSchema.parse(await (await api.app.request("/api/ai-coo/audit/state", { headers: { cookie } })).json());

describe("the list", () => {
  test("is the organisation's own chain, newest first, with the words and names for people", async () => {
    const { entries, next } = await list();
    expect(next).toBeNull();
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => entries.length - index));
    const stopped = entries.find(({ kind }) => kind === "switch.stopped");
    expect(stopped).toMatchObject({ actorName: "Owner" });
    expect(entries.find(({ actionId }) => actionId === proposed.actionId)).toMatchObject({
      kind: "action.proposed",
      partnerName: "Azure Interior",
      actorName: "AI COO",
    });
  });

  test("pages follow each other by number", async () => {
    const all = (await list()).entries.map(({ seq }) => seq);
    const seen: number[] = [];
    for (let before: number | null | undefined = undefined; before !== null;) {
      const page: Awaited<ReturnType<typeof list>> = await list(`?limit=2${before === undefined ? "" : `&before=${before}`}`);
      seen.push(...page.entries.map(({ seq }) => seq));
      before = page.next;
    }
    expect(seen).toEqual(all);
  });

  test("is filtered by kind, actor, action and customer", async () => {
    expect((await list("?kind=switch.stopped,switch.started")).entries.map(({ kind }) => kind)).toEqual([
      "switch.started",
      "switch.stopped",
    ]);
    expect((await list(`?action=${proposed.actionId}`)).entries.every(({ actionId }) => actionId === proposed.actionId)).toBe(true);
    const { entries: ofCustomer } = await list("?customer=4711");
    expect(ofCustomer.map(({ kind }) => kind)).toEqual(["commitment.recorded", "action.proposed"]);
    const { actor } = (await list("?kind=switch.stopped")).entries[0]!;
    expect((await list(`?actor=${encodeURIComponent(actor)}`)).entries.every((entry) => entry.actor === actor)).toBe(true);
    expect((await list("?customer=1")).entries).toEqual([]);
    expect((await api.app.request("/api/ai-coo/audit?kind=nonsense", { headers: { cookie } })).status).toBe(400);
  });

  test("an entry that is no JSON any more is still shown", async () => {
    await using other = await createTestApi();
    const session = await signIn(other);
    await propose(other);
    await asOwner(other.database.ownerConnectionString, async (owner) => {
      await owner.query("select set_config('ai_coo.org_id', 'org-acme', false)");
      await owner.query("alter table ai_coo.action_events disable trigger user");
      await owner.query("update ai_coo.action_events set entry = 'gone' where seq = 1");
    });
    const answer = await other.app.request("/api/ai-coo/audit", { headers: { cookie: session } });
    expect(auditListSchema.parse(await answer.json()).entries.at(-1)).toMatchObject({ seq: 1, facts: {} });
  });
});

describe("the chain as a whole", () => {
  test("its export is what an independent verifier accepts, and asks for its end to be published", async () => {
    const answer = await api.app.request("/api/ai-coo/audit/export", { headers: { cookie } });
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    const lines = (await answer.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as AuditLine);
    const { head } = await state();
    expect(await verifyLines(asAsync(lines), { orgId: "org-acme" })).toEqual({
      ok: true,
      length: head!.seq,
      head: { seq: head!.seq, hash: head!.hash },
    });
    expect(await jobs("publish-audit-head")).toBe(1);
  });

  test("verifying is a job of a worker, and the state says what it came to", async () => {
    expect((await state()).verified).toBeNull();
    const asked = await api.app.request("/api/ai-coo/audit/verify", fromPage(cookie, {}));
    expect([asked.status, askedSchema.parse(await asked.json()).queued, await jobs("verify-audit")]).toEqual([202, true, 1]);
    const at = api.clock.now();
    const run = (lastResult: Record<string, number | boolean | string | null> | null, lastError: string | null) =>
      inTransaction(
        (ctx) =>
          recordJobRun(ctx, {
            job: "verify-audit",
            lastStartedAt: at,
            lastFinishedAt: api.clock.now(),
            lastOutcome: lastError === null ? "ok" : "failed",
            lastError,
            lastResult,
          }),
        "org-acme",
      );
    await run({ ok: false, entries: 3, heads: 1, broken_at: 3, sentence: "Entry 3 was altered." }, null);
    expect((await state()).verified).toMatchObject({ ok: false, brokenAt: 3, sentence: "Entry 3 was altered." });
    await run(null, "The heads cannot be read.");
    expect(await state()).toMatchObject({ verified: null, failed: { sentence: "The heads cannot be read." } });
  });

  test("who may only read cannot ask for a walk", async () => {
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "reads" });
    const answer = await api.app.request("/api/ai-coo/audit/verify", { method: "POST", headers: { "x-api-key": key } });
    expect(answer.status).toBe(403);
  });
});

async function* asAsync<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function jobs(name: string): Promise<number> {
  const { rows } = await asOwner(api.database.ownerConnectionString, (client) =>
    client.query<{ many: number }>("select count(*)::int as many from ai_coo_jobs.job where name = $1", [`${name}/org-acme`]),
  );
  return rows[0]!.many;
}
