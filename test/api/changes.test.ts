import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionDetailSchema, editedSchema, snoozedSchema, undoneSchema } from "#src/api/schemas/actions.ts";
import { followUpListSchema, followUpSchema } from "#src/api/schemas/followUps.ts";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
let nextPartner = 5_000;
beforeAll(async () => {
  api = await createTestApi();
  await api.accounts.ensureOwner({ orgId: "org-other", orgName: "Other" });
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const post = async (path: string, body: object, headers?: Record<string, string>): Promise<Response> =>
  api.app.request(
    new URL(`http://localhost/api/ai-coo/actions/${path}`).pathname,
    headers === undefined
      ? fromPage(cookie, body)
      : { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) },
  );
const proposed = (options: Parameters<typeof propose>[1] = {}) =>
  propose(api, { ...options, parts: { partnerId: nextPartner++, ...options.parts } });
const detailOf = async (actionId: string) =>
  actionDetailSchema.parse(await (await api.app.request(`/api/ai-coo/actions/${actionId}`, { headers: { cookie } })).json());
const codeOf = async (answer: Response) => [answer.status, errorBodySchema.parse(await answer.json()).error.code];
const inHours = (hours: number): string => new Date(api.clock.now().getTime() + hours * 3_600_000).toISOString();

/** A stage that was changed, as the executor leaves it; what the executor does is its own tests'. */
async function completedMove() {
  const move = await proposed({
    parts: { actionType: "update_deal_stage" },
    overrides: { action_type: "update_deal_stage", rollback_strategy: "auto_undo_odoo_write" },
  });
  await withTransaction({ db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" }, ({ tx }) =>
    tx.update(autonomousActions).set({ status: "completed" }).where(eq(autonomousActions.actionId, move.actionId)),
  );
  return move;
}

describe("editing", () => {
  test("makes a new version that is approved by its own fingerprint", async () => {
    const { actionId, fingerprint } = await proposed();
    const answer = await post(`${actionId}/edit`, {
      fingerprint,
      status: "pending_approval",
      edit: { type: "send_email", subject: "Reminder" },
    });
    expect(answer.status).toBe(200);
    const edited = editedSchema.parse(await answer.json());
    expect(edited).toMatchObject({ actionId, version: 2, fields: ["subject"] });
    expect(await codeOf(await post(`${actionId}/approve`, { fingerprint }))).toEqual([409, "fingerprint_mismatch"]);
    expect((await post(`${actionId}/approve`, { fingerprint: edited.fingerprint })).status).toBe(200);
    const detail = await detailOf(actionId);
    expect(detail.action.operation.inputs).toMatchObject({ subject: "Reminder" });
    expect(detail.versions.map(({ createdBy }) => createdBy)).toEqual(["system:ai-coo", detail.approvals[0]!.actor]);
  });

  test.each<[string, object]>([
    ["recipients", { type: "send_email", to: ["thief@evil.example"] }],
    ["another operation", { type: "create_internal_note", body: "Hello" }],
    ["no edit", {}],
    ["nothing different", { type: "send_email" }],
  ])("%s: refused, and nothing changes", async (_name, edit) => {
    const { actionId, fingerprint } = await proposed();
    expect(await codeOf(await post(`${actionId}/edit`, { fingerprint, edit }))).toEqual([400, "invalid_input"]);
    expect(await detailOf(actionId)).toMatchObject({ version: 1, fingerprint });
  });

  test("wants the fingerprint that was seen, and nothing besides", async () => {
    const { actionId, fingerprint } = await proposed();
    const edit = { type: "send_email", subject: "Reminder" };
    expect(await codeOf(await post(`${actionId}/edit`, { edit }))).toEqual([400, "invalid_input"]);
    expect(await codeOf(await post(`${actionId}/edit`, { fingerprint, edit, actor: "user:somebody" }))).toEqual([400, "invalid_input"]);
    expect(await codeOf(await post(`${actionId}/edit`, { fingerprint: "0".repeat(64), edit }))).toEqual([409, "fingerprint_mismatch"]);
  });
});

describe("putting off", () => {
  test("until a moment, and taking it up again", async () => {
    const { actionId } = await proposed();
    const until = inHours(3);
    const answer = await post(`${actionId}/snooze`, { until });
    expect([answer.status, snoozedSchema.parse(await answer.json())]).toMatchObject([
      200,
      { notBefore: until, status: "pending_approval" },
    ]);
    expect(await detailOf(actionId)).toMatchObject({ notBefore: until, snoozedUntil: until });
    expect(snoozedSchema.parse(await (await post(`${actionId}/unsnooze`, {})).json())).toMatchObject({ notBefore: null });
    expect(await codeOf(await post(`${actionId}/unsnooze`, {}))).toEqual([409, "conflict"]);
  });

  test("beyond its life only when asked for", async () => {
    const { actionId } = await proposed();
    expect(await codeOf(await post(`${actionId}/snooze`, { until: inHours(48) }))).toEqual([400, "invalid_input"]);
    expect(await codeOf(await post(`${actionId}/snooze`, { until: "tomorrow" }))).toEqual([400, "invalid_input"]);
    expect(snoozedSchema.parse(await (await post(`${actionId}/snooze`, { until: inHours(48), extend: true })).json())).toMatchObject({
      version: 2,
    });
  });
});

describe("undoing", () => {
  test("is another action, approved by whoever asked", async () => {
    const { actionId, fingerprint } = await completedMove();
    expect((await detailOf(actionId)).canUndo).toEqual({ ok: true });
    const answer = await post(`${actionId}/undo`, { fingerprint, reason: "The wrong deal." });
    expect(answer.status).toBe(200);
    const { undo } = undoneSchema.parse(await answer.json());
    expect(undo).toMatchObject({ status: "approved" });
    expect(await detailOf(undo.actionId)).toMatchObject({ undoOf: actionId, approvals: [{ channel: "in_app" }] });
    expect(await detailOf(actionId)).toMatchObject({ status: "completed", undoneBy: { actionId: undo.actionId }, canUndo: { ok: false } });
    expect(await codeOf(await post(`${actionId}/undo`, { fingerprint, reason: "Again." }))).toEqual([409, "conflict"]);
  });

  test("says on every action why it cannot be", async () => {
    const { actionId, fingerprint } = await proposed();
    expect((await detailOf(actionId)).canUndo).toEqual({ ok: false, reason: "Cannot undo: it waits for approval." });
    expect(await codeOf(await post(`${actionId}/undo`, { fingerprint, reason: "The wrong deal." }))).toEqual([409, "conflict"]);
  });
});

describe("follow-ups", () => {
  const schedule = (orgId: string) =>
    followUpStore(() => ({ db: api.database.db, clock: api.clock, orgId, actor: "system:ai-coo" })).schedule({
      orgId,
      actionId: uuidv7(api.clock.now()),
      inputs: {
        context_type: "customer",
        context_id: 42,
        scheduled_for: inHours(24),
        action_type: "send_invoice_reminder",
        parameters: {},
      },
    });
  const list = async (query = "") => {
    const answer = await api.app.request(`/api/ai-coo/follow-ups${query}`, { headers: { cookie } });
    return followUpListSchema.parse(await answer.json()).followUps;
  };
  const cancel = (id: string, headers?: Record<string, string>) => post(`../follow-ups/${id}/cancel`, { reason: "They called." }, headers);

  test("are listed, and withdrawn once", async () => {
    const { id } = await schedule("org-acme");
    expect(await list("?status=scheduled")).toMatchObject([{ followUpId: id, status: "scheduled" }]);
    const answer = await cancel(id);
    expect([answer.status, followUpSchema.parse(await answer.json())]).toMatchObject([
      200,
      { status: "cancelled", reason: "They called." },
    ]);
    expect(await list("?status=scheduled")).toEqual([]);
    expect(await list()).toHaveLength(1);
    expect(await codeOf(await cancel(id))).toEqual([409, "conflict"]);
  });

  test("of others are not there, and who only reads withdraws none", async () => {
    const { id } = await schedule("org-other");
    expect((await list()).map(({ followUpId }) => followUpId)).not.toContain(id);
    expect(await codeOf(await cancel(id))).toEqual([404, "not_found"]);
    const { id: own } = await schedule("org-acme");
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "reads follow-ups" });
    expect(await codeOf(await cancel(own, { "x-api-key": key }))).toEqual([403, "forbidden"]);
  });
});

describe("who may", () => {
  const bodies = (fingerprint: string): readonly (readonly [string, object])[] => [
    ["edit", { fingerprint, edit: { type: "send_email", subject: "Reminder" } }],
    ["snooze", { until: inHours(3) }],
    ["unsnooze", {}],
    ["undo", { fingerprint, reason: "The wrong deal." }],
  ];

  test("nobody without a session or from another organisation", async () => {
    const foreign = await propose(api, { orgId: "org-other", parts: { partnerId: nextPartner++ } });
    for (const [verb, body] of bodies(foreign.fingerprint)) {
      expect([verb, ...(await codeOf(await post(`${foreign.actionId}/${verb}`, body)))]).toEqual([verb, 404, "not_found"]);
      const anonymous = await post(`${foreign.actionId}/${verb}`, body, { origin: "http://127.0.0.1:4747" });
      expect([verb, ...(await codeOf(anonymous))]).toEqual([verb, 401, "unauthenticated"]);
    }
  });

  test("a key that only reads none of it; one that decides may put off, and neither edit nor undo", async () => {
    const own = await proposed();
    const reading = await api.accounts.createKey({ orgId: "org-acme", name: "reads" });
    const deciding = await api.accounts.createKey({ orgId: "org-acme", name: "decides", scopes: ["decide"] });
    for (const [verb, body] of bodies(own.fingerprint)) {
      expect([verb, ...(await codeOf(await post(`${own.actionId}/${verb}`, body, { "x-api-key": reading.key })))]).toEqual([
        verb,
        403,
        "forbidden",
      ]);
    }
    const as = { "x-api-key": deciding.key };
    for (const [verb, body] of bodies(own.fingerprint).filter(([name]) => name === "edit" || name === "undo")) {
      expect([verb, ...(await codeOf(await post(`${own.actionId}/${verb}`, body, as)))]).toEqual([verb, 403, "forbidden"]);
    }
    expect((await post(`${own.actionId}/snooze`, { until: inHours(3) }, as)).status).toBe(200);
  });
});
