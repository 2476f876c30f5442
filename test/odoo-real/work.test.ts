import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { approveAction, getAction } from "#src/actions/index.ts";
import { getActionOutcome } from "#src/db/access/actionOutcomes.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, executeAction, type ExecutorRuntime } from "#src/executor/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { outcomeSettingsSchema, runOutcomes } from "#src/outcomes/index.ts";
import type { ActionProtocol, ActionType } from "#src/protocol/index.ts";
import { runAnalysis } from "#src/scheduler/index.ts";
import { PROVIDERS, type Provider } from "#test/operations/smsMessages.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { OdooAdmin } from "#test/support/odooAdmin.ts";
import { OdooData } from "#test/support/odooData.ts";
import { labTarget } from "./target.ts";

const daysFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Deals, customers and projects that people made on a real server: found, proposed and carried out by the product's restricted user. */
for (const release of [19, 14] as const) {
  describe(`sales and operations on Odoo ${release}`, () => {
    const target = labTarget(release);
    const admin = new OdooAdmin(target);
    const data = new OdooData(admin, release, crypto.randomUUID().slice(0, 8));
    const named = (name: string): string => `${name} ${data.tag}`;
    let database: TestDatabase;
    let odoo: OdooConnection;
    let ctx: TestContext;
    let sms: Provider;
    let mail: MailDouble;
    let proposed: readonly ActionProtocol[];

    const executor = (connection = odoo): ExecutorRuntime => ({
      workerId: "w",
      reader: connection.reader,
      ports: {
        odoo: connection.writer,
        reader: connection.reader,
        mail,
        sms: sms.transport,
        followUps: followUpStore(() => ctx),
        clock: ctx.clock,
      },
      settings: DEFAULT_EXECUTOR_SETTINGS,
      logger: silentLogger,
    });

    /** An opportunity of a customer of its own. */
    async function deal(name: string, over: Readonly<Record<string, unknown>> = {}): Promise<number> {
      const partner = await data.customer(name, {
        email: `${name.toLowerCase()}-${data.tag}@client.example`,
        country_id: await admin.find("res.country", [["code", "=", "BE"]]),
        [release === 14 ? "mobile" : "phone"]: "0470 12 34 56",
      });
      const values = { name: named(name), type: "opportunity", partner_id: partner, expected_revenue: 9_000, user_id: 2, ...over };
      return admin.create("crm.lead", values);
    }

    beforeAll(async () => {
      database = await createTestDatabase();
      odoo = connectOdoo(target);
      ctx = testContext(database.db, { orgId: `work-${release}`, now: new Date() });
      [sms, mail] = [await Object.values(PROVIDERS)[0]!({ now: () => ctx.clock.now() }), new MailDouble()];
      await withTransaction(ctx, async (inner) => {
        await saveOrgSettings(inner, "outreach", {
          businessHours: { start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] },
          publicHolidays: false,
        });
        // nobody can make a deal of last month through the API; the hours are those of the clock, which stands a second ahead
        await saveOrgSettings(inner, "analysis", {
          deals: { staleAfterDays: 0, maxPerRun: 1000 },
          customers: { maxPerRun: 1000 },
          // whether the bank is up to date is another suite's question
          freshness: { enabled: false },
        });
      });
      await deal("Quiet");
      await deal("Closing", { date_deadline: daysFromNow(3) });
      const ordered = await deal("Ordered");
      const [row] = await admin.read("crm.lead", [["id", "=", ordered]], ["partner_id"]);
      const product = await admin.find("product.product", [["sale_ok", "=", true]]);
      const order = await admin.create("sale.order", {
        partner_id: (row!["partner_id"] as [number, string])[0],
        opportunity_id: ordered,
        order_line: [[0, 0, { product_id: product, product_uom_qty: 1, price_unit: 950 }]],
      });
      await admin.call("sale.order", "action_confirm", [[order]]);
      const won = await deal("Won");
      await admin.call("crm.lead", "action_set_won", [[won]]);

      const project = await admin.create("project.project", {
        name: named("Late"),
        user_id: 2,
        date: daysFromNow(-3),
        date_start: daysFromNow(-30),
      });
      const day = daysFromNow(-2);
      for (const name of ["One", "Two", "Three"]) {
        await admin.create("project.task", {
          name: named(name),
          project_id: project,
          date_deadline: release === 14 ? day : `${day} 12:00:00`,
          ...(release === 14 ? { user_id: false } : { user_ids: [[6, 0, []]] }),
        });
      }
      const quiet = await data.customer("Regular");
      const invoice = await data.invoice({ partnerId: quiet, amount: 750_000, date: daysFromNow(-200), due: daysFromNow(-170) });
      await data.pay(invoice, { date: daysFromNow(-165) });
      ctx.clock.set(new Date(Date.now() + 1000).toISOString());
      const runs = [];
      for (const kind of ["sales", "operations"] as const) runs.push(await runAnalysis(kind, { ctx, reader: odoo.reader }));
      const refused = runs.flatMap(({ notProposed }) => notProposed);
      if (refused.length > 0) throw new Error(`not proposed: ${JSON.stringify(refused)}`);
      proposed = runs.flatMap((run) => run.proposed);
    });

    afterAll(async () => {
      await odoo?.close();
      await sms?.standIn.stop();
      await database?.drop();
    });

    /** What was proposed about a record of this run. */
    const about = (type: ActionType, name: string): ActionProtocol => {
      const found = proposed.find(
        ({ action_type, affected_records: records }) => action_type === type && records.record_name?.includes(named(name)) === true,
      );
      return found ?? expect.fail(`no ${type} was proposed for ${name}`);
    };

    async function carryOut({ action_id: actionId }: ActionProtocol, connection?: OdooConnection) {
      const { fingerprint } = await getAction({ ctx, input: { actionId } });
      await approveAction({ ctx: { ...ctx, actor: "user:ana" }, input: { actionId, fingerprint, channel: "in_app" } });
      return executeAction(ctx, executor(connection), actionId);
    }

    test("a deal that has gone quiet is asked about by mail, and has a note of it", async () => {
      const action = about("follow_up_on_stale_deal", "Quiet");
      expect(await carryOut(action)).toMatchObject({ result: "executed" });
      expect(mail.sent.map(({ to }) => to)).toEqual([[`quiet-${data.tag}@client.example`]]);
      const notes = await admin.read("mail.message", [
        ["model", "=", "crm.lead"],
        ["res_id", "in", action.affected_records.ids],
        ["message_id", "like", "@ai-coo>"],
      ]);
      expect(notes).toHaveLength(1);
    });

    test("a deal that closes within days is asked about by SMS, at its number in its country", async () => {
      expect(await carryOut(about("send_deal_check_in", "Closing"))).toMatchObject({ result: "executed" });
      expect(sms.standIn.sent().map(({ to }) => to)).toEqual(["+32470123456"]);
    });

    test("a deal that was ordered goes to the stage that counts as won", async () => {
      const action = about("update_deal_stage", "Ordered");
      expect(await carryOut(action)).toMatchObject({ result: "executed" });
      const [lead] = await admin.read("crm.lead", [["id", "in", action.affected_records.ids]], ["probability", "stage_id"]);
      expect(lead).toMatchObject({ probability: 100 });
    });

    test("a won deal and overdue tasks of nobody become tasks", async () => {
      for (const name of ["Won", "Late"]) {
        expect(await carryOut(about("create_follow_up_task", name))).toMatchObject({ result: "executed" });
      }
      const tasks = await admin.read("project.task", [["name", "like", data.tag]], ["name"]);
      const names = tasks.map(({ name }) => String(name));
      expect(names).toContain(`Find somebody for 3 overdue tasks of ${named("Late")}`);
      expect(names).toContainEqual(expect.stringContaining(`Start "${named("Won")}"`));
    });

    test("a good customer of long ago is put on the calendar", async () => {
      expect(await carryOut(about("schedule_customer_check_in", "Regular"))).toMatchObject({ result: "executed" });
    });

    test("a note on a project at risk needs a project administrator: without one it fails and says so", async () => {
      const action = about("flag_at_risk_project", "Late");
      expect(action.reasoning).toContain("3 of 3 open tasks are overdue");
      expect(await carryOut(action)).toMatchObject({ result: "failed", reason: expect.stringContaining("Odoo refused") as string });
      const { analysis } = await runAnalysis("operations", { ctx, reader: odoo.reader });
      expect(analysis.held.find(({ record }) => record.name === named("Late") && record.model === "project.project")).toMatchObject({
        reason: "failed_before",
      });
    });

    test("and with one the note stands on the project, which has one more task by now", async () => {
      const other = testContext(database.db, { orgId: `work-admin-${release}`, now: ctx.clock.now() });
      const connection = connectOdoo({ ...target, login: target.adminLogin, apiKey: target.adminApiKey });
      onTestFinished(() => connection.close());
      const { proposed: again } = await runAnalysis("operations", { ctx: other, reader: connection.reader });
      const action = again.find(
        ({ action_type: type, affected_records: records }) => type === "flag_at_risk_project" && records.record_name === named("Late"),
      )!;
      const { fingerprint } = await getAction({ ctx: other, input: { actionId: action.action_id } });
      await approveAction({
        ctx: { ...other, actor: "user:ana" },
        input: { actionId: action.action_id, fingerprint, channel: "in_app" },
      });
      expect(await executeAction(other, executor(connection), action.action_id)).toMatchObject({ result: "executed" });
      const notes = await admin.read(
        "mail.message",
        [
          ["model", "=", "project.project"],
          ["res_id", "in", action.affected_records.ids],
          ["message_id", "like", "@ai-coo>"],
        ],
        ["body"],
      );
      expect(notes.map(({ body }) => String(body))).toEqual([expect.stringContaining("3 of 4 open tasks are overdue")]);
    });

    test("what came after is seen: paid, answered, moved, done", async () => {
      const owing = await data.customer("Owing", { email: `owing-${data.tag}@client.example` });
      const invoice = await data.invoice({ partnerId: owing, amount: 480, date: daysFromNow(-50), due: daysFromNow(-20) });
      // the clock still stands where the first test found it: Odoo dates the payment itself, which must come after the reminder
      const { proposed: reminders } = await runAnalysis("financial", { ctx, reader: odoo.reader });
      const reminder = reminders.find(({ affected_records: { ids } }) => ids.includes(invoice))!;
      expect(await carryOut(reminder)).toMatchObject({ result: "executed" });

      const asked = about("follow_up_on_stale_deal", "Quiet");
      const [leadId] = asked.affected_records.ids;
      const [lead] = await admin.read("crm.lead", [["id", "=", leadId]], ["stage_id", "partner_id"]);
      const [[stageId], [contactId]] = [lead!["stage_id"] as [number], lead!["partner_id"] as [number]];
      const reply = { body: "Yes please", message_type: "email", subtype_xmlid: "mail.mt_comment", author_id: contactId };
      await admin.call("crm.lead", "message_post", [[leadId]], reply);
      const next = await admin.find("crm.stage", [
        ["id", "!=", stageId],
        ["is_won", "=", false],
      ]);
      await admin.call("crm.lead", "write", [[leadId], { stage_id: next }]);

      const task = about("create_follow_up_task", "Won");
      const { attemptList } = await getAction({ ctx, input: { actionId: task.action_id } });
      const taskId = Number(attemptList.at(-1)!.providerRef!.split(",")[1]);
      const closed =
        release === 14
          ? { stage_id: await admin.create("project.task.type", { name: named("Done"), is_closed: true }) }
          : { state: "1_done" };
      await admin.call("project.task", "write", [[taskId], closed]);
      await data.pay(invoice);

      ctx.clock.set(new Date(Date.now() + 2000).toISOString());
      const settings = outcomeSettingsSchema.parse({});
      await runOutcomes(ctx, { reader: odoo.reader, settings, timezone: "UTC", logger: silentLogger });
      const seen = async ({ action_id: actionId }: ActionProtocol): Promise<string[]> => {
        const row = await withTransaction(ctx, (inner) => getActionOutcome(inner, actionId));
        return (row?.observed.facts ?? []).map(({ fact }) => fact).toSorted();
      };
      expect([await seen(reminder), await seen(asked)]).toEqual([["paid"], ["moved", "replied"]]);
      expect(await seen(task)).toContain("done");
    });
  });
}
