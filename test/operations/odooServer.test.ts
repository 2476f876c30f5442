import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSimulator, type InvoiceBuilder, type Simulator } from "#simulator/index.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { executeSafeOperation, invoiceNoteId, lookUpSafeOperation, OPERATIONS, type OperationPorts } from "#src/operations/index.ts";
import type { Operation } from "#src/protocol/index.ts";

const NOW = new Date("2026-03-02T09:00:00Z");

describe.each([14, 19] as const)("operations on Odoo %s, over HTTP", (release) => {
  let simulator: Simulator;
  let odoo: OdooConnection;
  let ports: OperationPorts;
  let invoice: InvoiceBuilder;
  let project: number;
  let actionId: string;

  beforeAll(async () => {
    simulator = await startSimulator({ release, company: "empty", now: () => NOW });
    invoice = simulator.company.customer({ name: "Azure Interior" }).invoice({ amount: 1250, due: "-30d" });
    project = Number(simulator.company.call("project.project", "create", [{ name: "Collections" }]));
    odoo = connectOdoo({
      url: simulator.url,
      database: simulator.database,
      login: simulator.login,
      apiKey: simulator.apiKey,
      timeoutMs: 5_000,
    });
    const mail: OperationPorts["mail"] = {
      name: "smtp",
      repeatable: false,
      send: () => Promise.reject(new Error("no mail is sent here")),
      lookUp: () => Promise.reject(new Error("no mail is looked up here")),
    };
    ports = { odoo: odoo.writer, reader: odoo.reader, mail, clock: new ManualClock(NOW) };
  });
  afterAll(async () => {
    await odoo.close();
    await simulator.stop();
  });
  beforeEach(() => {
    actionId = uuidv7(NOW);
  });
  afterEach(() => simulator.faults.clear());

  const run = (operation: Operation) => executeSafeOperation(operation, actionId, "org-1", ports);
  const lookUp = (operation: Operation) => lookUpSafeOperation(operation, actionId, "org-1", ports, NOW);

  const task = (over: { project_id?: number } = { project_id: project }): Operation => ({
    type: "create_odoo_task",
    inputs: {
      ...over,
      name: "Call Azure Interior",
      description: "Two reminders went unanswered.\nAsk for a date.",
      user_ids: [],
      date_deadline: "2026-03-05",
      priority: "1",
      partner_id: invoice.customer.id,
    },
  });
  const activity = (): Operation => ({
    type: "log_odoo_activity",
    inputs: {
      res_model: "account.move",
      res_id: invoice.id,
      activity_type: "mail.mail_activity_data_call",
      summary: "Call about the overdue invoice",
      date_deadline: "2026-03-05",
    },
  });
  const note = (): Operation => ({
    type: "create_internal_note",
    inputs: { model: "account.move", record_id: invoice.id, body: "Checked <by> AI COO & people" },
  });

  it("create a task with the approved values, found again under the action's external id", async () => {
    expect(await lookUp(task())).toEqual({ kind: "not_found" });
    const outcome = await run(task());
    expect(outcome).toMatchObject({ kind: "done", ref: expect.stringMatching(/^project\.task,\d+$/) });
    const record = simulator.inspect.byExternalId(`ai_coo.${actionId}`);
    expect(outcome).toMatchObject({ ref: `project.task,${record?.id}` });
    const row = simulator.inspect.record("project.task", record!.id);
    expect(row).toMatchObject({ name: "Call Azure Interior", priority: "1" });
    expect(row?.["date_deadline"]).toEqual(expect.stringContaining("2026-03-05"));
  });

  it.each([
    ["a task", () => task(), "project.task"],
    ["an activity", () => activity(), "mail.activity"],
  ])("leave %s once when the answer was lost: looked up, found, and safe to repeat", async (_what, operation, model) => {
    const before = simulator.inspect.count(model);
    simulator.faults.add({ kind: "drop", when: "after_commit", model, method: "load" });
    expect((await run(operation())).kind).toBe("unknown");
    const found = await lookUp(operation());
    expect(found).toMatchObject({ kind: "found" });
    expect(await run(operation())).toEqual({ kind: "done", ref: found.kind === "found" ? found.ref : "" });
    expect(simulator.inspect.count(model)).toBe(before + 1);
  });

  it("leave one task also where the user may not see it, so that a look-up finds nothing", async () => {
    const before = simulator.inspect.count("project.task");
    simulator.faults.add({ kind: "drop", when: "after_commit", model: "project.task", method: "load" });
    // Without a project, 14 hides a task even from the user who made it.
    expect((await run(task({}))).kind).toBe("unknown");
    expect((await lookUp(task({}))).kind).toBe(release === 14 ? "not_found" : "found");
    expect((await run(task({}))).kind).toBe("done");
    expect(simulator.inspect.count("project.task")).toBe(before + 1);
  });

  it("leave a note once, internal and escaped, also when the answer was lost", async () => {
    const before = simulator.inspect.messages("account.move", invoice.id).length;
    simulator.faults.add({ kind: "drop", when: "after_commit", model: "account.move", method: "message_post" });
    expect((await run(note())).kind).toBe("unknown");
    expect(await lookUp(note())).toMatchObject({ kind: "found" });
    expect((await run(note())).kind).toBe("done");
    const messages = simulator.inspect.messages("account.move", invoice.id);
    expect(messages).toHaveLength(before + 1);
    expect(messages.at(-1)).toMatchObject({
      message_id: `<${actionId}@ai-coo>`,
      body: expect.stringContaining("&lt;by&gt; AI COO &amp; people"),
    });
  });

  it("post the note that follows a reminder under a message id of action and invoice", async () => {
    const token = invoiceNoteId(actionId, invoice.id);
    const inputs = { model: "account.move", record_id: invoice.id, body: "Reminder sent" };
    const context = { orgId: "org-1", actionId, token };
    expect((await OPERATIONS.create_internal_note.run(inputs, context, ports)).kind).toBe("done");
    expect((await OPERATIONS.create_internal_note.run(inputs, context, ports)).kind).toBe("done");
    const posted = simulator.inspect.messages("account.move", invoice.id).filter((message) => message["message_id"] === token);
    expect(posted).toHaveLength(1);
  });

  it("move an opportunity once", async () => {
    const deal = simulator.company.deal({ name: "Office furniture", customer: invoice.customer, stage: "Qualified" });
    const won = simulator.inspect.records("crm.stage", [["is_won", "=", true]])[0]!.id;
    const stage: Operation = {
      type: "update_odoo_stage",
      inputs: { model: "crm.lead", record_id: deal.id, stage_id: won, reason: "The sales order is confirmed." },
    };
    expect(await lookUp(stage)).toEqual({ kind: "not_found" });
    expect(await run(stage)).toEqual({ kind: "done", ref: `crm.lead,${deal.id}` });
    expect(await run(stage)).toEqual({ kind: "done", ref: `crm.lead,${deal.id}` });
    expect(await lookUp(stage)).toEqual({ kind: "found", ref: `crm.lead,${deal.id}` });
  });

  it("move nothing to a stage on whose entry Odoo writes to the customer", async () => {
    const { company, inspect } = simulator;
    const project = company.project({ name: "Fit-out", customer: invoice.customer });
    project.task({ name: "Hand over the keys" });
    const [task] = inspect.records("project.task", [["project_id", "=", project.id]]);
    const template = Number(company.call("mail.template", "create", [{ name: "Your request was closed" }]));
    const stageOf = (name: string, values: object): number =>
      Number(company.call("project.task.type", "create", [{ name, project_ids: [[6, 0, [project.id]]], ...values }]));
    const move = (stage_id: number): Operation => ({
      type: "update_odoo_stage",
      inputs: { model: "project.task", record_id: task!.id, stage_id, reason: "It is done." },
    });

    const closing = stageOf("Closed", { mail_template_id: template });
    expect(await run(move(closing))).toMatchObject({ kind: "final", reason: expect.stringContaining("Closed") });
    expect(await run(move(999_999))).toMatchObject({ kind: "final" });
    expect(inspect.record("project.task", task!.id)!["stage_id"]).not.toBe(closing);

    expect(await run(move(stageOf("Done", {})))).toMatchObject({ kind: "done" });
  });

  it("tell a refusal from an absence from a silence", async () => {
    const gone: Operation = { type: "create_internal_note", inputs: { model: "account.move", record_id: 999_999, body: "Nobody here" } };
    expect((await run(gone)).kind).toBe("final");

    simulator.faults.add({
      kind: "raise",
      name: "odoo.exceptions.UserError",
      message: "The project is closed.",
      model: "project.task",
      method: "load",
    });
    expect(await run(task())).toMatchObject({ kind: "final", reason: expect.stringContaining("The project is closed.") });

    simulator.faults.add({ kind: "http", status: 502, body: "html", model: "project.task", method: "load" });
    expect((await run(task())).kind).toBe("unknown");
    expect(await lookUp(task())).toEqual({ kind: "not_found" });
  });

  it("are worth a retry when nobody listens, and the look-up says that it could not ask", async () => {
    const stopped = await startSimulator({ release, company: "empty", now: () => NOW });
    const { url, database, login, apiKey } = stopped;
    await stopped.stop();
    const away = connectOdoo({ url, database, login, apiKey, timeoutMs: 1_000 });
    const toNowhere = { ...ports, odoo: away.writer, reader: away.reader };
    expect((await executeSafeOperation(task(), actionId, "org-1", toNowhere)).kind).toBe("retry");
    await expect(lookUpSafeOperation(task(), actionId, "org-1", toNowhere, NOW)).rejects.toMatchObject({ code: "odoo_unreachable" });
    await away.close();
  });
});
