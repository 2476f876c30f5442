import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveAction, getAction, proposeAction, undoAction } from "#src/actions/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, processApprovedActions, type ExecutorRuntime } from "#src/executor/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { OdooAdmin } from "#test/support/odooAdmin.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { labTarget } from "./target.ts";

/** A change of stage on a real server, taken back; and not taken back where somebody changed it since. */
for (const release of [19, 14] as const) {
  describe(`undo on Odoo ${release}`, () => {
    const target = labTarget(release);
    const admin = new OdooAdmin(target);
    let database: TestDatabase;
    let odoo: OdooConnection;
    let ctx: TestContext;
    beforeAll(async () => {
      database = await createTestDatabase();
      odoo = connectOdoo(target);
      ctx = testContext(database.db, { orgId: `undo-${release}` });
    });
    afterAll(async () => {
      await odoo.close();
      await database.drop();
    });

    const runtime = (): ExecutorRuntime => ({
      workerId: "w",
      reader: odoo.reader,
      ports: { odoo: odoo.writer, reader: odoo.reader, mail: new MailDouble(), clock: ctx.clock },
      settings: DEFAULT_EXECUTOR_SETTINGS,
      logger: silentLogger,
    });
    const run = () => processApprovedActions(ctx, runtime());
    const person = (): TestContext => ({ ...ctx, actor: "user:ana" });

    interface Move {
      readonly model: "crm.lead" | "project.task";
      readonly id: number;
      readonly partnerId: number;
      readonly from: { readonly id: number; readonly name: string };
      readonly to: { readonly id: number; readonly name: string };
    }

    const stageOf = async ({ model, id }: Move): Promise<unknown> => {
      const [row] = await admin.read(model, [["id", "=", id]], ["stage_id"]);
      return (row!["stage_id"] as [number, string])[0];
    };

    /** Proposes, approves and executes the move. */
    async function moved(move: Move): Promise<string> {
      const { model, id, partnerId, from, to } = move;
      const now = ctx.clock.now();
      const example = exampleAction(
        { org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString(), rollback_strategy: "auto_undo_odoo_write" },
        { actionType: "update_deal_stage", ids: [id], partnerId, text: "They signed." },
      );
      const action: ActionProtocol = {
        ...example,
        operation: { type: "update_odoo_stage", inputs: { model, record_id: id, stage_id: to.id, reason: "They signed." } },
        affected_records: { ...example.affected_records, model },
        proposed_changes: [
          {
            path: `${model}.stage_id`,
            record: { model, id },
            before: [from.id, from.name],
            after: [to.id, to.name],
            change_type: "set",
            human_label: `Stage: ${from.name} → ${to.name}`,
          },
        ],
        revalidation_plan: {
          checks: [
            {
              check_id: "exists",
              description: "The record exists",
              severity_on_fail: "block",
              predicate: { type: "odoo_record_exists", model, id },
            },
            {
              check_id: "stage",
              description: "It stands where it stood",
              severity_on_fail: "block",
              predicate: { type: "odoo_field_equals", model, id, field: "stage_id", expected: from.id },
            },
          ],
        },
      };
      const result = await proposeAction({ ctx, input: { action } });
      if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
      const { actionId, fingerprint } = result;
      await approveAction({ ctx: person(), input: { actionId, fingerprint, channel: "in_app" } });
      expect(await run()).toMatchObject({ executed: 1 });
      expect(await stageOf(move)).toBe(to.id);
      return actionId;
    }

    async function undone(actionId: string) {
      const { fingerprint } = await getAction({ ctx, input: { actionId } });
      const { undo } = await undoAction({
        ctx: person(),
        input: { actionId, fingerprint, reason: "It was the wrong one.", channel: "in_app" },
      });
      await run();
      return getAction({ ctx, input: { actionId: undo.actionId } });
    }

    async function dealMove(): Promise<Move> {
      const partnerId = await admin.create("res.partner", { name: `Undo ${Date.now()}` });
      const [from, to] = await admin.read("crm.stage", [["is_won", "=", false]], ["name"]);
      const id = await admin.create("crm.lead", {
        name: "To be undone",
        type: "opportunity",
        partner_id: partnerId,
        stage_id: from!["id"],
      });
      const stage = (row: Record<string, unknown>) => ({ id: row["id"] as number, name: row["name"] as string });
      return { model: "crm.lead", id, partnerId, from: stage(from!), to: stage(to!) };
    }

    test("puts a deal back, with a note that says why", async () => {
      const move = await dealMove();
      const undo = await undone(await moved(move));
      expect([undo.status, undo.statusReason]).toEqual(["completed", "The stage was changed in Odoo."]);
      expect(await stageOf(move)).toBe(move.from.id);
      const notes = await admin.read(
        "mail.message",
        [
          ["model", "=", "crm.lead"],
          ["res_id", "=", move.id],
          ["message_id", "ilike", "ai-coo"],
        ],
        ["body"],
      );
      expect(notes.map(({ body }) => body)).toEqual([
        expect.stringContaining("They signed."),
        expect.stringContaining("Taken back: It was the wrong one."),
      ]);
    });

    test("leaves a deal alone that somebody has moved on", async () => {
      const move = await dealMove();
      const actionId = await moved(move);
      const elsewhere = await admin.find("crm.stage", [["id", "not in", [move.from.id, move.to.id]]]);
      await admin.call("crm.lead", "write", [[move.id], { stage_id: elsewhere }]);
      const undo = await undone(actionId);
      expect(undo).toMatchObject({ status: "blocked", statusReason: expect.stringContaining("stage") });
      expect(await stageOf(move)).toBe(elsewhere);
    });

    test("puts a task back, unless the stage before has come to mail people", async () => {
      const partnerId = await admin.create("res.partner", { name: `Undo ${Date.now()}` });
      const project = await admin.create("project.project", { name: "Undo", privacy_visibility: "employees" });
      const stage = async (name: string) => ({
        name,
        id: await admin.create("project.task.type", { name, project_ids: [[6, 0, [project]]] }),
      });
      const [from, to] = [await stage("Planned"), await stage("Done")];
      const id = await admin.create("project.task", {
        name: "To be undone",
        project_id: project,
        stage_id: from.id,
        partner_id: partnerId,
      });
      const move: Move = { model: "project.task", id, partnerId, from, to };
      const actionId = await moved(move);
      const template = await admin.create("mail.template", { name: "Undo", model_id: await modelId(admin), subject: "Hello" });
      await admin.call("project.task.type", "write", [[from.id], { mail_template_id: template }]);
      expect((await undone(actionId)).status).toBe("blocked");
      expect(await stageOf(move)).toBe(to.id);
      await admin.call("project.task.type", "write", [[from.id], { mail_template_id: false }]);
      expect((await undone(actionId)).status).toBe("completed");
      expect(await stageOf(move)).toBe(from.id);
    });
  });
}

const modelId = (admin: OdooAdmin): Promise<number> => admin.find("ir.model", [["model", "=", "project.task"]]);
