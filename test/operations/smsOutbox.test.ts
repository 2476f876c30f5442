import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "#src/lib/clock.ts";
import {
  executeSafeOperation,
  isRepeatable,
  listSmsOutbox,
  lookUpSafeOperation,
  type OperationPorts,
  smsOutboxTransport,
  type SmsTransport,
} from "#src/operations/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { ACTION_ID } from "./mails.ts";
import { MemoryWriter } from "./memoryWriter.ts";
import { NOW, OTHER_ID, sms } from "./smsMessages.ts";

let root: string;
let dir: string;
let outbox: SmsTransport;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ai-coo-sms-"));
  dir = join(root, "sms-outbox");
  outbox = smsOutboxTransport({ dir, from: "ACME" });
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("the local outbox of SMS", () => {
  it("keeps one SMS per action, however often and at once it is sent", async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outbox.send(sms())));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["done"]));
    await outbox.send(sms({ body: "Changed since" }));
    expect(await readdir(dir)).toEqual([`${ACTION_ID}.json`]);
    expect(await listSmsOutbox(dir)).toEqual([
      { actionId: ACTION_ID, at: NOW.toISOString(), from: "ACME", to: sms().to, body: sms().body, segments: 1 },
    ]);
  });

  it("lists newest first, and passes over a broken file", async () => {
    expect(await listSmsOutbox(dir)).toEqual([]);
    await outbox.send(sms());
    await outbox.send(sms({ actionId: OTHER_ID, date: new Date("2026-03-02T10:00:00Z") }));
    expect((await listSmsOutbox(dir)).map(({ actionId }) => actionId)).toEqual([OTHER_ID, ACTION_ID]);
    await writeFile(join(dir, `${OTHER_ID}.json`), "{");
    expect((await listSmsOutbox(dir)).map(({ actionId }) => actionId)).toEqual([ACTION_ID]);
  });

  it("is worth a retry when it cannot be written, and writes nothing outside its folder", async () => {
    expect((await outbox.send(sms({ actionId: "../../escaped" }))).kind).toBe("final");
    expect(await readdir(root)).toEqual([]);
    await writeFile(dir, "a file where the folder should be");
    expect((await outbox.send(sms())).kind).toBe("retry");
  });

  it("takes what send_sms was approved for, may repeat it, and proves it", async () => {
    const odoo = new MemoryWriter();
    const ports: OperationPorts = {
      odoo,
      reader: odoo.reader,
      clock: new ManualClock(NOW.toISOString()),
      mail: {
        name: "smtp",
        repeatable: false,
        send: () => Promise.reject(new Error("no mail")),
        lookUp: async () => ({ kind: "unsupported" }),
      },
      sms: outbox,
    };
    const { operation } = exampleAction({ action_type: "send_deal_check_in" });
    expect(isRepeatable(operation, ports)).toBe(true);
    expect(await lookUpSafeOperation(operation, ACTION_ID, "org-1", ports, NOW)).toEqual({ kind: "not_found" });
    expect(await executeSafeOperation(operation, ACTION_ID, "org-1", ports)).toEqual({ kind: "done", ref: `outbox:${ACTION_ID}` });
    expect(await lookUpSafeOperation(operation, ACTION_ID, "org-1", ports, NOW)).toEqual({ kind: "found", ref: `outbox:${ACTION_ID}` });
    expect(await listSmsOutbox(dir)).toMatchObject(
      [operation.inputs].map((inputs) => ("to" in inputs && "body" in inputs ? { to: inputs.to, body: inputs.body } : {})),
    );
  });
});
