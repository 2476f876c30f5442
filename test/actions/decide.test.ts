import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  approveAction,
  cancelAction,
  expireActions,
  getAction,
  listActions,
  proposeAction,
  rejectAction,
  type ProposeActionResult,
} from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { hasCode, type ErrorCode } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import { QUEUE_SCHEMA } from "#src/queue/boss.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";

let database: TestDatabase;
let ctx: TestContext;
let anna: Context;
let ben: Context;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${++organisations}` });
  anna = { ...ctx, actor: "user:anna" };
  ben = { ...ctx, actor: "user:ben" };
});

function document(over: Partial<ActionProtocol> = {}, parts: Partial<DocumentParts> = {}): ActionProtocol {
  const now = ctx.clock.now();
  return exampleAction({ org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString(), ...over }, parts);
}

const propose = (action: unknown, as: Context = ctx): Promise<ProposeActionResult> => proposeAction({ ctx: as, input: { action } });

async function proposed(over: Partial<ActionProtocol> = {}, parts: Partial<DocumentParts> = {}) {
  const result = await propose(document(over, parts));
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  return result;
}

const approve = (action: { actionId: string; fingerprint: string }, as: Context = anna) =>
  approveAction({ ctx: as, input: { actionId: action.actionId, fingerprint: action.fingerprint, channel: "in_app" } });

const detail = (actionId: string) => getAction({ ctx, input: { actionId } });

async function failure(promise: Promise<unknown>) {
  try {
    await promise;
  } catch (error) {
    if (hasCode(error, ...CODES)) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
const CODES: ErrorCode[] = ["conflict", "expired", "fingerprint_mismatch", "forbidden", "invalid_input", "not_found"];

describe("proposing", () => {
  test("stores the document with a version, and waits for approval", async () => {
    const result = await proposed();

    expect(result).toMatchObject({ status: "pending_approval", riskLevel: "medium" });
    const stored = await detail(result.actionId);
    expect(stored).toMatchObject({
      version: 1,
      minApprovals: 1,
      description: expect.stringContaining("Send invoice reminder: Azure Interior"),
    });
    expect(stored.versions).toMatchObject([{ version: 1, fingerprint: result.fingerprint, reason: "proposed" }]);
    expect(stored.events.map(({ kind }) => kind)).toEqual(["action.proposed"]);
  });

  test("the same idempotency key twice gives one action, also when a hundred try at once", async () => {
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        // different scopes, so that only the key can tell
        propose(
          document(
            { idempotency_key: `${ctx.orgId}:create_collection_task:partner-42:2026-03-02` },
            { actionType: "create_collection_task", partnerId: 42, ids: [index + 1] },
          ),
        ),
      ),
    );

    expect(results.filter(({ proposed: fresh }) => fresh)).toHaveLength(1);
    expect(
      new Set(results.map((result) => ("existing" in result ? result.existing.actionId : result.proposed && result.actionId))).size,
    ).toBe(1);
  });

  test("an open action with the same scope stands in the way; a settled or expired one does not", async () => {
    const first = await proposed({}, { ids: [1] });
    expect(await propose(document({}, { ids: [2] }))).toMatchObject({
      proposed: false,
      reason: "same_scope",
      existing: { actionId: first.actionId },
    });

    await rejectAction({ ctx: anna, input: { actionId: first.actionId, reason: "Not now.", channel: "in_app" } });
    const second = await proposed({}, { ids: [2] });
    ctx.clock.advance({ days: 2 });

    expect(await propose(document({}, { ids: [3] }))).toMatchObject({ proposed: true });
    expect((await detail(second.actionId)).status).toBe("pending_approval");
  });

  test.each([
    ["no action at all", () => ({ hello: "world" })],
    ["another organisation's", () => document({ org_id: "org-other" })],
    ["one that names another author", () => document({ created_by: "user:anna" })],
    ["one that has expired", () => document({ created_at: "2026-02-01T09:00:00Z", expires_at: "2026-02-02T09:00:00Z" })],
    ["one with an unknown field", () => ({ ...document(), sudo: true })],
  ])("refuses %s and stores nothing", async (_name, make) => {
    expect(await failure(propose(make()))).toMatchObject({ code: "invalid_input" });
    expect((await listActions({ ctx, input: {} })).actions).toEqual([]);
  });

  test("raises the risk by what is at stake, never lowers it", async () => {
    await saveGuardrails(anna, { risk: { highAmount: 1000 } });

    expect(await proposed({ risk_level: "low" })).toMatchObject({ riskLevel: "high" });
  });
});

describe("approving", () => {
  test("exactly what was seen makes it approved and wakes the executor", async () => {
    const action = await proposed();

    expect(await approve(action)).toEqual({ actionId: action.actionId, status: "approved", approvals: { given: 1, needed: 1 } });
    const stored = await detail(action.actionId);
    expect(stored.approvals).toMatchObject([{ actor: "user:anna", decision: "approve", fingerprint: action.fingerprint }]);
    const jobs = await asOwner(database.connectionString, (client) =>
      client.query(`select 1 from ${QUEUE_SCHEMA}.job where name = 'process-approved/' || $1`, [ctx.orgId]),
    );
    expect(jobs.rowCount).toBe(1);
  });

  test("another fingerprint is refused and counts for nothing", async () => {
    const action = await proposed();

    const refusal = await failure(approve({ ...action, fingerprint: "0".repeat(64) }));

    expect(refusal).toMatchObject({ code: "fingerprint_mismatch" });
    expect(await detail(action.actionId)).toMatchObject({ status: "pending_approval", approvals: [] });
  });

  test("a document that was changed in the database since it was proposed is refused", async () => {
    const action = await proposed();
    await asOwner(database.connectionString, async (client) => {
      await client.query("select set_config('ai_coo.org_id', $1, false)", [ctx.orgId]);
      await client.query(
        `update ai_coo.autonomous_actions set action_protocol = jsonb_set(action_protocol, '{operation,inputs,subject}', '"Else"') where action_id = $1`,
        [action.actionId],
      );
    });

    expect(await failure(approve(action))).toMatchObject({ code: "fingerprint_mismatch" });
  });

  test("one person counts once; a critical action needs two", async () => {
    const action = await proposed({ risk_level: "critical" });

    expect(await approve(action)).toMatchObject({ status: "pending_approval", approvals: { given: 1, needed: 2 } });
    expect(await failure(approve(action))).toMatchObject({ code: "conflict" });
    expect(await approve(action, ben)).toMatchObject({ status: "approved", approvals: { given: 2, needed: 2 } });
  });

  test("on a Friday evening tells that the recipient's hours begin only after its expiry", async () => {
    ctx.clock.set("2026-03-06T16:00:00Z");
    const action = await proposed();
    expect((await approve(action)).warning).toBeUndefined();
    ctx.clock.set("2026-03-06T20:00:00Z");
    const late = await proposed({}, { partnerId: 7, ids: [7] });

    expect(await approve(late)).toMatchObject({ status: "approved", warning: expect.stringContaining("2026-03-09T") });
  });

  test("a key is nobody among several people who have to agree, and counts where one yes is enough", async () => {
    const key: Context = { ...ctx, actor: "agent:annas-key" };
    const critical = await proposed({ risk_level: "critical" });
    await approve(critical);

    expect(await failure(approve(critical, key))).toMatchObject({ code: "forbidden" });
    expect(await detail(critical.actionId)).toMatchObject({ status: "pending_approval", approvals: [{ actor: "user:anna" }] });
    expect(await approve(await proposed({}, { partnerId: 7, ids: [7] }), key)).toMatchObject({ status: "approved" });
  });

  test("one who comes too late is told the status and who decided", async () => {
    const action = await proposed();
    await rejectAction({ ctx: ben, input: { actionId: action.actionId, reason: "They paid by cheque.", channel: "in_app" } });

    const refusal = await failure(approve(action));

    expect(refusal).toMatchObject({ code: "conflict", details: { status: "rejected", by: "user:ben", reason: "They paid by cheque." } });
    expect(refusal.message).toContain("it was rejected");
  });

  test("of a hundred who decide at once exactly one wins", async () => {
    const action = await proposed();
    const decisions = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        index % 2 === 0
          ? approve(action, { ...ctx, actor: `user:u${index}` })
          : rejectAction({
              ctx: { ...ctx, actor: `user:u${index}` },
              input: { actionId: action.actionId, reason: "No.", channel: "in_app" },
            }),
      ),
    );

    expect(decisions.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const losers = decisions.filter((decision) => decision.status === "rejected");
    expect(losers.every(({ reason }) => hasCode(reason, "conflict"))).toBe(true);
  });

  test("after its life has ended is refused, and the action says so", async () => {
    const action = await proposed();
    ctx.clock.advance({ days: 1 });

    expect(await failure(approve(action))).toMatchObject({ code: "expired" });
    expect(await detail(action.actionId)).toMatchObject({ status: "expired", approvals: [] });
  });

  test("by the program that proposed it is refused", async () => {
    const robot: Context = { ...ctx, actor: "agent:robot" };
    const result = await propose(document({ created_by: "agent:robot" }), robot);
    if (!result.proposed) throw new Error("not proposed");

    expect(await failure(approve(result, robot))).toMatchObject({ code: "forbidden" });
    expect(await failure(approve(result, ctx))).toMatchObject({ code: "forbidden" });
  });

  test("of another organisation's action finds nothing", async () => {
    const action = await proposed();

    expect(await failure(approve(action, { ...anna, orgId: "org-other" }))).toMatchObject({ code: "not_found" });
    expect(await failure(approve({ ...action, actionId: "nonsense" }))).toMatchObject({ code: "not_found" });
  });
});

describe("auto-approval", () => {
  const rule = { enabled: true, rules: [{ name: "Small tasks", actionTypes: ["create_follow_up_task"], maxRisk: "low" }] };

  test("is off by default", async () => {
    expect(await proposed({}, { actionType: "create_follow_up_task" })).toMatchObject({ status: "pending_approval" });
  });

  test("lets through what a rule of the organisation names, bound to the fingerprint like a person's", async () => {
    await saveGuardrails(anna, { autoApproval: rule });

    const action = await proposed({}, { actionType: "create_follow_up_task", amount: 10 });

    expect(action).toMatchObject({ status: "approved" });
    expect((await detail(action.actionId)).approvals).toMatchObject([
      { actor: "system:ai-coo", channel: "policy", reason: "Small tasks", fingerprint: action.fingerprint },
    ]);
  });

  test("never what is riskier than its rule, nor what a program proposed", async () => {
    await saveGuardrails(anna, { autoApproval: rule });

    expect(await proposed({}, { actionType: "create_follow_up_task", amount: 50_000 })).toMatchObject({
      status: "pending_approval",
      riskLevel: "high",
    });
    const robot: Context = { ...ctx, actor: "agent:robot" };
    expect(
      await propose(
        document({ created_by: "agent:robot" }, { actionType: "create_follow_up_task", partnerId: 7, ids: [7], amount: 10 }),
        robot,
      ),
    ).toMatchObject({
      status: "pending_approval",
    });
  });
});

describe("withdrawing and expiring", () => {
  test("an approved action can be cancelled; a pending one is rejected instead", async () => {
    const action = await proposed();
    expect(await failure(cancelAction({ ctx: anna, input: { actionId: action.actionId, reason: "Changed my mind." } }))).toMatchObject({
      code: "conflict",
    });
    await approve(action);

    expect(await cancelAction({ ctx: anna, input: { actionId: action.actionId, reason: "Changed my mind." } })).toMatchObject({
      status: "cancelled",
    });
    expect(await failure(cancelAction({ ctx: anna, input: { actionId: action.actionId, reason: "Again." } }))).toMatchObject({
      code: "conflict",
    });
  });

  test("a decision needs a reason", async () => {
    const action = await proposed();
    expect(await failure(rejectAction({ ctx: anna, input: { actionId: action.actionId, reason: "  ", channel: "in_app" } }))).toMatchObject(
      { code: "invalid_input" },
    );
  });

  test("the sweep ends what waits beyond its life, once, however many sweep", async () => {
    const pending = await proposed({}, { partnerId: 1, ids: [1] });
    const approved = await proposed({}, { partnerId: 2, ids: [2] });
    await approve(approved);
    ctx.clock.advance({ days: 1 });
    const alive = await proposed({}, { partnerId: 3, ids: [3] });

    const sweeps = await Promise.all([1, 2, 3].map(() => expireActions({ ctx, input: {} })));

    expect(sweeps.flatMap(({ expired }) => expired).toSorted()).toEqual([pending.actionId, approved.actionId].toSorted());
    expect((await detail(alive.actionId)).status).toBe("pending_approval");
  });
});

test("lists come newest first, by page, filtered; no page shows an action twice", async () => {
  const ids: string[] = [];
  for (let count = 1; count <= 7; count++) {
    ids.push((await proposed({}, { partnerId: count, ids: [count] })).actionId);
    ctx.clock.advance({ minutes: 1 });
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listActions({ ctx, input: { status: ["pending_approval"], limit: 3, ...(cursor === undefined ? {} : { cursor }) } });
    seen.push(...page.actions.map(({ actionId }) => actionId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);

  expect(seen).toEqual(ids.toReversed());
  expect((await listActions({ ctx, input: { partnerId: 3 } })).actions.map(({ partnerId }) => partnerId)).toEqual([3]);
  expect((await listActions({ ctx, input: { status: ["approved", "executing"] } })).actions).toEqual([]);
  expect(await failure(listActions({ ctx, input: { cursor: "x" } }))).toMatchObject({ code: "invalid_input" });
});

test("every change of an action stands in one unbroken chain", async () => {
  const action = await proposed();
  await approve(action);
  await cancelAction({ ctx: anna, input: { actionId: action.actionId, reason: "Changed my mind." } });

  expect((await detail(action.actionId)).events.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual([
    "action.proposed system:ai-coo",
    "action.approved user:anna",
    "action.cancelled user:anna",
  ]);
  expect(await withTransaction(ctx, (inner) => verifyAuditChain(inner))).toMatchObject({ ok: true });
});
