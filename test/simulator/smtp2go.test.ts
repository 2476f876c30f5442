import { afterEach, beforeEach, expect, test } from "vitest";
import { type Smtp2go, startSmtp2go } from "#simulator/mail/smtp2go.ts";
import { NOW } from "./support.ts";

let provider: Smtp2go;
beforeEach(async () => {
  provider = await startSmtp2go({ now: () => NOW });
});
afterEach(() => provider.stop());

const MAIL = {
  sender: "Ours <accounts@ours.example>",
  to: ["Claire <claire@boulangerie.example>"],
  subject: "Rappel",
  text_body: "Bonjour",
  custom_headers: [{ header: "X-Aicoo-Action", value: "action-1" }],
  fastaccept: false,
};

async function post(path: string, body: object, key = provider.apiKey) {
  const response = await fetch(`${provider.url}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-smtp2go-api-key": key },
    body: JSON.stringify(body),
  });
  const { data } = (await response.json()) as { data: Record<string, unknown> };
  return { status: response.status, data };
}

const search = (more: object = {}) =>
  post("activity/search", {
    start_date: "2026-06-14T00:00:00Z",
    search_recipient: "claire@boulangerie.example",
    custom_headers: ["X-Aicoo-Action"],
    ...more,
  });

test("takes a mail and finds it by its recipient, with the header that was asked for", async () => {
  const sent = await post("email/send", MAIL);
  expect(sent).toMatchObject({ status: 200, data: { succeeded: 1, failed: 0 } });
  expect(provider.sent()).toMatchObject([{ subject: "Rappel", to: MAIL.to, headers: { "X-Aicoo-Action": "action-1" } }]);
  expect((await search()).data["events"]).toMatchObject([
    { email_id: sent.data["email_id"], custom_headers: { "X-Aicoo-Action": "action-1" } },
  ]);
});

test("a second call is a second mail: there is no idempotency key", async () => {
  await post("email/send", MAIL);
  await post("email/send", MAIL);
  expect(provider.sent()).toHaveLength(2);
});

test.each([
  ["without fastaccept: false", { fastaccept: undefined }],
  ["with an unknown field", { reply_to: "x@ours.example" }],
  ["without a recipient", { to: [] }],
  ["with a recipient that is no address", { to: ["claire"] }],
  ["with a line break in the subject", { subject: "a\nb" }],
  ["with a line break in a header", { custom_headers: [{ header: "X-A", value: "a\r\nBcc: x@ours.example" }] }],
  ["without a text", { text_body: undefined }],
])("refuses a mail %s", async (_what, change) => {
  expect(await post("email/send", { ...MAIL, ...change })).toMatchObject({
    status: 400,
    data: { error_code: expect.stringContaining("E_ApiResponseCodes") },
  });
  expect(provider.sent()).toEqual([]);
});

test("refuses another key", async () => {
  expect((await post("email/send", MAIL, "api-other")).status).toBe(401);
});

test("fails, cuts and lies as it is told to", async () => {
  provider.faults.add({ kind: "failed", reason: "suppressed address" });
  expect(await post("email/send", MAIL)).toEqual({ status: 200, data: { succeeded: 0, failed: 1, failures: ["suppressed address"] } });
  provider.faults.add({ kind: "status", status: 429 });
  expect((await post("email/send", MAIL)).status).toBe(429);
  provider.faults.add({ kind: "drop_before_accept" });
  await expect(post("email/send", MAIL)).rejects.toThrow("fetch failed");
  expect(provider.sent()).toEqual([]);
  provider.faults.add({ kind: "drop_after_accept" });
  await expect(post("email/send", MAIL)).rejects.toThrow("fetch failed");
  expect(provider.sent()).toHaveLength(1);
  provider.faults.add({ kind: "blind_search" });
  expect((await search()).data["events"]).toEqual([]);
  expect((await search()).data["events"]).toHaveLength(1);
});

test("searches from today where no start is given, and page by page", async () => {
  await post("email/send", MAIL);
  await post("email/send", MAIL);
  expect((await search({ start_date: "2026-06-16T00:00:00Z" })).data["events"]).toEqual([]);
  const first = await search({ limit: 1 });
  expect(first.data["events"]).toHaveLength(1);
  const second = await search({ limit: 1, continue_token: first.data["continue_token"] });
  expect(second.data).toMatchObject({ events: [{ event: "processed" }] });
  expect(second.data).not.toHaveProperty("continue_token");
});
