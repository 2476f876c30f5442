import { beforeEach, describe, expect, it } from "vitest";
import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import { ManualClock } from "#src/lib/clock.ts";
import {
  executeSafeOperation,
  isRepeatable,
  lookUpSafeOperation,
  type MailMessage,
  type OperationPorts,
  operationToken,
  OPERATIONS,
} from "#src/operations/index.ts";
import { type ActionType, type Operation, SAFE_OPERATIONS } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { MemoryWriter } from "./memoryWriter.ts";
import { ACTION_ID } from "./mails.ts";

let odoo: MemoryWriter;
let mails: MailMessage[];
let ports: OperationPorts;

beforeEach(() => {
  odoo = new MemoryWriter();
  mails = [];
  ports = {
    odoo,
    reader: odoo.reader,
    clock: new ManualClock("2026-03-02T09:00:00Z"),
    mail: {
      name: "smtp",
      repeatable: false,
      async send(message) {
        mails.push(message);
        return { kind: "done", ref: "ref-1" };
      },
      lookUp: async ({ recipient }) => ({ kind: "found", ref: `mail to ${recipient}` }),
    },
  };
});

/** The operation of an action of this type. */
const operationOf = (type: ActionType): Operation => exampleAction({ action_type: type }).operation;
const task = operationOf("create_collection_task");
const activity = operationOf("escalate_overdue_invoice");
const note = operationOf("flag_at_risk_project");
const stage = operationOf("update_deal_stage");
/** Without attachments, since it is about a deal. */
const email = operationOf("follow_up_on_stale_deal");

const run = (operation: Operation) => executeSafeOperation(operation, ACTION_ID, "org-1", ports);
const lookUp = (operation: Operation) => lookUpSafeOperation(operation, ACTION_ID, "org-1", ports, new Date("2026-03-02T09:00:00Z"));

describe("the registry", () => {
  it("has every safe operation under its own name, and no other", () => {
    expect(Object.keys(OPERATIONS).toSorted()).toEqual([...SAFE_OPERATIONS].toSorted());
    for (const [name, definition] of Object.entries(OPERATIONS)) expect(definition.type).toBe(name);
  });

  it("derives every token from the action's id alone", () => {
    expect(SAFE_OPERATIONS.map((type) => [type, OPERATIONS[type].token(ACTION_ID)])).toEqual([
      ["send_email", `<${ACTION_ID}@ai-coo>`],
      ["send_sms", ACTION_ID],
      ["create_odoo_task", ACTION_ID],
      ["update_odoo_stage", `<${ACTION_ID}@ai-coo>`],
      ["log_odoo_activity", ACTION_ID],
      ["create_internal_note", `<${ACTION_ID}@ai-coo>`],
      ["schedule_follow_up", ACTION_ID],
    ]);
    expect(operationToken(task, ACTION_ID)).toBe(ACTION_ID);
  });

  it("repeats only what its key makes safe", () => {
    const repeatable = SAFE_OPERATIONS.filter((type) => OPERATIONS[type].repeatable(ports));
    expect(repeatable).toEqual(["create_odoo_task", "update_odoo_stage", "log_odoo_activity", "schedule_follow_up"]);
    expect(isRepeatable(email, { ...ports, mail: { ...ports.mail, repeatable: true } })).toBe(true);
  });

  it("knows which operations contact people", () => {
    expect(SAFE_OPERATIONS.filter((type) => OPERATIONS[type].contacts !== null)).toEqual(["send_email", "send_sms"]);
  });
});

describe("what is created in Odoo", () => {
  it.each([
    ["a task", task, "project.task"],
    ["an activity", activity, "mail.activity"],
  ] as const)("%s stands once, however often it is run, with the approved values", async (_what, operation, model) => {
    expect(await lookUp(operation)).toEqual({ kind: "not_found" });
    expect(await run(operation)).toEqual({ kind: "done", ref: `${model},101` });
    expect(await run(operation)).toEqual({ kind: "done", ref: `${model},101` });
    expect(await lookUp(operation)).toEqual({ kind: "found", ref: `${model},101` });
    expect([...odoo.keyed.values()]).toEqual([{ model, id: 101, values: operation.inputs }]);
  });

  it("a note stands once and can be found by its message id", async () => {
    expect(await lookUp(note)).toEqual({ kind: "not_found" });
    expect(await run(note)).toEqual({ kind: "done", ref: "mail.message,101" });
    expect(await run(note)).toEqual({ kind: "done", ref: "mail.message,101" });
    expect(await lookUp(note)).toEqual({ kind: "found", ref: "mail.message,101" });
    expect(odoo.notes.get(`<${ACTION_ID}@ai-coo>`)).toMatchObject({ model: "project.project", id: 17 });
  });

  it.each<[ErrorCode, "before" | "after", "retry" | "final" | "unknown"]>([
    ["odoo_unreachable", "before", "retry"],
    ["odoo_timeout", "before", "retry"],
    ["odoo_unauthenticated", "before", "retry"],
    ["odoo_refused", "before", "final"],
    ["odoo_forbidden", "before", "final"],
    ["odoo_missing_record", "before", "final"],
    ["odoo_timeout", "after", "unknown"],
    ["odoo_unreachable", "after", "unknown"],
    ["odoo_bad_answer", "after", "unknown"],
  ])("a failure %s, %s the change: %s", async (code, when, kind) => {
    for (const operation of [task, activity, note]) {
      odoo.fail(code, when);
      expect((await run(operation)).kind).toBe(kind);
      expect((await lookUp(operation)).kind).toBe(when === "before" ? "not_found" : "found");
      odoo.keyed.clear();
      odoo.notes.clear();
    }
  });
});

describe("a stage", () => {
  beforeEach(() => odoo.stages.set(17, 2));

  it("is moved once; why is said by the note that follows", async () => {
    expect(await run(stage)).toEqual({ kind: "done", ref: "crm.lead,17" });
    expect(await run(stage)).toEqual({ kind: "done", ref: "crm.lead,17" });
    expect(odoo.stages.get(17)).toBe(4);
    expect(odoo.notes.size).toBe(0);
    expect(await lookUp(stage)).toEqual({ kind: "found", ref: "crm.lead,17" });
  });

  it("is refused for good when the record is gone", async () => {
    odoo.stages.delete(17);
    expect((await run(stage)).kind).toBe("final");
  });

  it("that does not stay where it was put is no success", async () => {
    odoo.afterWrite = () => odoo.stages.set(17, 3);
    expect(await run(stage)).toMatchObject({ kind: "final", reason: expect.stringContaining("automation") });
  });

  it("that was written and could not be read afterwards may have moved: it is never said to be undone", async () => {
    const gone = new AiCooError("odoo_unreachable", "Nobody listens.", { details: { effect: "none" } });
    let written = false;
    odoo.afterWrite = () => void (written = true);
    const read: typeof ports.reader.read = async (...query) => {
      if (written) throw gone;
      return ports.reader.read(...query);
    };
    const reader = { ...ports.reader, read };
    expect((await executeSafeOperation(stage, ACTION_ID, "org-1", { ...ports, reader })).kind).toBe("unknown");
    expect(await lookUp(stage)).toEqual({ kind: "found", ref: "crm.lead,17" });
  });

  it("is looked up after a lost answer", async () => {
    odoo.fail("odoo_timeout", "after");
    expect((await run(stage)).kind).toBe("unknown");
    expect(await lookUp(stage)).toMatchObject({ kind: "found" });
  });
});

describe("a mail", () => {
  it("leaves as it was approved, and is looked up by its recipient", async () => {
    expect(await run(email)).toEqual({ kind: "done", ref: "ref-1" });
    expect(mails).toEqual([
      {
        actionId: ACTION_ID,
        messageId: `<${ACTION_ID}@ai-coo>`,
        to: ["billing@azure.example"],
        cc: [],
        replyTo: "owner@company.example",
        subject: "Invoice INV/2026/00017 is overdue",
        text: expect.stringContaining("1,250.00 EUR"),
        html: expect.stringContaining("<p>"),
        language: "en",
        date: new Date("2026-03-02T09:00:00Z"),
      },
    ]);
    expect(await lookUp(email)).toEqual({ kind: "found", ref: "mail to billing@azure.example" });
  });

  it("to several is found only when it is found for each of them", async () => {
    const two = exampleAction({ action_type: "follow_up_on_stale_deal" }, { to: ["a@azure.example", "b@azure.example"] }).operation;
    expect(await lookUp(two)).toEqual({ kind: "found", ref: "mail to a@azure.example,mail to b@azure.example" });
    const sentToFirst: OperationPorts["mail"] = {
      ...ports.mail,
      lookUp: async ({ recipient }) => (recipient.startsWith("a@") ? { kind: "found", ref: "1" } : { kind: "not_found" }),
    };
    const since = new Date("2026-03-02T09:00:00Z");
    expect(await lookUpSafeOperation(two, ACTION_ID, "org-1", { ...ports, mail: sentToFirst }, since)).toEqual({ kind: "not_found" });
  });

  it("does not leave without the attachments that were approved", async () => {
    expect((await run(operationOf("send_invoice_reminder"))).kind).toBe("final");
    expect(mails).toEqual([]);
  });

  it("whose transport breaks in a way nobody foresaw may have left", async () => {
    const broken = { ...ports, mail: { ...ports.mail, send: () => Promise.reject(new Error("bug")) } };
    expect((await executeSafeOperation(email, ACTION_ID, "org-1", broken)).kind).toBe("unknown");
  });
});

describe("what this installation cannot do", () => {
  it.each<ActionType>(["send_deal_check_in", "schedule_customer_check_in"])("is refused for good, and says so: %s", async (type) => {
    const operation = operationOf(type);
    expect(await run(operation)).toMatchObject({ kind: "final", reason: expect.stringMatching(/nothing was/) });
    expect(await lookUp(operation)).toEqual({ kind: "not_found" });
  });

  it("is done once the port is there", async () => {
    const scheduled: string[] = [];
    const withPorts: OperationPorts = {
      ...ports,
      sms: {
        name: "gateway",
        repeatable: false,
        send: async ({ to }) => ({ kind: "done", ref: to }),
        lookUp: async () => ({ kind: "unsupported" }),
      },
      followUps: {
        async schedule({ actionId }) {
          scheduled.push(actionId);
          return { id: "f1" };
        },
        find: async () => ({ id: "f1" }),
      },
    };
    const by = (type: ActionType) => executeSafeOperation(operationOf(type), ACTION_ID, "org-1", withPorts);
    expect(await by("send_deal_check_in")).toEqual({ kind: "done", ref: "+33612345678" });
    expect(await by("schedule_customer_check_in")).toEqual({ kind: "done", ref: "follow_up,f1" });
    expect(scheduled).toEqual([ACTION_ID]);
  });
});
