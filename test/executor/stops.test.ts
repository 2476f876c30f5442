import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { approveAction, rejectAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { member, organization, user } from "#src/db/schema/index.ts";
import { executeAction, processApprovedActions, recoverAttempts, type CrashPoint } from "#src/executor/index.ts";
import { lockOutreach } from "#src/outreach/index.ts";
import { resumeExecution, saveGuardrails, stopExecution } from "#src/policy/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { asOwner } from "#test/support/database.ts";
import { hasCode } from "#src/lib/errors.ts";
import { setScene, unpaidCheck } from "./scene.ts";

const scene = setScene();

/** Runs `what` the first time the point is reached. */
function once(at: CrashPoint, what: () => Promise<unknown> | void) {
  let done = false;
  return async (point: CrashPoint): Promise<void> => {
    if (point !== at || done) return;
    done = true;
    await what();
  };
}

/** Until a transaction of this database waits for a lock that another one holds. */
async function untilOneWaits(): Promise<void> {
  const waiting = sql`select 1 from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`;
  await expect.poll(async () => (await withTransaction(scene.ctx, ({ tx }) => tx.execute(waiting))).rows.length).toBe(1);
}

describe("the facts are read again", () => {
  test("a paid invoice blocks, with the reason in words", async () => {
    const action = await scene.approved({ ids: [17] }, unpaidCheck());
    scene.odoo.put("account.move", 17, { payment_state: "paid" });

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(result.result).toBe("blocked");
    const detail = await scene.detail(action.action_id);
    expect(detail.status).toBe("blocked");
    expect(detail.statusReason).toContain("INV/2026/17");
    expect(detail.stages.at(-1)).toMatchObject({ stage: "revalidation", outcome: "blocked" });
    expect(scene.mail.sent).toHaveLength(0);
  });

  test("outside the recipient's hours the action waits until they begin, its approval kept", async () => {
    const action = await scene.approved();
    scene.ctx.clock.set("2026-03-02T21:00:00Z");

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);
    const waiting = await scene.detail(action.action_id);
    scene.ctx.clock.set("2026-03-03T07:00:00Z");
    const later = await processApprovedActions(scene.ctx, scene.worker());

    // eight in the morning in Paris, in winter
    expect(result).toMatchObject({ result: "deferred", notBefore: "2026-03-03T07:00:00.000Z" });
    expect(waiting).toMatchObject({ status: "approved", approvals: [{ decision: "approve" }] });
    expect(later.executed).toBe(1);
    expect(scene.mail.sent).toHaveLength(1);
  });

  test("an action whose next allowed moment is after its expiry is blocked", async () => {
    const action = await scene.approved();
    scene.ctx.clock.set("2026-03-03T06:00:00Z");
    const shortened = await scene.approved({}, (document) => ({ ...document, expires_at: "2026-03-03T06:30:00.000Z" }));

    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "deferred" });
    expect(await executeAction(scene.ctx, scene.worker(), shortened.action_id)).toMatchObject({ result: "blocked" });
  });

  test("while Odoo cannot be read nothing happens, and it is tried again", async () => {
    const action = await scene.approved({}, unpaidCheck());
    scene.odoo.fail("account.move", "odoo_unreachable");

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(result.result).toBe("deferred");
    expect((await scene.detail(action.action_id)).status).toBe("approved");
    expect(scene.mail.sent).toHaveLength(0);
  });

  test("facts that grew old while others were executed are read once more", async () => {
    const action = await scene.approved({ ids: [17] }, unpaidCheck());
    const paysMeanwhile = once("after_revalidation", () => {
      scene.odoo.put("account.move", 17, { payment_state: "paid" });
      scene.ctx.clock.advance({ seconds: 16 });
    });

    const result = await executeAction(scene.ctx, scene.worker("worker-1", { at: paysMeanwhile }), action.action_id);

    expect(result.result).toBe("blocked");
    expect(scene.mail.sent).toHaveLength(0);
  });

  test("facts that grow old while the intent waits are not acted on: it goes back and they are read again", async () => {
    const action = await scene.approved({ ids: [17] }, unpaidCheck());
    const paysMeanwhile = once("before_intent", () => {
      scene.odoo.put("account.move", 17, { payment_state: "paid" });
      scene.ctx.clock.advance({ seconds: 16 });
    });

    const waited = await executeAction(scene.ctx, scene.worker("worker-1", { at: paysMeanwhile }), action.action_id);
    const kept = await scene.detail(action.action_id);
    const again = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(waited).toMatchObject({ result: "deferred", notBefore: "2026-03-02T09:00:16.000Z" });
    expect(kept).toMatchObject({ status: "approved", approvals: [{ decision: "approve" }] });
    expect(again.result).toBe("blocked");
    expect(scene.mail.sent).toHaveLength(0);
  });

  test("nor are facts that grow old while its contact waits to be reserved, which is given back", async () => {
    const action = await scene.approved({ ids: [17] }, unpaidCheck());
    const held = Promise.withResolvers<void>();
    const letGo = Promise.withResolvers<void>();
    const other = withTransaction(scene.ctx, async (inner) => {
      await lockOutreach(inner, "email");
      held.resolve();
      await letGo.promise;
    });
    await held.promise;

    const execution = executeAction(scene.ctx, scene.worker(), action.action_id);
    await untilOneWaits();
    scene.ctx.clock.advance({ seconds: 16 });
    letGo.resolve();
    await other;

    expect(await execution).toMatchObject({ result: "deferred" });
    expect(scene.mail.sent).toHaveLength(0);
    expect((await executeAction(scene.ctx, scene.worker(), action.action_id)).result).toBe("executed");
    expect(scene.mail.sent).toHaveLength(1);
  });

  test("facts that grew old in the wait and still hold let it run, in the same sweep", async () => {
    await scene.approved({}, unpaidCheck());
    const wait = once("before_intent", () => scene.ctx.clock.advance({ seconds: 16 }));

    const { executed, deferred } = await processApprovedActions(scene.ctx, scene.worker("worker-1", { at: wait }));

    expect({ executed, deferred }).toEqual({ executed: 1, deferred: 1 });
    expect(scene.mail.sent).toHaveLength(1);
  });
});

describe("a change that people should see", () => {
  test("sends the action back as a new version with the fresh diff; the old approval does not count", async () => {
    const action = await scene.approved({ ids: [17], actionType: "update_deal_stage" });
    scene.odoo.put("crm.lead", 17, { stage_id: [3, "Proposition"] });

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);
    const asked = await scene.detail(action.action_id);

    expect(result.result).toBe("require_reapproval");
    expect(asked).toMatchObject({ status: "pending_approval", version: 2 });
    expect(asked.fingerprint).not.toBe(asked.versions[0]!.fingerprint);
    expect(asked.action.proposed_changes[0]!.before).toEqual(3);
    expect(asked.versions.map(({ version }) => version)).toEqual([1, 2]);
    await expect(executeAction(scene.ctx, scene.worker(), action.action_id)).rejects.toSatisfy((error) => hasCode(error, "conflict"));

    await scene.approve(action);
    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({
      result: expect.stringMatching(/executed|failed/),
    });
    expect(scene.writer.effects[0]).toBe("write crm.lead,17 stage 4");
  });

  test("that leaves nothing to do blocks instead of asking", async () => {
    const action = await scene.approved({ ids: [17], actionType: "update_deal_stage" });
    scene.odoo.put("crm.lead", 17, { stage_id: [4, "Won"] });

    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "blocked" });
    expect(scene.writer.effects).toEqual([]);
  });

  test("of the guardrails since the approval asks again", async () => {
    const action = await scene.approved();
    await saveGuardrails(scene.person, { minApprovals: { medium: 2 } });

    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "require_reapproval" });
    expect((await scene.detail(action.action_id)).status).toBe("pending_approval");
    expect(scene.mail.sent).toHaveLength(0);
  });
});

describe("amounts that became high risk since, and now need two people", () => {
  const LOWERED = { minApprovals: { high: 2, critical: 2 }, risk: { highAmount: 500 } };
  /** A large sum in a small currency: what counts is what it is worth to the company. */
  const inYen = (action: ActionProtocol): ActionProtocol => ({
    ...action,
    estimated_impact: { cash_in: { amount: 90_000, currency: "JPY" } },
  });

  test("ask again, as what they are now", async () => {
    const action = await scene.propose({}, inYen, 580);
    await scene.approve(action);
    await saveGuardrails(scene.person, LOWERED);

    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({
      result: "require_reapproval",
      reason: "It has 1 of the 2 approvals that it needs by now.",
    });
    const asked = await scene.detail(action.action_id);
    expect(asked).toMatchObject({ status: "pending_approval", version: 2, riskLevel: "high" });
    expect(asked.action.approval.min_approvals).toBe(2);
    expect(scene.mail.sent).toHaveLength(0);
  });

  test("need both of them at the approval already", async () => {
    const action = await scene.propose({}, inYen, 580);
    await saveGuardrails(scene.person, LOWERED);

    await scene.approve(action);
    expect((await scene.detail(action.action_id)).status).toBe("pending_approval");
  });

  test("count in the company's currency, not by the figure", async () => {
    const action = await scene.propose({}, inYen, 499);
    await scene.approve(action);
    await saveGuardrails(scene.person, LOWERED);

    expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "executed" });
  });
});

test("who has left the organisation since counts no more", async () => {
  const action = await scene.propose();
  const { db, orgId, clock } = scene.person;
  const berta = { ...scene.person, actor: "user:berta" } as const;
  const approve = async (): Promise<void> => {
    const { fingerprint } = await scene.detail(action.action_id);
    await approveAction({ ctx: berta, input: { actionId: action.action_id, fingerprint, channel: "in_app" } });
  };
  await db.insert(organization).values({ id: orgId, name: "Ours", slug: orgId, createdAt: clock.now() });
  await db.insert(user).values({ id: "berta", name: "Berta", email: "berta@ours.example" });
  await approve();

  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "require_reapproval" });
  expect(scene.mail.sent).toHaveLength(0);

  await db.insert(member).values({ id: "berta-in", organizationId: orgId, userId: "berta", createdAt: clock.now() });
  await approve();
  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "executed" });
});

test("a key that approved does not count once several people have to agree", async () => {
  const action = await scene.propose();
  const { fingerprint } = await scene.detail(action.action_id);
  const key = { ...scene.ctx, actor: "agent:annas-key" } as const;
  await approveAction({ ctx: key, input: { actionId: action.action_id, fingerprint, channel: "api" } });
  await saveGuardrails(scene.person, { minApprovals: { medium: 2 } });

  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({
    result: "require_reapproval",
    reason: "It has 0 of the 2 approvals that it needs by now.",
  });
  expect(scene.mail.sent).toHaveLength(0);
});

describe("what was approved is what runs", () => {
  const tamper = (sql: string, actionId: string) =>
    asOwner(scene.ctx.db.$client.options.connectionString!, async (client) => {
      await client.query("select set_config('ai_coo.org_id', $1, false)", [scene.ctx.orgId]);
      await client.query(sql, [actionId]);
    });

  test.each([
    ["the recipient", `jsonb_set(action_protocol, '{operation,inputs,to,0}', '"thief@evil.example"')`],
    ["a word of the body", `jsonb_set(action_protocol, '{operation,inputs,body_text}', '"Pay to another account."')`],
    ["the expiry", `jsonb_set(action_protocol, '{expires_at}', '"2026-03-08T09:00:00Z"')`],
    ["the number of approvals", `jsonb_set(action_protocol, '{approval,min_approvals}', '7')`],
    ["a note of the reasoning", `jsonb_set(action_protocol, '{reasoning}', '"Something else entirely."')`],
  ])("a document in which %s was changed after the approval is blocked", async (_name, change) => {
    const action = await scene.approved();
    await tamper(`update ai_coo.autonomous_actions set action_protocol = ${change} where action_id = $1`, action.action_id);

    const result = await executeAction(scene.ctx, scene.worker(), action.action_id);

    expect(result.result).toBe("blocked");
    expect(scene.mail.sent).toHaveLength(0);
  });

  test("a document changed together with its version and fingerprint still lacks an approval", async () => {
    const action = await scene.approved();
    const change = `jsonb_set(action_protocol, '{reasoning}', '"Something else entirely."')`;
    await tamper(
      `update ai_coo.action_versions set action_protocol = ${change}, fingerprint = repeat('0', 64) where action_id = $1`,
      action.action_id,
    );
    await tamper(
      `update ai_coo.autonomous_actions set action_protocol = ${change}, fingerprint = repeat('0', 64) where action_id = $1`,
      action.action_id,
    );

    expect((await executeAction(scene.ctx, scene.worker(), action.action_id)).result).toBe("blocked");
  });

  test("an action marked as approved that nobody approved is blocked", async () => {
    const action = await scene.propose();
    await tamper("update ai_coo.autonomous_actions set status = 'approved' where action_id = $1", action.action_id);

    expect((await executeAction(scene.ctx, scene.worker(), action.action_id)).result).toBe("blocked");
    expect(scene.mail.sent).toHaveLength(0);
  });

  test("what was rejected cannot be executed", async () => {
    const action = await scene.propose();
    await rejectAction({ ctx: scene.person, input: { actionId: action.action_id, reason: "Not this customer.", channel: "in_app" } });

    await expect(executeAction(scene.ctx, scene.worker(), action.action_id)).rejects.toSatisfy((error) => hasCode(error, "conflict"));
  });
});

describe("the end of an action's life", () => {
  test("before the claim refuses it", async () => {
    const action = await scene.approved();
    scene.ctx.clock.set(action.expires_at);

    await expect(executeAction(scene.ctx, scene.worker(), action.action_id)).rejects.toSatisfy((error) => hasCode(error, "expired"));
  });

  test.each(["after_claim", "after_revalidation"] as const)("%s ends it with nothing done", async (point) => {
    const action = await scene.approved();
    const worker = scene.worker("worker-1", {
      settings: { ...scene.worker().settings, factsMaxAgeSeconds: 86_400, leaseSeconds: 2 * 86_400 },
      at: once(point, () => scene.ctx.clock.set(action.expires_at)),
    });

    expect(await executeAction(scene.ctx, worker, action.action_id)).toMatchObject({ result: "expired" });
    expect((await scene.detail(action.action_id)).status).toBe("expired");
    expect(scene.mail.sent).toHaveLength(0);
  });
});

describe("the emergency stop", () => {
  test("refuses every claim until it is lifted", async () => {
    const action = await scene.approved();
    await stopExecution(scene.person, { reason: "Something looks wrong." });

    const processed = await processApprovedActions(scene.ctx, scene.worker());
    await expect(executeAction(scene.ctx, scene.worker(), action.action_id)).rejects.toSatisfy((error) => hasCode(error, "stopped"));
    await resumeExecution(scene.person, { reason: "It was nothing." });

    expect(processed.executed).toBe(0);
    expect((await executeAction(scene.ctx, scene.worker(), action.action_id)).result).toBe("executed");
  });

  test("pressed between the claim and the effect lets nothing start; the approval is kept", async () => {
    const action = await scene.approved();
    const worker = scene.worker("worker-1", { at: once("after_revalidation", () => stopExecution(scene.person, { reason: "Stop." })) });

    expect(await executeAction(scene.ctx, worker, action.action_id)).toMatchObject({ result: "deferred" });
    expect(scene.mail.sent).toHaveLength(0);
    expect((await scene.detail(action.action_id)).status).toBe("approved");
  });

  test("holds back the note that follows a mail until it is lifted", async () => {
    const action = await scene.approved({ ids: [420] });
    const worker = scene.worker("worker-1", { at: once("after_record", () => stopExecution(scene.person, { reason: "Stop." })) });

    expect(await executeAction(scene.ctx, worker, action.action_id)).toMatchObject({ result: "executed" });
    scene.ctx.clock.advance({ minutes: 10 });
    await recoverAttempts(scene.ctx, scene.worker("worker-2"));
    expect(scene.writer.effects).toEqual([]);
    expect((await scene.detail(action.action_id)).followOns).toMatchObject([{ state: "pending" }]);

    await resumeExecution(scene.person, { reason: "It was nothing." });
    await recoverAttempts(scene.ctx, scene.worker("worker-2"));
    expect(scene.writer.effects).toHaveLength(1);
  });

  test("pressed while the effect is in flight lets it finish and be recorded", async () => {
    const action = await scene.approved();
    const worker = scene.worker("worker-1", { at: once("after_intent", () => stopExecution(scene.person, { reason: "Stop." })) });

    expect(await executeAction(scene.ctx, worker, action.action_id)).toMatchObject({ result: "executed" });
    expect((await scene.detail(action.action_id)).status).toBe("completed");
  });
});
