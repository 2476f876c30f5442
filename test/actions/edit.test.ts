import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  approveAction,
  cancelAction,
  claimActions,
  editAction,
  getAction,
  proposeAction,
  type ActionEdit,
  type EditActionInput,
} from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { domainEvents } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import {
  bodySha256,
  carriesSmsCode,
  previewOf,
  smsCode,
  validateActionProtocol,
  type ActionProtocol,
  type ActionType,
} from "#src/protocol/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
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
  ctx = testContext(database.db, { orgId: `edit-${++organisations}` });
  anna = { ...ctx, actor: "user:anna" };
  ben = { ...ctx, actor: "user:ben" };
});

async function proposed(
  actionType: ActionType = "send_invoice_reminder",
  parts: Partial<DocumentParts> = {},
  change: (action: ActionProtocol) => ActionProtocol = (action) => action,
) {
  const now = ctx.clock.now();
  const action = change(
    exampleAction({ org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() }, { actionType, ...parts }),
  );
  const result = await proposeAction({ ctx, input: { action } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  return detail(result.actionId);
}

const detail = (actionId: string) => getAction({ ctx, input: { actionId } });
const approve = (action: { actionId: string; fingerprint: string }, as = anna) =>
  approveAction({ ctx: as, input: { actionId: action.actionId, fingerprint: action.fingerprint, channel: "in_app" } });
const edit = (
  { actionId, fingerprint }: { actionId: string; fingerprint: string },
  change: ActionEdit,
  more: Partial<EditActionInput> & { as?: Context } = {},
) =>
  editAction({
    ctx: more.as ?? anna,
    input: { actionId, fingerprint, edit: change, ...(more.status === undefined ? {} : { status: more.status }) },
  });

async function refusal(promise: Promise<unknown>): Promise<AiCooError> {
  const error = await promise.then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AiCooError) return error;
  throw error;
}

const withHtml = (action: ActionProtocol): ActionProtocol =>
  action.operation.type === "send_email"
    ? { ...action, operation: { ...action.operation, inputs: { ...action.operation.inputs, body_html: "<p>Dear <b>customer</b></p>" } } }
    : action;

/** An edit of each operation, with what its inputs hold afterwards. */
const EDITS: readonly (readonly [ActionType, ActionEdit, object])[] = [
  [
    "send_invoice_reminder",
    { type: "send_email", subject: "A friendly reminder", body_text: "Dear customer,\n\nplease pay.\n" },
    { subject: "A friendly reminder", body_text: "Dear customer,\n\nplease pay.\n" },
  ],
  ["send_deal_check_in", { type: "send_sms", body: "Shall we talk on Monday?" }, { body: "Shall we talk on Monday?" }],
  [
    "create_collection_task",
    { type: "create_odoo_task", name: "Call them", description: "Ask for a date.", date_deadline: "2026-03-09", user_ids: [8] },
    { name: "Call them", description: "Ask for a date.", date_deadline: "2026-03-09", user_ids: [8], project_id: 3, partner_id: 42 },
  ],
  ["update_deal_stage", { type: "update_odoo_stage", reason: "They signed." }, { reason: "They signed.", stage_id: 4 }],
  [
    "escalate_overdue_invoice",
    { type: "log_odoo_activity", summary: "Call the manager", note: "Ask for a date.", date_deadline: "2026-03-09" },
    { summary: "Call the manager", note: "Ask for a date.", date_deadline: "2026-03-09", user_id: 7 },
  ],
  ["flag_at_risk_project", { type: "create_internal_note", body: "Two milestones are late." }, { body: "Two milestones are late." }],
  [
    "schedule_customer_check_in",
    { type: "schedule_follow_up", scheduled_for: "2026-04-01T08:00:00Z" },
    { scheduled_for: "2026-04-01T08:00:00Z", parameters: expect.anything() },
  ],
];

describe("an edit", () => {
  test.each(EDITS)("of %s makes another version that is valid and waits", async (actionType, change, inputs) => {
    const before = await proposed(actionType);
    const result = await edit(before, change);
    const after = await detail(before.actionId);

    expect(result).toMatchObject({ actionId: before.actionId, status: "pending_approval", version: 2, fingerprint: after.fingerprint });
    expect(after).toMatchObject({ status: "pending_approval", version: 2, approvals: [] });
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect(after.action.operation).toMatchObject({ type: change.type, inputs });
    expect(validateActionProtocol(after.action).ok).toBe(true);
    expect(after.versions.map(({ version, createdBy }) => [version, createdBy])).toEqual([
      [1, "system:ai-coo"],
      [2, "user:anna"],
    ]);
    expect(after.versions[0]!.action).toEqual(before.action);
    // what came from Odoo is as it was
    for (const field of ["evidence", "affected_records", "reasoning", "expires_at", "idempotency_key", "estimated_impact"] as const) {
      expect(after.action[field]).toEqual(before.action[field]);
    }
  });

  test("of a mail shows everyone the new words, in both parts, and can drop a copy", async () => {
    const before = await proposed("send_invoice_reminder", { cc: ["boss@azure.example", "office@azure.example"] }, withHtml);
    const body_text = "Dear <friend>,\n\nit's due & late.\nPlease pay.\n";
    await edit(before, { type: "send_email", subject: "Reminder", body_text, remove_cc: ["Boss@azure.example"] });

    const { action, description } = await detail(before.actionId);
    expect(action.operation.inputs).toMatchObject({
      to: ["billing@azure.example"],
      cc: ["office@azure.example"],
      body_html: '<div lang="en">\n<p>Dear &lt;friend&gt;,</p>\n<p>it&#39;s due &amp; late.<br>Please pay.</p>\n</div>\n',
    });
    expect(action.external_effects.map(({ recipient, recipient_role }) => `${recipient_role} ${recipient}`)).toEqual([
      "to billing@azure.example",
      "cc office@azure.example",
    ]);
    for (const effect of action.external_effects) {
      expect(effect).toMatchObject({ subject: "Reminder", preview: previewOf(body_text), body_sha256: bodySha256(body_text) });
    }
    expect(description).toContain("billing@azure.example");
  });

  test("of the subject alone leaves the page of the mail as it is", async () => {
    const before = await proposed("send_invoice_reminder", {}, withHtml);
    expect(await edit(before, { type: "send_email", subject: "Reminder" })).toMatchObject({ fields: ["subject"] });
    expect((await detail(before.actionId)).action.operation.inputs).toMatchObject({ body_html: "<p>Dear <b>customer</b></p>" });
  });

  test("of an SMS keeps the code it is found again by", async () => {
    const actionId = uuidv7(ctx.clock.now());
    const before = await proposed("send_deal_check_in", { actionId, text: `Hello (${smsCode(actionId)})` }, (action) => ({
      ...action,
      action_id: actionId,
    }));
    await edit(before, { type: "send_sms", body: "Shall we talk on Monday?" });
    const { operation } = (await detail(actionId)).action;
    if (operation.type !== "send_sms") throw new Error("it is an SMS");
    expect(operation.inputs.body).toBe(`Shall we talk on Monday? ${smsCode(actionId)}`);
    expect(carriesSmsCode(operation.inputs.body, actionId)).toBe(true);
  });

  test("of a task retells its diff and its sentence, takes a deadline away, and has a new colleague looked up", async () => {
    const named = (action: ActionProtocol): ActionProtocol => ({
      ...action,
      expected_effect: "A task asks a person to collect the money by 2026-03-05. Nobody is contacted.",
      proposed_changes: [
        { path: "project.task.name", before: null, after: "Collect $& it", change_type: "add", human_label: "New task: Collect $& it" },
      ],
    });
    const before = await proposed("create_collection_task", { line: "Collect $& it" }, named);
    const first = await edit(before, { type: "create_odoo_task", name: "Call $1 them", date_deadline: null, user_ids: [7, 9] });
    const { action } = await detail(before.actionId);
    expect(action.proposed_changes).toMatchObject([{ after: "Call $1 them", human_label: "New task: Call $1 them" }]);
    expect(action.expected_effect).toBe("A task asks a person to collect the money. Nobody is contacted.");
    expect(action.operation.inputs).not.toHaveProperty("date_deadline");
    const added = action.revalidation_plan.checks.filter(({ check_id }) => check_id.startsWith("assignee-"));
    expect(added).toMatchObject([
      { check_id: "assignee-9-exists", severity_on_fail: "block", predicate: { type: "odoo_record_exists", model: "res.users", id: 9 } },
    ]);

    // one who is no longer assigned need not be there; every other check stays
    await edit({ ...first }, { type: "create_odoo_task", user_ids: [7] });
    expect((await detail(before.actionId)).action.revalidation_plan).toEqual(before.action.revalidation_plan);
  });
});

describe("an approval", () => {
  test("that was given before counts no more, and the action waits for another one", async () => {
    const before = await proposed();
    await approve(before);
    const { fingerprint } = await edit(before, { type: "send_email", subject: "Reminder" });

    const after = await detail(before.actionId);
    expect(after).toMatchObject({ status: "pending_approval", statusReason: expect.stringContaining("approved again") });
    const claim = await claimActions({ ctx, input: { workerId: "w", leaseSeconds: 60, limit: 1, actionIds: [before.actionId] } });
    expect(claim.claimed).toEqual([]);
    expect(await refusal(approve(before))).toMatchObject({ code: "fingerprint_mismatch" });
    expect(await approve({ actionId: before.actionId, fingerprint })).toMatchObject({ status: "approved", approvals: { given: 1 } });
  });

  test("of one of two people is asked for again as well", async () => {
    await saveGuardrails(anna, { minApprovals: { medium: 2 } });
    const before = await proposed();
    expect(await approve(before)).toMatchObject({ approvals: { given: 1, needed: 2 } });
    const edited = await edit(before, { type: "send_email", subject: "Reminder" });
    expect(await approve(edited, ben)).toMatchObject({ status: "pending_approval", approvals: { given: 1, needed: 2 } });
    expect(await approve(edited)).toMatchObject({ status: "approved" });
  });

  test("of a rule is a person's from then on", async () => {
    const rule = { name: "reminders", actionTypes: ["send_invoice_reminder"], maxRisk: "medium", firstContacts: true };
    await saveGuardrails(anna, { autoApproval: { enabled: true, rules: [rule] } });
    const before = await proposed();
    expect(before.status).toBe("approved");
    await edit(before, { type: "send_email", subject: "Reminder" });
    const after = await detail(before.actionId);
    expect(after).toMatchObject({
      status: "pending_approval",
      minApprovals: 1,
      action: { approval: { required: true, min_approvals: 1 } },
    });
  });

  test("needs more people where the organisation's limits were lowered meanwhile", async () => {
    const before = await proposed();
    await saveGuardrails(anna, { risk: { highAmount: 500, criticalAmount: 1000 } });
    expect(await edit(before, { type: "send_email", subject: "Reminder" })).toMatchObject({ riskLevel: "critical" });
    expect((await detail(before.actionId)).minApprovals).toBe(2);
  });
});

describe("what is refused and changes nothing", () => {
  const reminder: ActionEdit = { type: "send_email", subject: "Reminder" };

  test.each<[string, unknown, string]>([
    ["another recipient", { type: "send_email", to: ["thief@evil.example"] }, "edit"],
    ["another copy", { type: "send_email", cc: ["thief@evil.example"] }, "edit"],
    ["a copy that is not sent", { type: "send_email", remove_cc: ["nobody@azure.example"] }, "edit.remove_cc"],
    ["an empty subject", { type: "send_email", subject: " " }, "edit.subject"],
    ["a subject of two lines", { type: "send_email", subject: "Reminder\nBcc: thief@evil.example" }, "edit.subject"],
    ["the checks", { type: "send_email", revalidation_plan: { checks: [] } }, "edit"],
    ["another operation", { type: "create_internal_note", body: "Hello" }, "edit.type"],
    ["an operation that does not exist", { type: "rm" }, "edit.type"],
    ["nothing", { type: "send_email" }, "edit.type"],
    ["what it says already", { type: "send_email", subject: "Invoice INV/2026/00017 is overdue" }, "edit.type"],
  ])("%s", async (_name, change, path) => {
    const before = await proposed();
    const error = await refusal(edit(before, change as ActionEdit));
    expect(error).toMatchObject({ code: "invalid_input", details: { issues: [{ path }] } });
    expect(await detail(before.actionId)).toEqual(before);
  });

  test("a follow-up in the past", async () => {
    const before = await proposed("schedule_customer_check_in");
    const past: ActionEdit = { type: "schedule_follow_up", scheduled_for: "2026-03-02T09:00:00Z" };
    expect(await refusal(edit(before, past))).toMatchObject({
      code: "invalid_input",
      details: { issues: [{ path: "edit.scheduled_for" }] },
    });
  });

  test("another version than the one seen, whoever edits", async () => {
    const before = await proposed();
    await edit(before, reminder);
    const error = await refusal(edit(before, { type: "send_email", subject: "Mine" }, { as: ben }));
    expect(error.code).toBe("fingerprint_mismatch");
    expect((await detail(before.actionId)).action.operation.inputs).toMatchObject({ subject: "Reminder" });
  });

  test("one that was decided since it was seen, where the person says how it stood", async () => {
    const before = await proposed();
    await approve(before);
    expect(await refusal(edit(before, reminder, { status: "pending_approval" }))).toMatchObject({ code: "conflict" });
    expect(await detail(before.actionId)).toMatchObject({ status: "approved", version: 1 });
  });

  test("by a program or the system itself", async () => {
    const before = await proposed();
    for (const actor of ["agent:key-1", "system:ai-coo"] as const) {
      expect(await refusal(edit(before, reminder, { as: { ...ctx, actor } }))).toMatchObject({ code: "forbidden" });
    }
  });

  test("of another organisation", async () => {
    const before = await proposed();
    const stranger = { ...testContext(database.db, { orgId: "edit-stranger" }), actor: "user:anna" } as const;
    expect(await refusal(edit(before, reminder, { as: stranger }))).toMatchObject({ code: "not_found" });
  });

  test("what has run, was withdrawn or has expired", async () => {
    const cancelled = await proposed();
    await approve(cancelled);
    await cancelAction({ ctx: anna, input: { actionId: cancelled.actionId, reason: "Not now." } });
    expect(await refusal(edit(cancelled, reminder))).toMatchObject({ code: "conflict", message: expect.stringContaining("cancelled") });

    const running = await proposed("send_invoice_reminder", { partnerId: 43, ids: [18] });
    await approve(running);
    await claimActions({ ctx, input: { workerId: "w", leaseSeconds: 60, limit: 1, actionIds: [running.actionId] } });
    expect(await refusal(edit(running, reminder))).toMatchObject({ code: "conflict" });

    const late = await proposed("send_invoice_reminder", { partnerId: 44, ids: [19] });
    await approve(late);
    ctx.clock.advance({ days: 2 });
    expect(await refusal(edit(late, reminder))).toMatchObject({ code: "expired" });
    expect((await detail(late.actionId)).status).toBe("expired");
  });

  test("a document that was changed from outside is not made good by an edit", async () => {
    const before = await proposed();
    await withTransaction(ctx, ({ tx }) =>
      tx.execute(sql`update ai_coo.autonomous_actions
        set action_protocol = jsonb_set(action_protocol, '{operation,inputs,to}', '["thief@evil.example"]')
        where action_id = ${before.actionId}`),
    );
    expect(await refusal(edit(before, reminder))).toMatchObject({ code: "fingerprint_mismatch" });
    expect((await detail(before.actionId)).version).toBe(1);
  });
});

test("of ten people who edit at once one wins, and the others are told that it changed", async () => {
  const before = await proposed();
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      edit(before, { type: "send_email", subject: `Reminder ${index}` }, { as: { ...ctx, actor: `user:p${index}` } }),
    ),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const codes = results.flatMap((result) => (result.status === "rejected" ? [(result.reason as AiCooError).code] : []));
  expect(new Set(codes)).toEqual(new Set(["fingerprint_mismatch"]));
  expect((await detail(before.actionId)).versions).toHaveLength(2);
});

test("leaves its trace: who, which fields, no words of the message in the chain", async () => {
  const before = await proposed();
  await edit(before, { type: "send_email", subject: "For Mrs Meyer", body_text: "Dear Mrs Meyer,\n" });
  const { events } = await detail(before.actionId);
  expect(events.at(-1)).toMatchObject({
    kind: "action.edited",
    actor: "user:anna",
    facts: {
      fields: ["body_html", "body_text", "subject"],
      was: "pending_approval",
      before: { version: 1, fingerprint: before.fingerprint },
    },
  });
  expect(JSON.stringify(events)).not.toContain("Meyer");
  expect(await verifyAuditChain(ctx)).toMatchObject({ ok: true });
  const said = await withTransaction(ctx, ({ tx }) =>
    tx.select().from(domainEvents).where(eq(domainEvents.orgId, ctx.orgId)).orderBy(domainEvents.id),
  );
  expect(said.at(-1)).toMatchObject({ kind: "action.edited", payload: { version: 2, status: "pending_approval", actor: "user:anna" } });
});
