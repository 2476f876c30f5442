import { expect, test } from "vitest";
import { listSuppressions } from "#src/db/access/suppressions.ts";
import { withTransaction } from "#src/db/index.ts";
import { createLogger } from "#src/lib/logger.ts";
import { createTestApi, propose, type TestApi } from "#test/support/api.ts";
import { inboundOfTests, ORG } from "./inboundScene.ts";

const { inbound, pathOf } = inboundOfTests();
const SMTP2GO = pathOf("SMTP2GO");
const GATEWAY = pathOf("Your own gateway");

const post = ({ app }: TestApi, path: string, body: unknown) =>
  app.request(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const listed = async ({ database, clock }: TestApi) => {
  const rows = await withTransaction({ db: database.db, clock, orgId: ORG, actor: "system:ai-coo" }, listSuppressions);
  return rows.map(({ address, reason }) => `${address} ${reason}`).toSorted();
};

test("a failure of ours is logged without the secret in the address", async () => {
  const lines: string[] = [];
  const logger = createLogger("info", { write: (line) => void lines.push(line) });
  const broken = {
    ...inbound,
    isSecret: (): boolean => {
      throw new TypeError("broken");
    },
  };
  await using own = await createTestApi({ inbound: broken, logger });
  const answer = await post(own, SMTP2GO, {});
  expect([answer.status, lines.length]).toEqual([500, 1]);
  expect(lines[0]).toContain("/api/webhooks/:org/smtp2go/:secret");
  expect(lines[0]).not.toContain(SMTP2GO.split("/").at(-1));
});

test("a stop that comes while the process is being stopped is taken", async () => {
  await using own = await createTestApi({ inbound, ending: AbortSignal.abort() });
  expect((await post(own, GATEWAY, { id: "1", from: "+33612000021", message: "STOP" })).status).toBe(200);
  expect(await listed(own)).toEqual(["+33612000021 stop"]);
  expect((await post(own, "/api/ai-coo/actions/x/approve", {})).status).toBe(503);
});

test("an event that cannot be read does not take the others of its list with it", async () => {
  const lines: string[] = [];
  await using own = await createTestApi({ inbound, logger: createLogger("info", { write: (line) => void lines.push(line) }) });
  const spam = (rcpt: string) => ({ event: "spam", rcpt, email_id: rcpt, time: "2026-03-02T10:00:00Z" });
  const mails = await post(own, SMTP2GO, [spam("a@x.example"), { event: "spam", rcpt: "nobody" }, 7, spam("b@x.example")]);
  expect([mails.status, await mails.json()]).toEqual([200, { received: 2 }]);
  const stop = (from: string) => ({ id: from, from, message: "STOP" });
  const texts = await post(own, GATEWAY, [stop("nobody"), stop("+33612000031")]);
  expect([texts.status, await texts.json()]).toEqual([200, { received: 1 }]);
  expect(await listed(own)).toEqual(["+33612000031 stop", "a@x.example complaint", "b@x.example complaint"]);
  expect(lines).toHaveLength(3);
  expect((await post(own, GATEWAY, [stop("nobody"), 7])).status).toBe(400);
});

test("a number without its country counts only where it is one that we write to", async () => {
  await using own = await createTestApi({ inbound });
  await propose(own, { parts: { actionType: "send_deal_check_in", partnerId: 7, ids: [7], phone: "+33612000041" } });
  const stop = (id: string, from: string | number) => post(own, GATEWAY, { id, from, message: "STOP" });
  expect((await stop("1", "4155551234")).status).toBe(400);
  expect((await stop("2", 33612000041)).status).toBe(200);
  expect((await stop("3", "0033612000042")).status).toBe(200);
  expect(await listed(own)).toEqual(["+33612000041 stop", "+33612000042 stop"]);
});
