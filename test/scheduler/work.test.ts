import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveAction, getAction } from "#src/actions/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, executeAction, type ExecutorRuntime } from "#src/executor/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { carriesSmsCode, smsSize, type ActionProtocol, type ActionType } from "#src/protocol/index.ts";
import { runAnalysis } from "#src/scheduler/index.ts";
import { buildCompany, startSimulator, type CompanyBuilder, type Release, type Simulator } from "#simulator/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { PROVIDERS, type Provider } from "#test/operations/smsMessages.ts";

/** What the analyses of sales and operations find, from the proposal to the record in Odoo or the message at a provider. */

/** A Monday, within everybody's hours. */
const NOW = new Date("2026-06-15T09:00:00Z");

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `work-${organisations++}`, now: NOW });
});
afterAll(() => database.drop());

/** One of each: what an analysis of sales and one of operations find. */
function company(of: CompanyBuilder): void {
  of.own({ name: "Linden", email: "office@linden.example", phone: "+32 9 000 00 01", timezone: "Europe/Brussels" });
  of.salesperson({ name: "Ada", login: "ada", email: "ada@linden.example" });
  const deal = (name: string, over: Partial<Parameters<CompanyBuilder["deal"]>[0]> = {}) =>
    of.deal({
      name,
      customer: of.customer({ name: `${name} Ltd`, country: "BE", mobile: "0470 12 34 56", lang: "fr_FR" }),
      revenue: 1_000,
      stage: "Qualified",
      created: "-60d",
      lastStageChange: "-21d",
      salesperson: "ada",
      ...over,
    });
  deal("Quiet");
  deal("Closing", { lastStageChange: "-3d", closing: "+3d" });
  deal("Ordered").order({ amount: 950, date: "-3d" });
  deal("Won").won({ date: "-2d" });
  const project = of.project({ name: "Late", manager: "ada", start: "-60d", deadline: "+20d" });
  for (const name of ["One", "Two"]) project.task({ name, deadline: "-2d" });
  project.task({ name: "Three", deadline: "+9d", assignee: "ada" });
}

interface Office extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly odoo: OdooConnection;
  readonly mail: MailDouble;
  readonly sms: Provider;
  readonly executor: ExecutorRuntime;
}

async function openOffice(release: Release, as: "user" | "administrator"): Promise<Office> {
  const simulator = await startSimulator({ release, company: buildCompany(company), now: () => ctx.clock.now() });
  const { url, database: name } = simulator;
  // a note on a project needs a project administrator, on real servers too
  const { login, apiKey } = as === "user" ? simulator : { login: simulator.adminLogin, apiKey: simulator.adminApiKey };
  const odoo = connectOdoo({ url, database: name, login, apiKey });
  const mail = new MailDouble();
  const sms = await Object.values(PROVIDERS)[0]!({ now: () => ctx.clock.now() });
  const ports = { odoo: odoo.writer, reader: odoo.reader, mail, sms: sms.transport, followUps: followUpStore(() => ctx), clock: ctx.clock };
  return {
    simulator,
    odoo,
    mail,
    sms,
    executor: { workerId: "w", reader: odoo.reader, ports, settings: DEFAULT_EXECUTOR_SETTINGS, logger: silentLogger },
    async [Symbol.asyncDispose]() {
      await odoo.close();
      await simulator.stop();
      await sms.standIn.stop();
    },
  };
}

async function approve(actionId: string): Promise<void> {
  const { fingerprint } = await getAction({ ctx, input: { actionId } });
  await approveAction({ ctx: { ...ctx, actor: "user:ana" }, input: { actionId, fingerprint, channel: "in_app" } });
}

async function proposalsOf(office: Office): Promise<Map<ActionType, ActionProtocol>> {
  const actions: ActionProtocol[] = [];
  for (const kind of ["sales", "operations"] as const) {
    const { proposed, notProposed } = await runAnalysis(kind, { ctx, reader: office.odoo.reader });
    expect(notProposed).toEqual([]);
    actions.push(...proposed);
  }
  // two tasks are asked for: one for the deal, one for what belongs to nobody
  return new Map(actions.map((action) => [action.action_type, action]));
}

describe.each([19, 14] as const)("on %i", (release) => {
  test("each is proposed, approved and carried out on the facts as they still are", async () => {
    await using office = await openOffice(release, "administrator");
    const proposals = await proposalsOf(office);
    expect([...proposals.keys()].toSorted()).toEqual([
      "create_follow_up_task",
      "flag_at_risk_project",
      "follow_up_on_stale_deal",
      "send_deal_check_in",
      "update_deal_stage",
    ]);
    for (const { action_id: id, action_type: type } of proposals.values()) {
      await approve(id);
      const result = await executeAction(ctx, office.executor, id);
      expect({ type, ...result }).toMatchObject({ type, result: "executed" });
    }

    const { reader } = office.odoo;
    const lead = async (name: string) =>
      (await reader.searchRead({ model: "crm.lead", domain: [["name", "=", name]], fields: ["stage_id", "probability"] }))[0]!;
    expect(await lead("Ordered")).toMatchObject({ stage_id: [expect.any(Number), "Won"], probability: 100 });
    expect(office.mail.sent).toMatchObject([
      { to: ["accounts@quiet-ltd.example"], replyTo: "ada@linden.example", subject: "À propos de Quiet" },
    ]);
    expect(office.mail.sent[0]?.text).toContain("«\u00a0Quiet\u00a0»");
    const [sms] = office.sms.standIn.sent();
    expect(sms?.text).toBe(
      `Bonjour Closing Ltd, ici Ada de Linden. Vous manque-t-il quelque chose pour "Closing" ? Nous sommes là pour vous aider : +32 9 000 00 01. STOP pour ne plus recevoir de messages. Réf ${sms?.text.slice(-6)}`,
    );
    expect(carriesSmsCode(sms!.text, proposals.get("send_deal_check_in")!.action_id)).toBe(true);
    expect(smsSize(sms!.text)).toMatchObject({ encoding: "gsm7", segments: 2 });

    const notes = await reader.searchRead({
      model: "mail.message",
      domain: [
        ["model", "in", ["crm.lead", "project.project"]],
        ["message_id", "like", "@ai-coo>"],
      ],
      fields: ["model", "body"],
    });
    const said = notes.map(({ model, body }) => `${String(model)}: ${String(body).replaceAll(/<[^>]+>/g, " ")}`);
    expect(said.toSorted()).toEqual([
      expect.stringMatching(/^crm\.lead: .*AI COO sent a follow-up to accounts@quiet-ltd\.example/s),
      expect.stringMatching(/^crm\.lead: .*Moved from Qualified to Won because sales order/s),
      expect.stringMatching(/^project\.project: .*2 of 3 open tasks are overdue, 67 %\./s),
    ]);
    const tasks = await reader.searchRead({
      model: "project.task",
      domain: [["name", "like", "Find somebody"]],
      fields: ["name", "project_id"],
    });
    expect(tasks).toMatchObject([{ name: "Find somebody for 2 overdue tasks of Late", project_id: [expect.any(Number), "Late"] }]);

    // nothing is asked for twice; what was moved to won is work that nobody has begun
    const again = await Promise.all((["sales", "operations"] as const).map((kind) => runAnalysis(kind, { ctx, reader })));
    expect(again.flatMap(({ proposed }) => proposed.map((one) => [one.action_type, one.affected_records.record_name]))).toEqual([
      ["create_follow_up_task", "Ordered"],
    ]);
  });

  test.each<[ActionType, string, (office: Office) => unknown]>([
    [
      "follow_up_on_stale_deal",
      "the contact wrote",
      ({ simulator }) => simulator.company.customer({ name: "Quiet Ltd" }).wrote({ date: "today", body: "<p>Yes</p>" }),
    ],
    [
      "follow_up_on_stale_deal",
      "the deal was lost",
      ({ simulator }) => simulator.company.call("crm.lead", "action_set_lost", [[idOf(simulator, "Quiet")]]),
    ],
    ["follow_up_on_stale_deal", "a call was planned", ({ simulator }) => plan(simulator, "Quiet")],
    [
      "send_deal_check_in",
      "the number changed",
      ({ simulator }) =>
        simulator.company.customer({ name: "Closing Ltd" }).write({ [release === 14 ? "mobile" : "phone"]: "+32470999999" }),
    ],
    [
      "send_deal_check_in",
      "the closing was put off",
      ({ simulator }) => simulator.company.call("crm.lead", "write", [[idOf(simulator, "Closing")], { date_deadline: "2026-08-01" }]),
    ],
    ["update_deal_stage", "the order was cancelled", ({ simulator }) => cancelOrders(simulator)],
    [
      "update_deal_stage",
      "somebody moved it",
      ({ simulator }) => simulator.company.call("crm.lead", "write", [[idOf(simulator, "Ordered")], { stage_id: 3 }]),
    ],
  ])("%s is blocked when %s after the approval", async (type, _what, change) => {
    await using office = await openOffice(release, "user");
    const { action_id: id } = (await proposalsOf(office)).get(type)!;
    await approve(id);
    change(office);
    expect(await executeAction(ctx, office.executor, id)).toMatchObject({ result: "blocked" });
    expect(office.mail.sent).toEqual([]);
    expect(office.sms.standIn.sent()).toEqual([]);
  });
});

const idOf = ({ company: of }: Simulator, name: string): number => (of.call("crm.lead", "search", [[["name", "=", name]]]) as number[])[0]!;

function plan(simulator: Simulator, name: string): void {
  const { company: of } = simulator;
  const [model] = of.call("ir.model", "search", [[["model", "=", "crm.lead"]]]) as number[];
  of.call("mail.activity", "create", [
    {
      res_model: "crm.lead",
      res_id: idOf(simulator, name),
      res_model_id: model,
      summary: "Call",
      date_deadline: "2026-06-20",
      activity_type_id: 2,
    },
  ]);
}

function cancelOrders({ company: of }: Simulator): void {
  const orders = of.call("sale.order", "search", [[["state", "=", "sale"]]]) as number[];
  of.call("sale.order", "write", [orders, { state: "cancel" }]);
}
