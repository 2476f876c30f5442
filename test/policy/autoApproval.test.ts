import { describe, expect, test } from "vitest";
import { approveAction, editAction, revokeRule } from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { actionApprovals } from "#src/db/schema/index.ts";
import { MODEL_WORDS } from "#src/protocol/index.ts";
import { readPolicyView, resumeExecution, saveGuardrails, stopExecution } from "#src/policy/index.ts";
import { setPolicyScene, type Proposed } from "./scene.ts";

const scene = setPolicyScene();

const sixteen = (): Promise<Proposed[]> => Promise.all(Array.from({ length: 16 }, () => scene.propose()));
const approvedOf = (actions: readonly Proposed[]) => actions.filter(({ status }) => status === "approved");
const at = (moment: string) => scene.ctx.clock.set(moment);

describe("a count of a day", () => {
  test("is held by sixteen proposals at once, and the others are told", async () => {
    await scene.rules({ name: "Five a day", maxPerDay: 5 });

    const actions = await sixteen();

    expect(approvedOf(actions)).toHaveLength(5);
    const [other] = actions.filter(({ status }) => status === "pending_approval");
    expect((await scene.detail(other!.actionId)).policy).toEqual({
      rule: null,
      version: null,
      against: [{ rule: "Five a day", reasons: ["It has approved its 5 of the day already."] }],
      limit: null,
    });
    const { rules } = await readPolicyView(scene.ctx);
    expect(rules).toEqual([{ name: "Five a day", state: "in_force", why: null, approvedToday: 5 }]);
  });

  test("that is full leaves the rest to the next rule, as far as that one goes", async () => {
    await scene.rules({ name: "Five a day", maxPerDay: 5 }, { name: "Three more", maxPerDay: 3 });

    const actions = approvedOf(await sixteen());

    const rules = await Promise.all(actions.map(async ({ actionId }) => (await scene.detail(actionId)).policy.rule));
    expect([rules.filter((name) => name === "Five a day").length, rules.filter((name) => name === "Three more").length]).toEqual([5, 3]);
  });

  test.each([
    // Paris: the day has 23 hours, and 25
    ["is set forward", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"],
    ["is set back", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"],
  ])("is the organisation's own day, also when its clock %s", async (_name, first, last, next) => {
    await scene.timezone("Europe/Paris");
    await scene.rules({ name: "One a day", maxPerDay: 1 });

    const statuses: string[] = [];
    for (const moment of [first, last, next]) {
      at(moment);
      statuses.push((await scene.propose()).status);
    }

    expect(statuses).toEqual(["approved", "pending_approval", "approved"]);
  });

  test("goes by the rule's name, whatever else of it is changed", async () => {
    await scene.rules({ name: "One a day", maxPerDay: 1 });
    await scene.propose();
    await scene.rules({ name: "One a day", maxPerDay: 2, maxAmount: 1_000 });

    expect([(await scene.propose()).status, (await scene.propose()).status]).toEqual(["approved", "pending_approval"]);
  });

  test("does not go by another clock where the organisation's is none", async () => {
    await scene.timezone("Mars/Olympus");
    await scene.rules({ name: "One a day", maxPerDay: 1 });

    const action = await scene.propose();

    expect((await scene.detail(action.actionId)).policy.against[0]?.reasons).toEqual([expect.stringContaining("time zone is not known")]);
  });
});

describe("an approval by a rule", () => {
  test("says by which one, and in which version of the guardrails it stood", async () => {
    await scene.rules({ name: "Small", maxAmount: 500 });
    const { version } = await readPolicyView(scene.ctx);

    const action = await scene.propose();

    const detail = await scene.detail(action.actionId);
    expect(detail.policy).toEqual({ rule: "Small", version, against: [], limit: null });
    const rows = await withTransaction(scene.ctx, ({ tx }) => tx.select().from(actionApprovals));
    expect(rows).toMatchObject([{ channel: "policy", reason: "Small", policyVersion: version, fingerprint: action.fingerprint }]);
    expect(detail.events.find(({ kind }) => kind === "action.approved")?.facts).toMatchObject({ rule: "Small", policy_version: version });
  });

  test("is none where a fact that the rule asks for was not told", async () => {
    await scene.rules({ name: "Small", maxAmount: 500 });
    // `amount` is in the document, in a currency of which nobody said what it is to the company
    const { actionId } = await scene.propose({ amount: 100 }, { amount: undefined as never });

    expect((await scene.detail(actionId)).policy.against[0]?.reasons).toEqual([
      "The amount at stake is not known in the company's currency.",
    ]);
  });

  test("is none for a message in the words of a model: somebody reads it first", async () => {
    await scene.rules({ name: "Small", maxAmount: 500 });
    const inModelWords = { evidence: [{ label: MODEL_WORDS, value: "Drafted by a model" }] };
    const { actionId, status } = await scene.propose({ amount: 100 }, {}, inModelWords);

    expect(status).toBe("pending_approval");
    expect((await scene.detail(actionId)).policy.against[0]?.reasons).toEqual([
      "The message is in the words of a model, which a person reads first.",
    ]);
    // the same in the playbook's words passes
    expect((await scene.propose({ amount: 100 })).status).toBe("approved");
  });

  test("is none while everything is stopped, and none is added by who races with the stop", async () => {
    await scene.rules({ name: "Any" });
    await Promise.all([sixteen(), stopExecution(scene.anna, { reason: "Wrong texts." })]);

    const kinds = await scene.audit();
    expect(kinds.lastIndexOf("action.approved")).toBeLessThan(kinds.indexOf("switch.stopped"));
    const during = await sixteen();
    expect(approvedOf(during)).toEqual([]);
    expect((await scene.detail(during[0]!.actionId)).policy.against[0]?.reasons).toEqual(["The emergency stop is on."]);

    await resumeExecution(scene.anna, { reason: "Mended." });
    expect(approvedOf(await sixteen())).toHaveLength(16);
  });
});

describe("a rule that is revoked", () => {
  test("approves nothing more and lets nothing run that has not, whoever races", async () => {
    await scene.rules({ name: "Any", maxPerDay: 1_000 }, { name: "Tasks", actionTypes: ["create_collection_task"] });
    const before = await sixteen();
    const task = await scene.propose({ actionType: "create_collection_task" });
    await scene.complete(before[0]!);

    const [revoked] = await Promise.all([
      revokeRule({ ctx: scene.anna, input: { rule: "Any", reason: "Too much." } }),
      ...Array.from({ length: 16 }, () => scene.propose()),
    ]);

    expect(revoked.takenBack).toEqual(expect.arrayContaining(before.slice(1).map(({ actionId }) => actionId)));
    for (const { actionId, fingerprint } of before.slice(1)) {
      const detail = await scene.detail(actionId);
      // the same contents, asked of people
      expect(detail).toMatchObject({ status: "pending_approval", version: 2, fingerprint, minApprovals: 1 });
      expect(detail.statusReason).toContain("revoked");
    }
    expect((await scene.detail(before[0]!.actionId)).status).toBe("completed");
    expect((await scene.detail(task.actionId)).status).toBe("approved");
    expect((await sixteen()).map(({ status }) => status)).not.toContain("approved");
    expect((await readPolicyView(scene.ctx)).settings.autoApproval.rules.map(({ name }) => name)).toEqual(["Tasks"]);
    expect(await scene.audit()).toContain("rule.revoked");
    expect(await withTransaction(scene.ctx, verifyAuditChain)).toMatchObject({ ok: true });
  });

  test("leaves what a person then approves to run", async () => {
    await scene.rules({ name: "Any" });
    const action = await scene.propose();
    await revokeRule({ ctx: scene.anna, input: { rule: "Any", reason: "Too much." } });

    await scene.approve(action, scene.ben);
    await scene.complete(action);

    expect((await scene.detail(action.actionId)).status).toBe("completed");
  });

  test("is a person's to revoke, by its name, with a reason", async () => {
    await scene.rules({ name: "Any" });
    const revoke = (rule: string, reason: string, ctx = scene.anna) => revokeRule({ ctx, input: { rule, reason } });
    await expect(revoke("Any", "So.", scene.ctx)).rejects.toMatchObject({ code: "forbidden" });
    await expect(revoke("Any", " ")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(revoke("None", "So.")).rejects.toMatchObject({ code: "not_found", next: expect.stringContaining("Any") as string });
    expect((await scene.propose()).status).toBe("approved");
  });
});

describe("what holds whoever approves", () => {
  test("a type that is switched off is not proposed, and says so; what a person asks for is", async () => {
    await saveGuardrails(scene.anna, { actionTypes: { send_invoice_reminder: { mode: "off" } } });

    expect(await scene.offer()).toEqual({
      proposed: false,
      reason: "type_off",
      sentence: expect.stringContaining("switched off") as string,
    });
    expect(await scene.offer({}, {}, { created_by: "agent:robot" })).toMatchObject({ proposed: false, reason: "type_off" });
    expect(await scene.offer({ actionType: "create_collection_task" })).toMatchObject({ proposed: true });
    expect(await scene.offer({}, {}, { created_by: "user:anna" })).toMatchObject({ proposed: true });
    expect(await scene.audit()).toEqual(["guardrails.changed", "action.proposed", "action.proposed"]);
  });

  test("an amount above the type's limit is nobody's to approve until the limit is raised", async () => {
    await saveGuardrails(scene.anna, { actionTypes: { send_invoice_reminder: { blockAbove: 200 } } });
    const action = await scene.propose({}, { amount: 200.01 });
    const allowed = await scene.propose({}, { amount: 200 });

    expect((await scene.detail(action.actionId)).policy.limit).toContain("above 200");
    await expect(scene.approve(action)).rejects.toMatchObject({
      code: "forbidden",
      next: expect.stringContaining("actionTypes.send_invoice_reminder.blockAbove") as string,
    });
    await scene.approve(allowed);
    await saveGuardrails(scene.anna, {});
    await scene.approve(action);
    expect((await scene.detail(action.actionId)).status).toBe("approved");
  });

  test("a type's own number of approvers counts", async () => {
    await saveGuardrails(scene.anna, { actionTypes: { send_invoice_reminder: { minApprovals: 2 } } });
    const action = await scene.propose();
    await scene.approve(action);
    expect((await scene.detail(action.actionId)).status).toBe("pending_approval");
    await scene.approve(action, scene.ben);
    expect((await scene.detail(action.actionId)).status).toBe("approved");
  });

  test("who proposed an action does not approve it, be it a person", async () => {
    const { actionId, fingerprint } = await scene.propose({}, {}, { created_by: "user:anna" });

    const own = approveAction({ ctx: scene.anna, input: { actionId, fingerprint, channel: "in_app" } });
    await expect(own).rejects.toMatchObject({ code: "forbidden" });
    await scene.approve({ actionId, fingerprint }, scene.ben);
    expect((await scene.detail(actionId)).status).toBe("approved");
  });

  test("guardrails that somebody else changed meanwhile are not written over", async () => {
    const { version } = await readPolicyView(scene.ctx);
    const change = (high: number, ctx = scene.anna) => saveGuardrails(ctx, { minApprovals: { high } }, { ifVersion: version });

    const results = await Promise.allSettled([2, 3, 4, 5].map((high) => change(high)));

    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(change(1, scene.ben)).rejects.toMatchObject({ code: "conflict", details: { by: "user:anna" } });
  });

  test("an edit of what a rule approved asks people, for whom no rule says yes", async () => {
    await scene.rules({ name: "Any" });
    const { actionId, fingerprint } = await scene.propose();
    await editAction({ ctx: scene.anna, input: { actionId, fingerprint, edit: { type: "send_email", subject: "Reminder" } } });
    expect(await scene.detail(actionId)).toMatchObject({ status: "pending_approval", version: 2 });
  });
});
