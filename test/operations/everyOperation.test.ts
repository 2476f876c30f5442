import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import {
  executeSafeOperation,
  isRepeatable,
  lookUpSafeOperation,
  operationToken,
  smtp2goTransport,
  type OperationPorts,
} from "#src/operations/index.ts";
import { SAFE_OPERATIONS, smsCode, type Operation, type SafeOperation } from "#src/protocol/index.ts";
import { startSimulator, type CustomerBuilder, type Simulator } from "#simulator/index.ts";
import { startSmtp2go, type Smtp2go } from "#simulator/mail/smtp2go.ts";
import { PROVIDERS, type Provider } from "./smsMessages.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const ADDRESS = "billing@customer.example";
const PHONE = "+33612345678";

/** One operation as the contract drives it: what it asks for, where its effects are counted, and how it is disturbed. */
interface Subject {
  readonly operation: () => Operation;
  readonly effects: () => number;
  /** The next effect happens and its answer is lost. */
  readonly lose: () => void;
  /** The next effect is refused for good. */
  readonly refuse: () => void;
  readonly repeatable: boolean;
  /** Where the store is our own, nobody refuses and nobody is away. */
  readonly own?: true;
}

describe.each([
  [14, "jsonrpc"],
  [19, "jsonrpc"],
  [19, "json2"],
] as const)("every safe operation, with Odoo %s over %s", (release, transport) => {
  let simulator: Simulator;
  let smtp2go: Smtp2go;
  let sms: Provider;
  let odoo: OdooConnection;
  let ports: OperationPorts;
  let followUps: Map<string, string>;
  let losesFollowUp = false;
  let customer: CustomerBuilder;
  let project: number;
  let invoice: number;
  let deal: number;
  let won: number;
  let actionId: string;

  beforeAll(async () => {
    simulator = await startSimulator({ release, company: "empty", now: () => NOW });
    [smtp2go, sms] = await Promise.all([startSmtp2go({ now: () => NOW }), PROVIDERS["a gateway"]!()]);
    const { company, inspect, url, database, login, apiKey } = simulator;
    customer = company.customer({ name: "Azure Interior", email: ADDRESS });
    project = Number(company.call("project.project", "create", [{ name: "Collections" }]));
    invoice = customer.invoice({ amount: 1250, due: "-30d" }).id;
    won = inspect.records("crm.stage", [["is_won", "=", true]])[0]!.id;
    odoo = connectOdoo({ url, database, login, apiKey, transport, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await odoo.close();
    await Promise.all([simulator.stop(), smtp2go.stop(), sms.standIn.stop()]);
  });
  beforeEach(() => {
    actionId = uuidv7(NOW);
    deal = simulator.company.deal({ name: "Office furniture", customer, stage: "Qualified" }).id;
    followUps = new Map();
    losesFollowUp = false;
    ports = {
      odoo: odoo.writer,
      reader: odoo.reader,
      clock: new ManualClock(NOW),
      mail: smtp2goTransport({ apiKey: smtp2go.apiKey, from: "Us <us@ourcompany.example>", baseUrl: smtp2go.url, timeoutMs: 2_000 }),
      sms: sms.transport,
      followUps: {
        async schedule({ actionId: id }) {
          followUps.set(id, `f-${id}`);
          if (losesFollowUp) throw new Error("the connection to the database was lost");
          return { id: `f-${id}` };
        },
        find: async ({ actionId: id }) => (followUps.has(id) ? { id: `f-${id}` } : null),
      },
    };
  });
  afterEach(() => {
    simulator.faults.clear();
    smtp2go.faults.clear();
    sms.standIn.faults.clear();
  });

  const inOdoo = (model: string, method: "load" | "message_post" | "write"): Pick<Subject, "lose" | "refuse"> => ({
    lose: () => simulator.faults.add({ kind: "drop", when: "after_commit", model, method }),
    refuse: () =>
      simulator.faults.add({ kind: "raise", name: "odoo.exceptions.UserError", message: "It is closed.", model, method, times: 2 }),
  });
  const underKey = (model: string) => () => (simulator.inspect.byExternalId(`ai_coo.${actionId}`)?.model === model ? 1 : 0);

  /** The registry's every entry; the type sees to it that none is forgotten. */
  const SUBJECTS: Readonly<Record<SafeOperation, Subject>> = {
    send_email: {
      operation: () => ({
        type: "send_email",
        inputs: {
          to: [ADDRESS],
          cc: [],
          subject: "A reminder",
          body_text: "Please pay.",
          language: "en",
          record: { model: "account.move", id: invoice },
          attach_invoice_ids: [],
        },
      }),
      effects: () => smtp2go.sent().filter(({ headers }) => Object.values(headers).includes(actionId)).length,
      lose: () => smtp2go.faults.add({ kind: "drop_after_accept" }),
      refuse: () => smtp2go.faults.add({ kind: "status", status: 400 }),
      repeatable: false,
    },
    send_sms: {
      operation: () => ({
        type: "send_sms",
        inputs: { to: PHONE, body: `Did it arrive? (${smsCode(actionId)})`, record: { model: "crm.lead", id: deal } },
      }),
      effects: () => sms.standIn.sent().filter(({ reference }) => reference === actionId).length,
      lose: () => sms.standIn.faults.add({ kind: "drop_after_accept" }),
      refuse: () => sms.standIn.faults.add({ kind: "answer", status: 422, body: { error: "no such number" } }),
      repeatable: false,
    },
    create_odoo_task: {
      operation: () => ({
        type: "create_odoo_task",
        inputs: { name: "Call", project_id: project, user_ids: [], priority: "0", partner_id: customer.id },
      }),
      effects: underKey("project.task"),
      ...inOdoo("project.task", "load"),
      repeatable: true,
    },
    log_odoo_activity: {
      operation: () => ({
        type: "log_odoo_activity",
        inputs: {
          res_model: "account.move",
          res_id: invoice,
          activity_type: "mail.mail_activity_data_call",
          summary: "Call",
          date_deadline: "2026-03-05",
        },
      }),
      effects: underKey("mail.activity"),
      ...inOdoo("mail.activity", "load"),
      repeatable: true,
    },
    update_odoo_stage: {
      operation: () => ({ type: "update_odoo_stage", inputs: { model: "crm.lead", record_id: deal, stage_id: won, reason: "Ordered." } }),
      effects: () =>
        simulator.calls
          .effects()
          .filter(
            ({ model, method, args, kwargs }) =>
              model === "crm.lead" && method === "write" && JSON.stringify([args, kwargs]).includes(`[${deal}]`),
          ).length,
      ...inOdoo("crm.lead", "write"),
      repeatable: true,
    },
    create_internal_note: {
      operation: () => ({ type: "create_internal_note", inputs: { model: "account.move", record_id: invoice, body: "Checked." } }),
      effects: () =>
        simulator.inspect.messages("account.move", invoice).filter((message) => message["message_id"] === `<${actionId}@ai-coo>`).length,
      ...inOdoo("account.move", "message_post"),
      repeatable: false,
    },
    schedule_follow_up: {
      operation: () => ({
        type: "schedule_follow_up",
        inputs: {
          context_type: "deal",
          context_id: deal,
          scheduled_for: "2026-03-09T09:00:00.000Z",
          action_type: "create_follow_up_task",
          parameters: {},
        },
      }),
      effects: () => followUps.size,
      lose: () => void (losesFollowUp = true),
      refuse: () => undefined,
      repeatable: true,
      own: true,
    },
  };

  describe.each(SAFE_OPERATIONS)("%s", (type) => {
    const subject = SUBJECTS[type];
    const run = () => executeSafeOperation(subject.operation(), actionId, "org-1", ports);
    const lookUp = () => lookUpSafeOperation(subject.operation(), actionId, "org-1", ports, NOW);

    it("carries a token that is the action's own", () => {
      expect(operationToken(subject.operation(), actionId)).toContain(actionId);
      expect(operationToken(subject.operation(), uuidv7(NOW))).not.toContain(actionId);
    });

    it("is not found before it ran, and found after it, under the name that it answered", async () => {
      expect(await lookUp()).toEqual({ kind: "not_found" });
      const outcome = await run();
      expect(outcome).toMatchObject({ kind: "done" });
      expect(await lookUp()).toEqual({ kind: "found", ref: "ref" in outcome ? outcome.ref : "" });
      expect(subject.effects()).toBe(1);
    });

    it("whose answer was lost is in doubt, and settled by the look-up", async () => {
      subject.lose();
      expect((await run()).kind).toBe("unknown");
      expect(await lookUp()).toMatchObject({ kind: "found" });
      expect(subject.effects()).toBe(1);
    });

    it("says of itself whether it may run again, and running again makes no second effect where it may", async () => {
      expect(isRepeatable(subject.operation(), ports)).toBe(subject.repeatable);
      if (!subject.repeatable) return;
      subject.lose();
      expect((await run()).kind).toBe("unknown");
      losesFollowUp = false;
      expect((await run()).kind).toBe("done");
      expect(subject.effects()).toBe(1);
    });

    it.skipIf(subject.own === true)("that is refused has not happened, in so many words", async () => {
      subject.refuse();
      expect(await run()).toMatchObject({ kind: "final", reason: expect.stringMatching(/\w{3}/) });
      expect(await lookUp()).toEqual({ kind: "not_found" });
      expect(subject.effects()).toBe(0);
    });
  });
});
