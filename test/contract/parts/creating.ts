import { describe, expect, test } from "vitest";
import { activityModel, taskModel } from "#src/odoo/models/index.ts";
import { effectOf, type TaskValues } from "#src/odoo/write/index.ts";
import type { GetSession } from "../odooContract.ts";
import { failure, type ContractTarget } from "../session.ts";

export function creatingContract(session: GetSession, { release }: ContractTarget): void {
  describe("creating under a key", () => {
    const newKey = (): string => crypto.randomUUID();

    async function assignee(): Promise<number> {
      const { admin } = session();
      return admin.find("res.users", [["login", "=", admin.target.adminLogin]]);
    }

    async function task(values: Partial<TaskValues> = {}): Promise<TaskValues> {
      const { company, tag } = session();
      return { name: `Collect ${tag}`, project_id: company.project, user_ids: [await assignee()], ...values };
    }

    test("a task in all its fields", async () => {
      const { company, reader, writer, tag } = session();
      const key = newKey();
      const values = await task({
        description: `Ask <Alder> & co\n"${tag}"`,
        date_deadline: "2026-06-05",
        priority: "1",
        partner_id: company.cedar,
      });
      const { id } = await writer.createKeyed({ model: "project.task", key, values });
      const [record] = await reader.byIds(taskModel, [id]);
      expect(record).toMatchObject({
        name: `Collect ${tag}`,
        project_id: { id: company.project },
        assignee_ids: values.user_ids,
        date_deadline: "2026-06-05",
        priority: "1",
        partner_id: { id: company.cedar },
        is_closed: false,
      });
      expect(record?.description).toMatch(new RegExp(`^<p>Ask &lt;Alder&gt; &amp; co<br ?/?>("|&quot;)${tag}("|&quot;)</p>$`));
      expect(await writer.findKeyed(key)).toEqual({ model: "project.task", id });
    });

    test("again under the same key: the same record, and what people changed since stays", async () => {
      const { admin, reader, writer, tag } = session();
      const key = newKey();
      const { id } = await writer.createKeyed({ model: "project.task", key, values: await task() });
      await admin.call("project.task", "write", [[id], { name: `Renamed ${tag}` }]);
      expect(await writer.createKeyed({ model: "project.task", key, values: await task({ name: "Other" }) })).toEqual({ id });
      expect((await reader.byIds(taskModel, [id]))[0]?.name).toBe(`Renamed ${tag}`);
    });

    test("loading again without a look-up changes nothing either, so two workers at once make one record", async () => {
      const { reader, unlimited, writer } = session();
      const key = newKey();
      const { id } = await writer.createKeyed({ model: "project.task", key, values: await task() });
      const answer = await unlimited.call({
        model: "project.task",
        method: "load",
        args: { fields: ["id", "name"], data: [[`ai_coo.${key}`, "Overwritten"]] },
        context: { mode: "update", noupdate: true },
      });
      expect(answer).toMatchObject({ ids: [id], messages: [] });
      expect((await reader.byIds(taskModel, [id]))[0]?.name).not.toBe("Overwritten");
    });

    test("without that context a second load overwrites", async () => {
      const { company, reader, unlimited } = session();
      const load = (name: string): Promise<unknown> =>
        unlimited.call({
          model: "project.task",
          method: "load",
          args: { fields: ["id", "name", "project_id/.id"], data: [[`ai_coo.${key}`, name, String(company.project)]] },
        });
      const key = newKey();
      const first = (await load("First")) as { ids: number[] };
      expect(await load("Second")).toMatchObject({ ids: first.ids, messages: [] });
      expect((await reader.byIds(taskModel, first.ids))[0]?.name).toBe("Second");
    });

    test("many in one call keep their order; known ones are left alone", async () => {
      const { reader, writer } = session();
      const [known, a, b] = [newKey(), newKey(), newKey()] as const;
      const { id } = await writer.createKeyed({ model: "project.task", key: known, values: await task({ name: "Known" }) });
      const rows = [
        { model: "project.task", key: a, values: await task({ name: "A" }) },
        { model: "project.task", key: known, values: await task({ name: "Changed" }) },
        { model: "project.task", key: b, values: await task({ name: "B" }) },
      ] as const;
      const results = await writer.createKeyedMany(rows);
      expect(results[1]?.id).toBe(id);
      const names = new Map(
        (
          await reader.byIds(
            taskModel,
            results.map((result) => result.id),
          )
        ).map((record) => [record.id, record.name]),
      );
      expect(results.map((result) => names.get(result.id))).toEqual(["A", "Known", "B"]);
    });

    test("all or nothing: a bad row is named and nothing is created", async () => {
      const { reader, writer, tag } = session();
      const [good, bad] = [newKey(), newKey()];
      const rows = [
        { model: "project.task", key: good, values: await task({ name: `Good ${tag}` }) },
        { model: "project.task", key: bad, values: await task({ project_id: 99_999_999 }) },
      ] as const;
      const error = await failure(writer.createKeyedMany(rows), "odoo_refused");
      expect(error.details).toMatchObject({ row: 1, key: bad, field: "project_id" });
      expect(error.message).toContain("record 2 of 2");
      expect(error.message).toContain("No matching record found for database id '99999999'");
      expect(effectOf(error)).toBe("none");
      expect(await reader.count("project.task", [["name", "=", `Good ${tag}`]])).toBe(0);
      expect(await writer.findKeyed(good)).toBeNull();
    });

    test("after a load that was rolled back the same key can be used", async () => {
      const { writer } = session();
      const [good, bad] = [newKey(), newKey()];
      const values = await task();
      const rows = [
        { model: "project.task", key: good, values },
        { model: "project.task", key: bad, values: { ...values, project_id: 99_999_999 } },
      ] as const;
      await failure(writer.createKeyedMany(rows), "odoo_refused");
      const { id } = await writer.createKeyed({ model: "project.task", key: good, values });
      expect(await writer.findKeyed(good)).toEqual({ model: "project.task", id });
    });

    test("many at the same moment, one of them wrong: the others are made, and the wrong one gets its own reason", async () => {
      const { reader, writer, tag } = session();
      const good = [newKey(), newKey(), newKey()];
      const bad = newKey();
      const values = await task({ name: `Together ${tag}` });
      const make = (key: string, wrong = {}) => writer.createKeyed({ model: "project.task", key, values: { ...values, ...wrong } });
      const [refused, ...made] = await Promise.all([
        failure(make(bad, { project_id: 99_999_999 }), "odoo_refused"),
        ...good.map((key) => make(key)),
      ]);
      expect(refused.message).toContain("No matching record found for database id '99999999'");
      expect(refused.message).not.toContain("record 1 of");
      expect(effectOf(refused)).toBe("none");
      const found = await Promise.all([...good, bad].map((key) => writer.findKeyed(key)));
      expect(found).toEqual([...made.map(({ id }) => ({ model: "project.task", id })), null]);
      expect(await reader.count("project.task", [["name", "=", `Together ${tag}`]])).toBe(3);
      expect(await Promise.all(good.map((key) => make(key)))).toEqual(made);
    });

    test("activities at the same moment, with and without a user", async () => {
      const { company, reader, writer, tag } = session();
      const values = {
        res_model: "res.partner",
        res_id: company.alder,
        activity_type: "mail.mail_activity_data_todo",
        summary: `Together ${tag}`,
        date_deadline: "2099-02-01",
      };
      const user_id = await assignee();
      const who = [{ user_id }, {}, { user_id }, {}];
      const made = await Promise.all(
        who.map((one) => writer.createKeyed({ model: "mail.activity", key: newKey(), values: { ...values, ...one } })),
      );
      expect(new Set(made.map(({ id }) => id)).size).toBe(4);
      const records = await reader.list(activityModel, { domain: [["summary", "=", values.summary]] });
      const userOf = new Map(records.map((record) => [record.id, record.user_id?.id ?? null]));
      expect(made.map(({ id }) => userOf.get(id) === user_id)).toEqual([true, false, true, false]);
    });

    test("a record that stands there is found under its key although what it refers to is refused by now", async () => {
      const { writer } = session();
      const key = newKey();
      const { id } = await writer.createKeyed({ model: "project.task", key, values: await task() });
      expect(await writer.createKeyed({ model: "project.task", key, values: await task({ project_id: 99_999_999 }) })).toEqual({ id });
    });

    test("a key that was never used is not found", async () => {
      const { unlimited, writer } = session();
      const key = newKey();
      expect(await writer.findKeyed(key)).toBeNull();
      const look = unlimited.call({ model: "ir.model.data", method: "check_object_reference", args: { module: "ai_coo", xml_id: key } });
      expect((await failure(look, "odoo_refused")).details).toMatchObject({ exception: "ValueError" });
    });

    test("an archived record is found by its key and not made again", async () => {
      const { admin, writer } = session();
      const key = newKey();
      const { id } = await writer.createKeyed({ model: "project.task", key, values: await task() });
      await admin.call("project.task", "write", [[id], { active: false }]);
      expect(await writer.findKeyed(key)).toEqual({ model: "project.task", id });
      expect(await writer.createKeyed({ model: "project.task", key, values: await task() })).toEqual({ id });
    });

    test("a deleted record is made again", async () => {
      const { admin, writer } = session();
      const key = newKey();
      const { id } = await writer.createKeyed({ model: "project.task", key, values: await task() });
      await admin.call("project.task", "unlink", [[id]]);
      expect(await writer.findKeyed(key)).toBeNull();
      const again = await writer.createKeyed({ model: "project.task", key, values: await task() });
      expect(again.id).not.toBe(id);
    });

    test("a task without a project is made once, and found again by who made it", async () => {
      const { admin, writer, tag } = session();
      const key = newKey();
      const values = { name: `Loose ${tag}`, user_ids: [await assignee()] };
      const { id } = await writer.createKeyed({ model: "project.task", key, values });
      expect(await writer.createKeyed({ model: "project.task", key, values })).toEqual({ id });
      const field = release === 14 ? "user_id" : "user_ids";
      const [record] = await admin.read("project.task", [["id", "=", id]], ["name", "project_id", field]);
      expect(record).toMatchObject({ id, name: `Loose ${tag}`, project_id: false });
      expect(await writer.findKeyed(key)).toEqual({ model: "project.task", id });
    });

    test("a task without an assignee has none, whatever Odoo's default", async () => {
      const { reader, writer } = session();
      const { id } = await writer.createKeyed({ model: "project.task", key: newKey(), values: await task({ user_ids: [] }) });
      expect((await reader.byIds(taskModel, [id]))[0]?.assignee_ids).toEqual([]);
    });

    test("several assignees, where a task can have them", async () => {
      const { reader, writer } = session();
      const me = await reader.whoAmI();
      const users = [await assignee(), me.userId];
      const { id } = await writer.createKeyed({ model: "project.task", key: newKey(), values: await task({ user_ids: users }) });
      const [record] = await reader.byIds(taskModel, [id]);
      expect(new Set(record?.assignee_ids)).toEqual(new Set(release === 14 ? users.slice(0, 1) : users));
    });

    test("the highest priority that the release knows", async () => {
      const { reader, writer } = session();
      const { id } = await writer.createKeyed({ model: "project.task", key: newKey(), values: await task({ priority: "3" }) });
      expect((await reader.byIds(taskModel, [id]))[0]?.priority).toBe(release === 14 ? "1" : "3");
    });

    test("creating a task tells its customer nothing and makes the customer no follower", async () => {
      const { admin, company, writer, tag } = session();
      const template = await admin.create("mail.template", {
        name: `Received ${tag}`,
        model_id: await admin.ref("project.model_project_task"),
        subject: `Received ${tag}`,
        body_html: "<p>We have it</p>",
        partner_to: release === 14 ? "${object.partner_id.id}" : "{{ object.partner_id.id }}",
      });
      const projectId = await admin.create("project.project", { name: `Mailing ${tag}`, privacy_visibility: "portal" });
      await admin.create("project.task.type", {
        name: `Received ${tag}`,
        sequence: -1,
        mail_template_id: template,
        project_ids: [[6, 0, [projectId]]],
      });
      const values = await task({ project_id: projectId, partner_id: company.alder });
      const { id } = await writer.createKeyed({ model: "project.task", key: newKey(), values });
      const messages = await admin.read(
        "mail.message",
        [
          ["model", "=", "project.task"],
          ["res_id", "=", id],
        ],
        ["subject", "partner_ids"],
      );
      expect(messages.flatMap((message) => message["partner_ids"])).not.toContain(company.alder);
      const followers = [
        ["res_model", "=", "project.task"],
        ["res_id", "=", id],
        ["partner_id", "=", company.alder],
      ];
      expect(await admin.read("mail.followers", followers)).toEqual([]);
    });

    test("an activity on an invoice, with its type by external id", async () => {
      const { company, reader, writer, tag } = session();
      const key = newKey();
      const user_id = await assignee();
      const values = {
        res_model: "account.move",
        res_id: company.open,
        activity_type: "mail.mail_activity_data_call",
        summary: `Escalate ${tag}`,
        note: "Owes <100> & more",
        date_deadline: "2099-02-01",
        user_id,
      };
      const { id } = await writer.createKeyed({ model: "mail.activity", key, values });
      const [record] = await reader.list(activityModel, { domain: [["id", "=", id]] });
      expect(record).toMatchObject({
        res_model: "account.move",
        res_id: company.open,
        summary: `Escalate ${tag}`,
        note: "<p>Owes &lt;100&gt; &amp; more</p>",
        date_deadline: "2099-02-01",
        user_id: { id: user_id },
        activity_type_id: { name: "Call" },
      });
      expect(await writer.createKeyed({ model: "mail.activity", key, values })).toEqual({ id });
    });

    test("an activity that nobody is named for is the integration's own in 14 and nobody's in 19", async () => {
      const { company, reader, writer } = session();
      const values = {
        res_model: "crm.lead",
        res_id: company.lead,
        activity_type: "mail.mail_activity_data_todo",
        summary: "Look",
        date_deadline: "2099-02-01",
      };
      const { id } = await writer.createKeyed({ model: "mail.activity", key: newKey(), values });
      const { userId } = await reader.whoAmI();
      const [record] = await reader.list(activityModel, { domain: [["id", "=", id]] });
      expect(record?.user_id?.id ?? null).toBe(release === 14 ? userId : null);
    });

    test("a finished activity: 19 keeps it under its key, 14 deletes it", async () => {
      const { admin, company, writer } = session();
      const key = newKey();
      const values = {
        res_model: "crm.lead",
        res_id: company.lead,
        activity_type: "mail.mail_activity_data_call",
        summary: "Done",
        date_deadline: "2099-02-01",
      };
      const { id } = await writer.createKeyed({ model: "mail.activity", key, values });
      await admin.call("mail.activity", "action_feedback", [[id]], { feedback: "spoke" });
      expect(await writer.findKeyed(key)).toEqual(release === 14 ? null : { model: "mail.activity", id });
    });

    test.each([
      ["a type that is not there", { activity_type: "mail.no_such_type" }],
      ["a model that is not there", { res_model: "no.such.model" }],
      ["a record that is not there", { res_id: 99_999_999 }],
    ])("an activity is refused for %s", async (_title, wrong) => {
      const { company, reader, writer, tag } = session();
      const summary = `Refused ${tag} ${Object.keys(wrong).join()}`;
      const values = {
        res_model: "res.partner",
        res_id: company.alder,
        activity_type: "mail.mail_activity_data_call",
        summary,
        date_deadline: "2099-02-01",
        ...wrong,
      };
      const error = await failure(writer.createKeyed({ model: "mail.activity", key: newKey(), values }), "odoo_refused");
      expect(effectOf(error)).toBe("none");
      expect(await reader.count("mail.activity", [["summary", "=", summary]])).toBe(0);
    });
  });
}
