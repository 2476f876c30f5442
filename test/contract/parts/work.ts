import { describe, expect, test } from "vitest";
import {
  leadModel,
  leadStageModel,
  milestoneModel,
  projectModel,
  saleOrderModel,
  taskModel,
  taskStageModel,
} from "#src/odoo/models/index.ts";
import { effectOf } from "#src/odoo/write/index.ts";
import type { GetSession } from "../odooContract.ts";
import { failure, type ContractTarget } from "../session.ts";

export function workContract(session: GetSession, { release }: ContractTarget): void {
  describe("deals, projects and tasks", () => {
    test("an opportunity", async () => {
      const { company, reader, tag } = session();
      const [lead] = await reader.byIds(leadModel, [company.lead]);
      expect(lead).toMatchObject({
        name: `Deal ${tag}`,
        type: "opportunity",
        active: true,
        probability: 40,
        partner_id: { id: company.alder, name: `Alder ${tag}` },
        expected_revenue: 1500.5,
        date_deadline: "2026-05-01",
        date_closed: null,
        activity_ids: [],
        order_ids: [company.order],
        email_normalized: `alder.${tag}@example.com`,
        phone_sanitized: expect.stringMatching(/^\+32 ?470 ?12 ?34 ?56$/),
      });
      expect(lead?.stage_id?.id).toBeGreaterThan(0);
      expect(lead?.date_last_stage_update).toMatch(/Z$/);
    });

    test("stages of deals: one is won", async () => {
      const { reader } = session();
      const stages = await reader.list(leadStageModel, { domain: [], order: "sequence" });
      expect(stages.filter(({ is_won }) => is_won).map(({ name }) => name)).toContain("Won");
      expect(stages.length).toBeGreaterThan(1);
    });

    test("a sales order leads to its opportunity", async () => {
      const { company, reader } = session();
      const [order] = await reader.list(saleOrderModel, { domain: [["opportunity_id", "=", company.lead]] });
      expect(order).toMatchObject({
        id: company.order,
        state: "draft",
        partner_id: { id: company.alder },
        opportunity_id: { id: company.lead },
      });
    });

    test("a project", async () => {
      const { company, reader, tag } = session();
      const [project] = await reader.byIds(projectModel, [company.project]);
      expect(project).toMatchObject({
        name: `Roof ${tag}`,
        partner_id: { id: company.alder, name: `Alder ${tag}` },
        active: true,
        date_start: "2026-01-05",
        date: "2026-04-01",
        task_count: 1,
        open_task_count: release === 14 ? null : 1,
        last_update_status: release === 14 ? null : "to_define",
        is_milestone_exceeded: release === 14 ? null : false,
      });
    });

    test("a task: assignees as a list, the deadline as a day", async () => {
      const { company, reader } = session();
      const [task] = await reader.byIds(taskModel, [company.task]);
      expect(task).toMatchObject({
        project_id: { id: company.project },
        assignee_ids: [expect.any(Number)],
        date_deadline: "2026-03-20",
        is_closed: false,
        state: release === 14 ? null : "01_in_progress",
        kanban_state: release === 14 ? "normal" : null,
        priority: "1",
        parent_id: null,
        active: true,
      });
    });

    test("stages of tasks may carry a mail template", async () => {
      const { admin, company, reader, tag } = session();
      const id = await admin.create("project.task.type", { name: `Doing ${tag}`, project_ids: [[6, 0, [company.project]]] });
      expect(await reader.byIds(taskStageModel, [id])).toEqual([
        { id, name: `Doing ${tag}`, sequence: expect.any(Number), fold: false, mail_template_id: null, rating_template_id: null },
      ]);
    });

    test("a milestone, where there are any", async () => {
      const { admin, company, reader, tag } = session();
      if (!(await reader.hasModel("project.milestone"))) return;
      const id = await admin.create("project.milestone", { name: `Roof on ${tag}`, project_id: company.project, deadline: "2026-03-31" });
      expect(await reader.byIds(milestoneModel, [id])).toMatchObject([
        { name: `Roof on ${tag}`, deadline: "2026-03-31", is_reached: false },
      ]);
    });

    test("writing a stage moves an opportunity; writing it again changes nothing", async () => {
      const { admin, company, reader, tag, writer } = session();
      const stage = await admin.create("crm.stage", { name: `Moved ${tag}` });
      await writer.write("crm.lead", [company.lead], { stage_id: stage });
      await writer.write("crm.lead", [company.lead], { stage_id: stage });
      const [lead] = await reader.byIds(leadModel, [company.lead]);
      expect(lead?.stage_id).toEqual({ id: stage, name: `Moved ${tag}` });
    });

    test("writing a stage moves a task", async () => {
      const { admin, company, reader, tag, writer } = session();
      const stage = await admin.create("project.task.type", { name: `Next ${tag}`, project_ids: [[4, company.project]] });
      await writer.write("project.task", [company.task], { stage_id: stage });
      const [task] = await reader.byIds(taskModel, [company.task]);
      expect(task?.stage_id?.id).toBe(stage);
    });

    test("a record or a stage that is not there is odoo_missing_record, without an effect", async () => {
      const { company, reader, writer } = session();
      const [before] = await reader.byIds(leadModel, [company.lead]);
      const noLead = await failure(writer.write("crm.lead", [99_999_999], { stage_id: 1 }), "odoo_missing_record");
      const noStage = await failure(writer.write("crm.lead", [company.lead], { stage_id: 99_999_999 }), "odoo_missing_record");
      expect([effectOf(noLead), effectOf(noStage)]).toEqual(["none", "none"]);
      expect((await reader.byIds(leadModel, [company.lead]))[0]?.stage_id).toEqual(before?.stage_id);
    });

    test("one missing id of several and none is changed", async () => {
      const { admin, company, reader, tag, writer } = session();
      const stage = await admin.create("crm.stage", { name: `Never ${tag}` });
      await failure(writer.write("crm.lead", [company.lead, 99_999_999], { stage_id: stage }), "odoo_missing_record");
      expect((await reader.byIds(leadModel, [company.lead]))[0]?.stage_id?.id).not.toBe(stage);
    });
  });
}
