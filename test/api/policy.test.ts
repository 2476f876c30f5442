import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorBodySchema } from "#src/api/schemas/common.ts";
import { acceptedSchema, dryRunSchema, guardrailsSchema, revokedSchema, ruleSuggestionListSchema } from "#src/api/schemas/policy.ts";
import { actionDetailSchema } from "#src/api/schemas/actions.ts";
import { insertRuleSuggestion } from "#src/db/access/ruleSuggestions.ts";
import { withTransaction } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { autoApprovalRuleSchema } from "#src/policy/index.ts";
import { createTestApi, fromPage, propose, signIn, type TestApi } from "#test/support/api.ts";
import { asOwner } from "#test/support/database.ts";
import { join } from "#test/support/people.ts";

let api: TestApi;
let cookie: string;
let partnerId = 5_000;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const get = (path: string) => api.app.request(`/api/ai-coo${path}`, { headers: { cookie } });
const post = (path: string, body: object) => api.app.request(`/api/ai-coo${path}`, fromPage(cookie, body));
const put = (body: object) => api.app.request("/api/ai-coo/guardrails", { ...fromPage(cookie, body), method: "PUT" });
const codeOf = async (answer: Response) => [answer.status, errorBodySchema.parse(await answer.json()).error.code];
const present = async () => guardrailsSchema.parse(await (await get("/guardrails")).json());
const note = () => propose(api, { parts: { actionType: "flag_at_risk_project", partnerId: partnerId++, ids: [partnerId] } });

const RULE = { name: "Notes", actionTypes: ["flag_at_risk_project"], maxRisk: "low" };
const withRules = (...rules: object[]) => ({ autoApproval: { enabled: true, rules } });

async function save(settings: object) {
  const answer = await put({ version: (await present()).version, settings });
  expect(answer.status).toBe(200);
  return guardrailsSchema.parse(await answer.json());
}

/** A suggestion as the daily job leaves it. */
async function suggested(): Promise<string> {
  const ctx = { db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" } as const;
  const id = uuidv7(api.clock.now());
  const moment = api.clock.now().toISOString();
  const rule = autoApprovalRuleSchema.parse({ ...RULE, name: "Notes, earned" });
  const evidence = { actionIds: [id], approvals: 20, from: moment, to: moment, largestAmount: null, firstContacts: 0, medianPerDay: 4 };
  await withTransaction(ctx, (inner) =>
    insertRuleSuggestion(inner, { id, kind: `notes ${id}`, rule: { ...rule }, ruleDays: 30, evidence }),
  );
  return id;
}

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

describe("the guardrails", () => {
  test("are read with how each rule stands, and changed as a whole while they are those that were read", async () => {
    const before = await present();
    expect(before).toMatchObject({ settings: { autoApproval: { enabled: false } }, rules: [], timezone: "UTC" });

    const after = await save(withRules(RULE));

    expect(after.rules).toEqual([{ name: "Notes", state: "in_force", why: null, approvedToday: 0 }]);
    expect(after.updatedBy).not.toBeNull();
    expect(await codeOf(await put({ version: before.version, settings: {} }))).toEqual([409, "conflict"]);
    expect((await present()).version).toBe(after.version);
    const { action } = await note();
    expect((await present()).rules[0]?.approvedToday).toBe(1);
    const detail = actionDetailSchema.parse(await (await get(`/actions/${action.action_id}`)).json());
    expect(detail.policy).toEqual({ rule: "Notes", version: after.version, against: [], limit: null });
  });

  test("say how many people high risk takes now, of those who may decide, where nobody set it", async () => {
    expect((await present()).settings.minApprovals).toEqual({ low: 1, medium: 1, high: null, critical: 2 });
    expect((await present()).peopleNeeded).toEqual({ low: 1, medium: 1, high: 1, critical: 2 });
    const owner = await present();
    await join(api, "approver");
    expect((await present()).peopleNeeded).toEqual({ low: 1, medium: 1, high: 2, critical: 2 });
    expect((await present()).version).toBe(owner.version);
    expect((await save({ minApprovals: { high: 1 } })).peopleNeeded.high).toBe(1);
    expect((await save({ minApprovals: { high: null } })).peopleNeeded.high).toBe(2);
    await asOwner(api.database.ownerConnectionString, (client) => client.query("delete from ai_coo.member where role = 'approver'"));
  });

  test("that are not valid are refused by name", async () => {
    const { version } = await present();
    const answer = await put({ version, settings: withRules({ ...RULE, maxRisk: "high" }) });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(errorBodySchema.parse(await answer.json()))).toContain("autoApproval.rules.0.maxRisk");
    expect((await present()).version).toBe(version);
  });

  test("are tried on what was proposed, which changes nothing", async () => {
    await save({});
    await note();
    const { version } = await present();

    const run = dryRunSchema.parse(await (await post("/guardrails/dry-run", { settings: withRules(RULE), days: 7 })).json());

    expect(run.approved).toBeGreaterThan(0);
    expect(run.byRule).toEqual([{ rule: "Notes", wouldApprove: run.approved, against: 0 }]);
    expect(dryRunSchema.parse(await (await post("/guardrails/dry-run", {})).json()).approved).toBe(0);
    expect((await present()).version).toBe(version);
  });

  test("a rule is revoked with what it approved and has not run", async () => {
    await save(withRules(RULE));
    const { action } = await note();

    const revoked = revokedSchema.parse(await (await post("/guardrails/revoke", { rule: "Notes", reason: "Too many." })).json());

    expect(revoked.takenBack).toContain(action.action_id);
    expect(revoked.version).toBe((await present()).version);
    expect(await codeOf(await post("/guardrails/revoke", { rule: "Notes", reason: "Again." }))).toEqual([404, "not_found"]);
  });
});

describe("suggestions", () => {
  test("are listed, and one is accepted with the rule that comes of it", async () => {
    await save({});
    const id = await suggested();
    const { suggestions } = ruleSuggestionListSchema.parse(await (await get("/rule-suggestions?status=open")).json());
    expect(suggestions.map(({ suggestionId }) => suggestionId)).toContain(id);

    const accepted = acceptedSchema.parse(await (await post(`/rule-suggestions/${id}/accept`, { days: 3 })).json());

    expect(accepted.suggestion).toMatchObject({ status: "accepted" });
    expect(Date.parse(accepted.until!) - api.clock.now().getTime()).toBeLessThanOrEqual(3 * 86_400_000);
    expect((await present()).rules).toMatchObject([{ name: "Notes, earned", state: "in_force" }]);
    expect(await codeOf(await post(`/rule-suggestions/${id}/accept`, {}))).toEqual([409, "conflict"]);
    expect(await codeOf(await post("/guardrails/lift-pause", { rule: "Notes, earned" }))).toEqual([409, "conflict"]);
  });

  test("are dismissed with a reason", async () => {
    const id = await suggested();
    expect((await post(`/rule-suggestions/${id}/dismiss`, {})).status).toBe(400);
    expect(await (await post(`/rule-suggestions/${id}/dismiss`, { reason: "I read them." })).json()).toMatchObject({
      status: "dismissed",
      reason: "I read them.",
    });
    expect(await codeOf(await post(`/rule-suggestions/${uuidv7(api.clock.now())}/dismiss`, { reason: "None." }))).toEqual([
      404,
      "not_found",
    ]);
  });
});

describe("who may", () => {
  test.each(["approver", "member"])("a %s reads everything and changes nothing", async (role) => {
    const id = await suggested();
    const { version } = await present();
    await as(role, async () => {
      expect((await get("/guardrails")).status).toBe(200);
      expect((await get("/rule-suggestions")).status).toBe(200);
      expect((await post("/guardrails/dry-run", { settings: withRules(RULE) })).status).toBe(200);
      for (const answer of [
        await put({ version, settings: {} }),
        await post("/guardrails/revoke", { rule: "Notes", reason: "No." }),
        await post("/guardrails/lift-pause", { rule: "Notes" }),
        await post(`/rule-suggestions/${id}/accept`, {}),
        await post(`/rule-suggestions/${id}/dismiss`, { reason: "No." }),
      ]) {
        expect(await codeOf(answer)).toEqual([403, "forbidden"]);
      }
    });
    await as("admin", async () => expect((await put({ version, settings: {} })).status).toBe(200));
  });

  test("a key, even one that decides, changes nothing; without an identity nothing is shown", async () => {
    const { key } = await api.accounts.createKey({ orgId: "org-acme", name: "robot", scopes: ["read", "decide"] });
    const { version } = await present();
    const answer = await api.app.request("/api/ai-coo/guardrails", {
      method: "PUT",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify({ version, settings: {} }),
    });
    expect(await codeOf(answer)).toEqual([403, "forbidden"]);
    expect((await api.app.request("/api/ai-coo/guardrails", { headers: { "x-api-key": key } })).status).toBe(200);
    expect((await api.app.request("/api/ai-coo/guardrails")).status).toBe(401);
  });
});
