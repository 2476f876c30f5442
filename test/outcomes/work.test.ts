import { describe, expect, test } from "vitest";
import { undoAction, getAction } from "#src/actions/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { takeSmtp2goEvent } from "#src/api/inbound/smtp2go.ts";
import { takeReceivedSms } from "#src/outreach/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { runDueFollowUps } from "#src/followups/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { setOutcomeScene } from "./scene.ts";

/** What came after messages about deals, moves, tasks, activities, notes and follow-ups. */

describe.each([14, 19] as const)("on Odoo %s", (release) => {
  const scene = setOutcomeScene(release);
  const days = (count: number): void => scene.ctx.clock.advance({ days: count });
  const today = (): string => scene.ctx.clock.now().toISOString().slice(0, 10);

  let deals = 0;
  /** A deal in the stage Qualified, and the mail to its contact, sent. */
  async function followedUp(revenue = 9_000) {
    const name = `Prospect${++deals}`;
    const email = `hello@${name.toLowerCase()}.example`;
    const customer = scene.simulator.company.customer({ name, email });
    const deal = scene.simulator.company.deal({ name: `${name} desks`, customer, stage: "Qualified", revenue, created: "2026-01-01" });
    const actionId = await scene.carryOut({ actionType: "follow_up_on_stale_deal", partnerId: customer.id, ids: [deal.id], to: [email] });
    return { actionId, deal, customer };
  }

  describe("a deal that was followed up", () => {
    test("is moved, and won with its expected revenue", async () => {
      const { actionId, deal } = await followedUp();
      await scene.look();
      expect(await scene.facts(actionId)).toEqual([]);
      days(2);
      await scene.setStage(deal.id, "Proposition");
      const movedAt = scene.ctx.clock.now().toISOString().replace(".000", "");
      await scene.look();
      expect((await scene.observed(actionId)).facts).toEqual([
        { fact: "moved", at: movedAt, dated: true, note: "Qualified → Proposition" },
      ]);
      days(3);
      await scene.setStage(deal.id, "Won");
      await scene.look();
      expect(await scene.facts(actionId)).toEqual(["moved", "won"]);
      expect((await scene.observed(actionId)).revenue).toEqual({ amount: 9_000, currency: "USD" });
      expect(await scene.events(actionId)).toEqual(["outcome.moved", "outcome.won"]);
    });

    test("is lost, or opened again and won by nobody", async () => {
      const { actionId, deal } = await followedUp();
      days(1);
      await scene.admin.call("crm.lead", "action_set_lost", [[deal.id]]);
      await scene.look();
      expect(await scene.facts(actionId)).toEqual(["lost"]);
      days(1);
      await scene.admin.call("crm.lead", "write", [[deal.id], { active: true, probability: 30 }]);
      await scene.look();
      expect(await scene.facts(actionId)).toEqual([]);
      expect(await scene.events(actionId)).toEqual(["outcome.lost", "outcome.withdrawn"]);
    });

    test("is answered on the deal", async () => {
      const { actionId, deal, customer } = await followedUp();
      days(1);
      const values = { body: "Yes please", message_type: "email", subtype_xmlid: "mail.mt_comment", author_id: customer.id };
      await scene.admin.call("crm.lead", "message_post", [[deal.id]], values);
      await scene.look();
      expect(await scene.facts(actionId)).toEqual(["replied"]);
    });

    test("is deleted, which only its message outlives", async () => {
      const { actionId, deal } = await followedUp();
      days(1);
      await scene.admin.call("crm.lead", "unlink", [[deal.id]]);
      await scene.look();
      expect(await scene.facts(actionId)).toEqual(["gone"]);
      expect((await scene.row(actionId)).finalAt).toBeNull();
    });
  });

  test("a thank-you is delivered, by the provider's word about this very mail", async () => {
    const customer = scene.simulator.company.customer({ name: "Thanked", email: "office@thanked.example" });
    const invoice = customer.invoice({ amount: 10, due: "2026-01-15" });
    const to = ["office@thanked.example"];
    const actionId = await scene.carryOut({ actionType: "send_payment_confirmation", partnerId: customer.id, ids: [invoice.id], to });
    const event = { email_id: "m-1", rcpt: to[0]!, time: "2026-03-02T10:00:00Z", "X-AiCoo-Action": actionId };
    await takeSmtp2goEvent(scene.ctx, { ...event, event: "open" });
    await takeSmtp2goEvent(scene.ctx, { ...event, event: "delivered" });
    await takeSmtp2goEvent(scene.ctx, { ...event, event: "delivered", rcpt: "somebody@else.example", email_id: "m-2" });
    await scene.look();
    expect(await scene.facts(actionId)).toEqual(["delivered"]);
    await takeSmtp2goEvent(scene.ctx, { ...event, event: "bounce", bounce: "hard", email_id: "m-1" });
    scene.ctx.clock.advance({ hours: 1 });
    await scene.look();
    expect(new Set(await scene.facts(actionId))).toEqual(new Set(["delivered", "bounced"]));
  });

  test("an SMS about a deal is answered by SMS, and its number opts out", async () => {
    const phone = "+33612345678";
    const customer = scene.simulator.company.customer({ name: "Texted", email: null, mobile: phone, country: "FR" });
    const deal = scene.simulator.company.deal({ name: "Chairs", customer, stage: "Proposition", created: "2026-01-01" });
    const sms = {
      name: "outbox" as const,
      repeatable: false,
      lookUp: async () => ({ kind: "unsupported" as const }),
      send: async () => ({ kind: "done" as const, ref: "s-1" }),
    };
    const parts = { actionType: "send_deal_check_in", partnerId: customer.id, ids: [deal.id], phone } as const;
    const actionId = await scene.carryOut(parts, undefined, { sms });
    scene.ctx.clock.advance({ hours: 1 });
    await withTransaction(scene.ctx, (inner) => takeReceivedSms(inner, "sms_gateway", { id: "1", from: phone, text: "Call me tomorrow" }));
    await scene.look();
    expect(await scene.facts(actionId)).toEqual(["replied"]);
    scene.ctx.clock.advance({ hours: 1 });
    await withTransaction(scene.ctx, (inner) => takeReceivedSms(inner, "sms_gateway", { id: "2", from: phone, text: "STOP" }));
    await scene.look();
    expect(await scene.facts(actionId)).toEqual(["replied", "opted_out"]);
  });

  describe("a deal that was moved to another stage", () => {
    async function moved() {
      const customer = scene.simulator.company.customer({ name: `Mover${++deals}` });
      const deal = scene.simulator.company.deal({ name: `Deal ${deals}`, customer, stage: "Qualified", created: "2026-01-01" });
      const stageOf = (name: string) => scene.admin.find("crm.stage", [["name", "=", name]]);
      const [qualified, won] = [await stageOf("Qualified"), await stageOf("Won")];
      const actionId = await scene.carryOut({ actionType: "update_deal_stage", partnerId: customer.id, ids: [deal.id] }, (action) =>
        betweenStages(action, qualified, won),
      );
      return { actionId, deal };
    }

    test("is still there", async () => {
      const { actionId } = await moved();
      days(1);
      await scene.look();
      expect(await scene.facts(actionId)).toEqual([]);
    });

    test("was moved on, and moved back by somebody", async () => {
      const { actionId, deal } = await moved();
      days(1);
      await scene.setStage(deal.id, "Proposition");
      await scene.look();
      expect((await scene.observed(actionId)).facts).toMatchObject([{ fact: "moved_on", note: "Proposition", dated: true }]);
      days(1);
      await scene.setStage(deal.id, "Qualified");
      await scene.look();
      expect(await scene.facts(actionId)).toEqual(["moved_back"]);
    });

    test("was taken back here, and says so; the undo itself is nothing that is watched", async () => {
      const { actionId } = await moved();
      const ctx = { ...scene.ctx, actor: "user:anna" as const };
      const { fingerprint } = await getAction({ ctx, input: { actionId } });
      const { undo } = await undoAction({ ctx, input: { actionId, fingerprint, reason: "Too early", channel: "cli" } });
      await scene.execute();
      scene.ctx.clock.advance({ minutes: 1 });
      await scene.look();
      expect(new Set(await scene.facts(actionId))).toEqual(new Set(["moved_back", "undone"]));
      await expect(scene.row(undo.actionId)).rejects.toThrow("not observed");
    });
  });

  describe("a task that was created", () => {
    async function tasked() {
      const customer = scene.simulator.company.customer({ name: `Tasked${++deals}` });
      const deal = scene.simulator.company.deal({ name: `Won ${deals}`, customer, stage: "Won", created: "2026-01-01" });
      const project = scene.simulator.company.project({ name: `Project ${deals}` });
      const user = scene.simulator.company.salesperson({ name: "Sam", login: "sam" });
      const deadline = new Date(scene.ctx.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
      const actionId = await scene.carryOut({ actionType: "create_follow_up_task", partnerId: customer.id, ids: [deal.id] }, (action) => {
        if (action.operation.type !== "create_odoo_task") return action;
        const inputs = { ...action.operation.inputs, project_id: project.id, user_ids: [user], date_deadline: deadline };
        return { ...action, operation: { ...action.operation, inputs } };
      });
      const { attemptList } = await getAction({ ctx: scene.ctx, input: { actionId } });
      return { actionId, taskId: Number(attemptList.at(-1)!.providerRef!.split(",")[1]), projectId: project.id };
    }

    test("is done", async () => {
      const { actionId, taskId, projectId } = await tasked();
      await scene.look();
      expect(await scene.facts(actionId)).toEqual([]);
      days(2);
      const done = await scene.admin.find("project.task.type", [
        ["name", "=", "Done"],
        ["project_ids", "in", [projectId]],
      ]);
      await scene.admin.call("project.task", "write", [[taskId], { stage_id: done, ...(release === 19 ? { state: "1_done" } : {}) }]);
      await scene.look();
      expect((await scene.observed(actionId)).facts).toMatchObject([{ fact: "done", dated: true }]);
    });

    test("is cancelled, given to somebody else, or past its deadline", async () => {
      const [cancelled, reassigned] = [await tasked(), await tasked()];
      days(1);
      const drop = release === 19 ? { state: "1_canceled" } : { active: false };
      await scene.admin.call("project.task", "write", [[cancelled.taskId], drop]);
      const admin = await scene.admin.find("res.users", [["login", "=", scene.simulator.adminLogin]]);
      const other = release === 19 ? { user_ids: [[6, 0, [admin]]] } : { user_id: admin };
      await scene.admin.call("project.task", "write", [[reassigned.taskId], other]);
      await scene.look();
      expect(await scene.facts(cancelled.actionId)).toEqual(["cancelled"]);
      expect(await scene.facts(reassigned.actionId)).toEqual(["reassigned"]);
      days(6);
      await scene.look();
      expect(new Set(await scene.facts(reassigned.actionId))).toEqual(new Set(["reassigned", "overdue"]));
    });

    test("is deleted, and nothing more can happen to it", async () => {
      const { actionId, taskId } = await tasked();
      await scene.admin.call("project.task", "unlink", [[taskId]]);
      await scene.look();
      expect(await scene.facts(actionId)).toEqual(["gone"]);
      expect(await scene.row(actionId)).toMatchObject({ finalBecause: "nothing_more" });
      days(1);
      expect(await scene.look()).toMatchObject({ looked: 0 });
    });
  });

  describe("an activity that was planned", () => {
    async function escalated() {
      const customer = scene.simulator.company.customer({ name: `Late${++deals}` });
      const invoice = customer.invoice({ amount: 700, due: "2026-01-15" });
      const parts = {
        actionType: "escalate_overdue_invoice",
        partnerId: customer.id,
        ids: [invoice.id],
        amount: 700,
        line: `Call Late${deals} & ask`,
      } as const;
      const actionId = await scene.carryOut(parts, (action) => {
        if (action.operation.type !== "log_odoo_activity") return action;
        const { user_id: _nobody, ...inputs } = action.operation.inputs;
        return { ...action, operation: { ...action.operation, inputs } };
      });
      const { attemptList } = await getAction({ ctx: scene.ctx, input: { actionId } });
      return { actionId, activityId: Number(attemptList.at(-1)!.providerRef!.split(",")[1]), invoice };
    }

    test("is done: archived with its day, or deleted with a message that says so", async () => {
      const { actionId, activityId } = await escalated();
      const still = await escalated();
      days(1);
      await scene.admin.call("mail.activity", "action_feedback", [[activityId]], { feedback: "They pay on Friday" });
      const at = release === 19 ? today() : scene.ctx.clock.now().toISOString().replace(".000", "");
      await scene.look();
      expect((await scene.observed(actionId)).facts).toContainEqual({ fact: "done", at, dated: true });
      expect(await scene.facts(still.actionId)).not.toContain("done");
    });

    test("is deleted undone, while its invoice is still watched", async () => {
      const { actionId, activityId, invoice } = await escalated();
      days(1);
      await scene.admin.call("mail.activity", "unlink", [[activityId]]);
      await scene.look();
      expect(await scene.facts(actionId)).toContain("gone");
      expect((await scene.row(actionId)).finalAt).toBeNull();
      days(1);
      await scene.data.pay(invoice.id);
      await scene.look();
      expect(await scene.facts(actionId)).toContain("paid");
    });
  });

  test("the status of a project that was flagged changes, where this Odoo has one", async () => {
    const project = scene.simulator.company.project({ name: "Warehouse", status: "off_track" });
    const customer = scene.simulator.company.customer({ name: "Builder" });
    // only administrators of projects may write on one
    const { url, database, adminLogin: login, adminApiKey: apiKey } = scene.simulator;
    const connection = connectOdoo({ url, database, login, apiKey });
    const parts = { actionType: "flag_at_risk_project", partnerId: customer.id, ids: [project.id] } as const;
    const actionId = await scene.carryOut(parts, undefined, { odoo: connection.writer });
    await connection.close();
    await scene.look();
    days(3);
    if (release === 19) await scene.admin.call("project.project", "write", [[project.id], { last_update_status: "on_track" }]);
    await scene.look();
    const observed = (await scene.observed(actionId)).facts;
    expect(observed).toMatchObject(release === 19 ? [{ fact: "status_changed", note: "off track → on track", dated: false }] : []);
  });

  test("a scheduled check-in became what its time made of it", async () => {
    const customer = scene.simulator.company.customer({ name: "Loyal" });
    const actionId = await scene.carryOut({ actionType: "schedule_customer_check_in", partnerId: customer.id, ids: [customer.id] });
    await scene.look();
    expect(await scene.facts(actionId)).toEqual([]);
    // it is due tomorrow, and is watched from then on
    expect((await scene.row(actionId)).windowClosesAt.getTime() - scene.ctx.clock.now().getTime()).toBeGreaterThan(14 * 86_400_000);
    days(2);
    const composer = { compose: async () => ({ kind: "nothing" as const, reason: "They wrote yesterday." }) };
    await runDueFollowUps(scene.ctx, { composer, logger: silentLogger });
    await scene.look();
    expect((await scene.observed(actionId)).facts).toMatchObject([{ fact: "closed_without_action", note: "They wrote yesterday." }]);
    expect(await scene.row(actionId)).toMatchObject({ finalBecause: "nothing_more" });
  });
});

function betweenStages(action: ActionProtocol, from: number, to: number): ActionProtocol {
  if (action.operation.type !== "update_odoo_stage") return action;
  return {
    ...action,
    operation: { ...action.operation, inputs: { ...action.operation.inputs, stage_id: to } },
    proposed_changes: action.proposed_changes.map((change) => ({ ...change, before: [from, "Qualified"], after: [to, "Won"] })),
    rollback_strategy: "auto_undo_odoo_write",
    revalidation_plan: {
      checks: action.revalidation_plan.checks.map((check) =>
        check.predicate.type === "odoo_field_equals" ? { ...check, predicate: { ...check.predicate, expected: from } } : check,
      ),
    },
  };
}
