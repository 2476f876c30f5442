import { describe, expect, test } from "vitest";
import { activityColumns, tableOf, taskColumns, type Target, type TargetField } from "#src/odoo/write/columns.ts";
import { plainTextAsHtml } from "#src/odoo/write/html.ts";

const priority = (...values: readonly string[]): TargetField => ({
  type: "selection",
  selection: values.map((value) => [value, value] as const),
});
const fields = (entries: Readonly<Record<string, TargetField>>): Target["fields"] => new Map(Object.entries(entries));
const IN_14: Target = { major: 14, watchers: [5, 7], fields: fields({ date_deadline: { type: "date" }, priority: priority("0", "1") }) };
const IN_19: Target = {
  major: 19,
  watchers: [],
  fields: fields({ user_ids: { type: "many2many" }, date_deadline: { type: "datetime" }, priority: priority("0", "1", "2", "3") }),
};

describe("a task as load takes it", () => {
  const values = {
    name: "Collect",
    description: "a <b>",
    project_id: 3,
    partner_id: 4,
    user_ids: [7, 8],
    date_deadline: "2026-06-05",
    priority: "2",
  };

  test("on 14: one assignee, a date, the highest known priority", () => {
    expect(taskColumns(values, IN_14)).toEqual({
      name: "Collect",
      description: "<p>a &lt;b&gt;</p>",
      "project_id/.id": "3",
      "partner_id/.id": "4",
      "user_id/.id": "7",
      date_deadline: "2026-06-05",
      priority: "1",
      "allowed_user_ids/.id": "",
    });
  });

  test("on 19: several assignees, noon UTC", () => {
    expect(taskColumns(values, IN_19)).toEqual({
      name: "Collect",
      description: "<p>a &lt;b&gt;</p>",
      "project_id/.id": "3",
      "partner_id/.id": "4",
      "user_ids/.id": "7,8",
      date_deadline: "2026-06-05 12:00:00",
      priority: "2",
    });
  });

  test("what is not given is empty, so that no default of Odoo's takes its place", () => {
    expect(taskColumns({ name: "x", user_ids: [] }, IN_19)).toEqual({
      name: "x",
      description: "",
      "project_id/.id": "",
      "partner_id/.id": "",
      "user_ids/.id": "",
      date_deadline: "",
      priority: "0",
    });
  });

  test("on 14 a task without a project is shown to its assignees and to the product itself", () => {
    expect(taskColumns({ name: "x", user_ids: [7, 8] }, IN_14)["allowed_user_ids/.id"]).toBe("7,8,5");
  });

  test("on 14 a task that would be nobody's is not made the product's own", () => {
    expect(taskColumns({ name: "x", user_ids: [] }, IN_14)["allowed_user_ids/.id"]).toBe("");
  });
});

describe("an activity as load takes it", () => {
  const values = {
    res_model: "account.move",
    res_id: 5,
    activity_type: "mail.mail_activity_data_call",
    summary: "Call",
    date_deadline: "2026-06-05",
  };

  test("external ids for model and type", () => {
    expect(activityColumns({ ...values, note: "a & b", user_id: 2 })).toEqual({
      "res_model_id/id": "account.model_account_move",
      res_id: "5",
      "activity_type_id/id": "mail.mail_activity_data_call",
      summary: "Call",
      note: "<p>a &amp; b</p>",
      date_deadline: "2026-06-05",
      "user_id/.id": "2",
    });
  });

  test.each([
    ["res.partner", "base.model_res_partner"],
    ["crm.lead", "crm.model_crm_lead"],
    ["sale.order", "sale.model_sale_order"],
    ["project.task", "project.model_project_task"],
  ])("%s is %s", (res_model, externalId) => {
    expect(activityColumns({ ...values, res_model })["res_model_id/id"]).toBe(externalId);
  });

  test("records of one call set the same fields", () => {
    const [with_user, without] = [activityColumns({ ...values, user_id: 2 }), activityColumns(values)];
    expect(tableOf([without, without]).data).toHaveLength(2);
    expect(() => tableOf([with_user, without])).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });
});

describe("plain text", () => {
  test("becomes HTML that shows it as it is", () => {
    expect(plainTextAsHtml(`<script>"x" & 'y'</script>\r\nsecond\nthird`)).toBe(
      "<p>&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;<br>second<br>third</p>",
    );
  });
});
