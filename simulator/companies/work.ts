import { text } from "../engine/values.ts";
import { type Kit, xmlId } from "./builder.ts";
import { post } from "./parties.ts";
import type { DealBuilder, DealInput, ProjectBuilder, ProjectInput } from "./types.ts";

const ACTIVITY = {
  call: "mail.mail_activity_data_call",
  email: "mail.mail_activity_data_email",
  meeting: "mail.mail_activity_data_meeting",
  todo: "mail.mail_activity_data_todo",
} as const;

const moment = (day: string): string => `${day} 12:00:00`;

function stageNamed(kit: Kit, name: string): number {
  for (const row of kit.env.store.table("crm.stage").rows.values()) if (text(row, "name") === name) return row.id;
  throw new Error(`The simulated company has no stage ${name}.`);
}

export function dealBuilder(kit: Kit, input: DealInput): DealBuilder {
  const created = kit.day(input.created ?? "-60d");
  const changed = kit.day(input.lastStageChange ?? input.created ?? "-60d");
  const contact = input.contact;
  const id = kit.company.on(created, () =>
    kit.create("crm.lead", {
      name: input.name,
      type: "opportunity",
      partner_id: input.customer?.id ?? false,
      expected_revenue: input.revenue ?? 0,
      stage_id: stageNamed(kit, input.stage ?? "New"),
      ...(input.probability === undefined ? {} : { probability: input.probability }),
      ...(input.closing === undefined ? {} : { date_deadline: kit.day(input.closing) }),
      ...(contact
        ? {
            contact_name: contact.name,
            ...(contact.email ? { email_from: contact.email } : {}),
            ...(contact.phone ? { phone: contact.phone } : {}),
          }
        : {}),
      user_id: kit.user(input.salesperson),
    }),
  );
  kit.call("crm.lead", "_backdate", [[id], { date_last_stage_update: moment(changed) }]);
  const builder: DealBuilder = {
    id,
    message: ({ date, body }) => {
      kit.company.on(date, () => post(kit, "crm.lead", id, { body }));
      return builder;
    },
    plan: ({ date, summary, type }) => {
      kit.create("mail.activity", {
        res_model: "crm.lead",
        res_id: id,
        res_model_id: xmlId(kit, "crm.model_crm_lead"),
        activity_type_id: xmlId(kit, ACTIVITY[type ?? "call"]),
        date_deadline: kit.day(date),
        summary,
        user_id: kit.user(input.salesperson),
      });
      return builder;
    },
    won: ({ date }) => {
      kit.company.on(date, () => kit.call("crm.lead", "action_set_won", [[id]]));
      return builder;
    },
    order: ({ amount, date }) => {
      kit.company.on(date, () => {
        const order = kit.create("sale.order", {
          partner_id: input.customer?.id ?? 1,
          opportunity_id: id,
          user_id: kit.user(input.salesperson),
          order_line: [[0, 0, { name: input.name, product_uom_qty: 1, price_unit: amount }]],
        });
        kit.call("sale.order", "action_confirm", [[order]]);
      });
      return builder;
    },
  };
  return builder;
}

const STAGES = ["New", "In Progress", "Done"] as const;

function projectStage(kit: Kit, project: number, name: string): number {
  for (const row of kit.env.store.table("project.task.type").rows.values()) {
    if (text(row, "name") !== name) continue;
    kit.call("project.task.type", "write", [[row.id], { project_ids: [[4, project]] }]);
    return row.id;
  }
  const sequence = [...STAGES].findIndex((stage) => stage === name) + 1 || 10;
  const closing = name === "Done" ? { fold: true, ...(kit.env.release === 14 ? { is_closed: true } : {}) } : {};
  return kit.create("project.task.type", { name, sequence, project_ids: [[6, 0, [project]]], ...closing });
}

export function projectBuilder(kit: Kit, input: ProjectInput): ProjectBuilder {
  const is19 = kit.env.release === 19;
  const id = kit.company.on(input.start ?? "-60d", () =>
    kit.create("project.project", {
      name: input.name,
      partner_id: input.customer?.id ?? false,
      user_id: kit.user(input.manager),
      date_start: kit.day(input.start ?? "-60d"),
      date: input.deadline === undefined ? false : kit.day(input.deadline),
      ...(is19 && input.status ? { last_update_status: input.status } : {}),
    }),
  );
  const stages = new Map(STAGES.map((name) => [name as string, projectStage(kit, id, name)]));
  const builder: ProjectBuilder = {
    id,
    task: ({ name, deadline, assignee, done, stage, priority }) => {
      const who = assignee === undefined ? undefined : kit.user(assignee);
      const wanted = stage ?? (done ? "Done" : "In Progress");
      const due = deadline === undefined ? false : is19 ? `${kit.day(deadline)} 16:00:00` : kit.day(deadline);
      kit.company.on(input.start ?? "-60d", () =>
        kit.create("project.task", {
          name,
          project_id: id,
          stage_id: stages.get(wanted) ?? projectStage(kit, id, wanted),
          date_deadline: due,
          priority: priority ? "1" : "0",
          ...(is19
            ? { user_ids: [[6, 0, who === undefined ? [] : [who]]], state: done ? "1_done" : "01_in_progress" }
            : { user_id: who ?? false }),
        }),
      );
      return builder;
    },
    milestone: ({ name, deadline, reached }) => {
      if (!is19) return builder;
      kit.create("project.milestone", { name, project_id: id, deadline: kit.day(deadline), is_reached: reached ?? false });
      kit.call("project.project", "write", [[id], { allow_milestones: true }]);
      return builder;
    },
  };
  return builder;
}
