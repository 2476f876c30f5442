import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listOutbox, type MailTransport, outboxTransport, readOutboxEntry } from "#src/operations/index.ts";
import { ACTION_ID, mail } from "./mails.ts";

const SECOND = "019cad1a-4c00-7000-8000-000000000002";

let root: string;
let dir: string;
let outbox: MailTransport;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ai-coo-outbox-"));
  dir = join(root, "outbox");
  outbox = outboxTransport({ dir, from: "ACME Ltd <accounts@acme.example>" });
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe("the local outbox", () => {
  it("keeps each mail as one file that any mail program opens", async () => {
    expect(await outbox.send(mail())).toEqual({ kind: "done", ref: `<${ACTION_ID}@ai-coo>` });
    const parsed = await simpleParser(await readFile(join(dir, `${ACTION_ID}.eml`)));
    expect(parsed.subject).toBe("Facture échue: 1 250,00 €");
    expect(parsed.headers.get("x-aicoo-action")).toBe(ACTION_ID);
    expect(parsed.messageId).toBe(`<${ACTION_ID}@ai-coo>`);
  });

  it("keeps one mail per action, however often and at once it is sent", async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outbox.send(mail())));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["done"]));
    await outbox.send(mail({ subject: "Changed since" }));
    expect((await readdir(dir)).toSorted()).toEqual([`${ACTION_ID}.eml`, `${ACTION_ID}.json`]);
    expect((await simpleParser(await readFile(join(dir, `${ACTION_ID}.eml`)))).subject).toBe("Facture échue: 1 250,00 €");
  });

  it("can be asked, and its answer is proof", async () => {
    const query = { actionId: ACTION_ID, recipient: "billing@azure.example", since: new Date(0) };
    expect(outbox.repeatable).toBe(true);
    expect(await outbox.lookUp(query)).toEqual({ kind: "not_found" });
    await outbox.send(mail());
    expect(await outbox.lookUp(query)).toEqual({ kind: "found", ref: `<${ACTION_ID}@ai-coo>` });
  });

  it("lists its mails, newest first, as people read them", async () => {
    expect(await listOutbox(dir)).toEqual([]);
    await outbox.send(mail());
    await outbox.send(mail({ actionId: SECOND, date: new Date("2026-03-02T10:00:00Z"), cc: ["boss@azure.example"] }));
    const entries = await listOutbox(dir);
    expect(entries.map(({ actionId, at }) => [actionId, at])).toEqual([
      [SECOND, "2026-03-02T10:00:00.000Z"],
      [ACTION_ID, "2026-03-02T09:00:00.000Z"],
    ]);
    expect(await readOutboxEntry(dir, SECOND)).toMatchObject({
      to: ["billing@azure.example"],
      cc: ["boss@azure.example"],
      subject: mail().subject,
    });
    expect(await readOutboxEntry(dir, "../../etc/passwd")).toBeUndefined();
  });

  it("lists nothing of a mail whose file does not stand, and passes over a broken one", async () => {
    await outbox.send(mail());
    await outbox.send(mail({ actionId: SECOND }));
    await rm(join(dir, `${ACTION_ID}.eml`));
    expect((await listOutbox(dir)).map(({ actionId }) => actionId)).toEqual([SECOND]);
    await writeFile(join(dir, `${SECOND}.json`), "{");
    expect(await listOutbox(dir)).toEqual([]);
  });

  it("is worth a retry when it cannot be written", async () => {
    await writeFile(join(root, "outbox"), "a file where the folder should be");
    expect((await outbox.send(mail())).kind).toBe("retry");
  });

  it("writes nothing outside its folder", async () => {
    expect((await outbox.send(mail({ actionId: "../../escaped", messageId: `<${ACTION_ID}@ai-coo>` }))).kind).toBe("final");
    expect(await readdir(root)).toEqual([]);
  });
});
