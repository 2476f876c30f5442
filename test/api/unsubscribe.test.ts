import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { getAction } from "#src/actions/index.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { deleteSuppression, listSuppressions } from "#src/db/access/suppressions.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { createListUnsubscribe } from "#src/main/listUnsubscribe.ts";
import { executeSafeOperation, smtp2goTransport, smtpTransport, type MailTransport, type OperationPorts } from "#src/operations/index.ts";
import { createUnsubscribeLinks, suppressAddress } from "#src/outreach/index.ts";
import { startSmtp2go, type Smtp2go } from "#simulator/mail/smtp2go.ts";
import { startSmtpSink, type SmtpSink } from "#simulator/mail/smtpSink.ts";
import { createTestApi, propose, type TestApi } from "#test/support/api.ts";
import type { DocumentParts } from "#test/support/protocolDocuments.ts";
import { AUTH_SECRET, inboundOfTests, ORG, PUBLIC_URL } from "./inboundScene.ts";

const FROM = "Accounts <accounts@ourcompany.example>";
const { inbound, links } = inboundOfTests();

let api: TestApi;
let ctx: Context;
let sink: SmtpSink;
let smtp2go: Smtp2go;
let partnerId = 9_000;
beforeAll(async () => {
  [api, sink, smtp2go] = await Promise.all([createTestApi({ inbound }), startSmtpSink(), startSmtp2go()]);
  ctx = { db: api.database.db, clock: api.clock, orgId: ORG, actor: "system:ai-coo" };
});
afterAll(async () => {
  await Promise.all([api[Symbol.asyncDispose](), sink.stop(), smtp2go.stop()]);
});
beforeEach(() => {
  sink.clear();
  smtp2go.clear();
});

const want = (listUnsubscribe: object) =>
  withTransaction(ctx, (inner) => saveOrgSettings(inner, "outreach", { listUnsubscribe: { enabled: true, ...listUnsubscribe } }));
const suppressed = async (address: string) =>
  (await withTransaction(ctx, listSuppressions))
    .filter((row) => row.address === address)
    .map(({ channel, reason }) => `${channel} ${reason}`);

/** Sends an action's mail as the executor does, with the links of an installation at this address. */
async function deliver(mail: MailTransport, parts: Partial<DocumentParts>, publicUrl = PUBLIC_URL) {
  const { action, actionId } = await propose(api, { parts: { partnerId: ++partnerId, ids: [partnerId], cc: [], ...parts } });
  const config = resolveConfig(readEnv({ ORG_ID: ORG, PUBLIC_URL: publicUrl, MAIL_FROM: FROM }));
  const ports = { mail, clock: systemClock, ...createListUnsubscribe(config, () => AUTH_SECRET, ctx) } as OperationPorts;
  const { operation } = action;
  const plain = operation.type === "send_email" ? { ...operation, inputs: { ...operation.inputs, attach_invoice_ids: [] } } : operation;
  return executeSafeOperation(plain, actionId, ORG, ports);
}
const overSmtp = () => smtpTransport({ url: sink.url, from: FROM });
const overSmtp2go = () => smtp2goTransport({ apiKey: smtp2go.apiKey, from: FROM, baseUrl: smtp2go.url });
const rawHeader = (name: string): string | undefined =>
  new RegExp(`^${name}: ((?:.*\r\n)(?:[ \t].*\r\n)*)`, "im")
    .exec(sink.messages()[0]!.raw)?.[1]
    ?.replaceAll(/\r\n[ \t]*/g, " ")
    .trim();
const offered = (header: string): string => /^<(https:[^>]+)>, <mailto:/.exec(header)![1]!;
const ask = (url: string, init: RequestInit = {}) => api.app.request(url.replace(PUBLIC_URL, ""), init);

describe("the header", () => {
  test("is not there unless the organisation wants it", async () => {
    await want({ enabled: false });
    await deliver(overSmtp(), { actionType: "follow_up_on_stale_deal", to: ["a@customer.example"] });
    expect(rawHeader("List-Unsubscribe")).toBeUndefined();
  });

  test("is not on reminders unless it is wanted there too", async () => {
    await want({});
    await deliver(overSmtp(), { actionType: "send_invoice_reminder", to: ["a@customer.example"] });
    expect(rawHeader("List-Unsubscribe")).toBeUndefined();
    sink.clear();
    await want({ transactional: true });
    await deliver(overSmtp(), { actionType: "send_invoice_reminder", to: ["a@customer.example"] });
    expect(rawHeader("List-Unsubscribe")).toMatch(/^<https:/);
  });

  test("needs a public https address", async () => {
    await want({});
    await deliver(overSmtp(), { actionType: "follow_up_on_stale_deal", to: ["a@customer.example"] }, "http://coo.example.com");
    expect(rawHeader("List-Unsubscribe")).toBeUndefined();
  });

  test("offers one click and a mail, over SMTP", async () => {
    await want({});
    await deliver(overSmtp(), { actionType: "follow_up_on_stale_deal", to: ["One.Click@customer.example"] });
    const header = rawHeader("List-Unsubscribe")!;
    expect(header).toMatch(
      /^<https:\/\/coo\.example\.com\/unsubscribe\/[\w-]+>, <mailto:accounts@ourcompany\.example\?subject=unsubscribe>$/,
    );
    expect(rawHeader("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    expect(links.open(offered(header).split("/").at(-1)!)).toEqual({ orgId: ORG, channel: "email", address: "one.click@customer.example" });
    expect(header).not.toContain("customer.example");
  });

  test("offers each recipient of SMTP2GO their own", async () => {
    await want({ mailto: "leave@ourcompany.example" });
    await deliver(overSmtp2go(), { actionType: "follow_up_on_stale_deal", to: ["x@customer.example", "y@customer.example"] });
    const whom = smtp2go.sent().map(({ headers }) => links.open(offered(headers["List-Unsubscribe"]!).split("/").at(-1)!)?.address);
    expect(whom).toEqual(["x@customer.example", "y@customer.example"]);
    expect(smtp2go.sent()[0]!.headers).toMatchObject({
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "List-Unsubscribe": expect.stringContaining("<mailto:leave@ourcompany.example?subject=unsubscribe>") as string,
    });
  });

  test("offers only a mail where several people get one copy: a click would not say who clicked", async () => {
    await want({});
    await deliver(overSmtp(), { actionType: "follow_up_on_stale_deal", to: ["x@customer.example", "y@customer.example"] });
    expect([rawHeader("List-Unsubscribe"), rawHeader("List-Unsubscribe-Post")]).toEqual([
      "<mailto:accounts@ourcompany.example?subject=unsubscribe>",
      undefined,
    ]);
  });

  test("that cannot be decided keeps the mail back for now, and does not leave it in doubt", async () => {
    await withTransaction(ctx, (inner) => saveOrgSettings(inner, "outreach", { listUnsubscribe: "yes" }));
    expect(await deliver(overSmtp(), { actionType: "follow_up_on_stale_deal", to: ["a@customer.example"] })).toMatchObject({
      kind: "retry",
    });
    expect(sink.messages()).toEqual([]);
  });
});

describe("the link", () => {
  const linkOf = (address: string, orgId = ORG) => `/unsubscribe/${links.seal({ orgId, channel: "email", address })}`;
  const oneClick: RequestInit = {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  };

  test("unsubscribes by a POST without any session, and holds the customer's actions", async () => {
    const address = "leaver@customer.example";
    const { actionId } = await propose(api, { parts: { partnerId: ++partnerId, ids: [partnerId], to: [address], cc: [] } });
    expect((await ask(linkOf(address), oneClick)).status).toBe(200);
    expect(await suppressed(address)).toEqual(["email unsubscribe"]);
    expect((await getAction({ ctx, input: { actionId } })).holdReason).toBe(`${address} has unsubscribed.`);
    expect((await ask(linkOf(address), oneClick)).status).toBe(200);
  });

  test.each(["GET", "HEAD"])("%s changes nothing, however often", async (method) => {
    const address = `looker-${method.toLowerCase()}@customer.example`;
    for (let time = 0; time < 3; time++) expect((await ask(linkOf(address), { method })).status).toBe(200);
    expect(await suppressed(address)).toEqual([]);
  });

  test("shows a page that asks, in the reader's language, under the strictest policy that lets its form be sent", async () => {
    const address = "a&b@customer.example";
    const english = await ask(linkOf(address));
    const page = await english.text();
    expect(page).toContain("Shall we stop writing to a&amp;b@customer.example?");
    expect(page).toMatch(/<form method="post"><button type="submit">/);
    expect(page).not.toMatch(/<script|onload|http-equiv/);
    expect(english.headers.get("content-security-policy")).toMatch(/default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
    expect([english.headers.get("referrer-policy"), english.headers.get("cache-control")]).toEqual(["no-referrer", "no-store"]);
    const french = await (await ask(linkOf(address), { headers: { "accept-language": "fr-BE,en;q=0.5" } })).text();
    expect(french).toContain("Ne plus écrire à");
    const german = await (await ask(linkOf(address), { headers: { "accept-language": "nl,de-AT;q=0.7,en;q=0.5" } })).text();
    expect(german).toContain("Sollen wir nicht mehr an a&amp;b@customer.example schreiben?");
    const spanish = await (await ask(linkOf(address), { headers: { "accept-language": "es-MX" } })).text();
    expect(spanish).toContain("¿Dejamos de escribir a a&amp;b@customer.example?");
  });

  test("that nobody made, of another organisation, or of another secret is none", async () => {
    const made = linkOf("forger@customer.example");
    const changed = made.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    const foreign = `/unsubscribe/${createUnsubscribeLinks("another secret").seal({ orgId: ORG, channel: "email", address: "forger@customer.example" })}`;
    for (const link of [
      changed,
      foreign,
      linkOf("forger@customer.example", "org-other"),
      `${made}A`,
      "/unsubscribe/x",
      `/unsubscribe/${"A".repeat(80)}`,
    ]) {
      expect([(await ask(link)).status, (await ask(link, oneClick)).status]).toEqual([404, 404]);
    }
    expect(await suppressed("forger@customer.example")).toEqual([]);
  });

  test("works again for somebody who was taken off the list in between", async () => {
    const address = "again@customer.example";
    await ask(linkOf(address), oneClick);
    await withTransaction(ctx, (inner) => deleteSuppression(inner, { channel: "email", address }));
    await ask(linkOf(address), oneClick);
    expect(await suppressed(address)).toEqual(["email unsubscribe"]);
  });

  test.each(["hard_bounce", "manual", "odoo_blacklist"] as const)("is the person's wish on a list where only %s stood", async (reason) => {
    const address = `listed-${reason}@customer.example`;
    const list = (why: typeof reason | "unsubscribe") =>
      withTransaction(ctx, (inner) => suppressAddress(inner, { channel: "email", address, reason: why }));
    await list(reason);
    const { actionId } = await propose(api, { parts: { partnerId: ++partnerId, ids: [partnerId], to: [address], cc: [] } });
    expect((await ask(linkOf(address), oneClick)).status).toBe(200);
    expect(await suppressed(address)).toEqual(["email unsubscribe"]);
    expect((await getAction({ ctx, input: { actionId } })).holdReason).toBe(`${address} has unsubscribed.`);
    expect([await list(reason), await list("unsubscribe")]).toEqual([{ added: false }, { added: false }]);
    expect(await suppressed(address)).toEqual(["email unsubscribe"]);
  });

  test("takes no long body", async () => {
    expect((await ask(linkOf("long@customer.example"), { ...oneClick, body: "x".repeat(10_000) })).status).toBe(413);
    expect(await suppressed("long@customer.example")).toEqual([]);
  });
});
