import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LookUp, SmsMessage, SmsTransport } from "#src/operations/index.ts";
import type { SmsFault, SmsStandIn } from "#simulator/sms/standIn.ts";
import { codedSms, FROM, NOW, OTHER_ID, PROVIDERS, sms } from "./smsMessages.ts";

const lookUp = (transport: SmsTransport, { actionId, to, body }: SmsMessage, since = NOW): Promise<LookUp> =>
  transport.lookUp({ actionId, to, body, since });

describe.each(Object.entries(PROVIDERS))("an SMS through %s", (_name, start) => {
  let standIn: SmsStandIn;
  let transport: SmsTransport;

  beforeEach(async () => {
    ({ standIn, transport } = await start());
  });
  afterEach(() => standIn.stop());

  it("leaves once, with the approved text byte for byte", async () => {
    expect(await transport.send(sms())).toEqual({ kind: "done", ref: standIn.sent()[0]?.id });
    expect(standIn.sent()).toMatchObject([{ to: sms().to, from: FROM, text: sms().body }]);
    expect(transport.repeatable).toBe(false);
  });

  it.each<[string, Partial<SmsMessage>]>([
    ["a number that is none", { to: "0612345678" }],
    ["a second recipient smuggled in", { to: "+33612345678,+33699999999" }],
    ["no text", { body: " \n" }],
    ["more text than anybody approved", { body: "x".repeat(321) }],
    ["a control character", { body: "Hello\u0000" }],
    ["an action id that is none", { actionId: "../1" }],
  ])("does not leave with %s", async (_what, over) => {
    expect((await transport.send(sms(over))).kind).toBe("final");
    expect(standIn.requests()).toEqual([]);
  });

  it.each<[string, SmsFault, "retry" | "final" | "unknown", number]>([
    ["is cut before anything is taken", { kind: "drop_before_accept" }, "unknown", 0],
    ["is cut after the SMS was taken", { kind: "drop_after_accept" }, "unknown", 1],
    ["never answers", { kind: "silence" }, "unknown", 1],
    ["is later than anybody waits", { kind: "delay", milliseconds: 700 }, "unknown", 0],
    ["is a server error after the SMS was taken", { kind: "answer_after_accept", status: 503 }, "unknown", 1],
    ["is a page of a proxy", { kind: "answer_after_accept", status: 200, body: "<html>Welcome</html>" }, "unknown", 1],
    [
      "is a success that does not say what became of it",
      { kind: "answer_after_accept", status: 200, body: { sid: `SM${"a".repeat(32)}`, status: "" } },
      "unknown",
      1,
    ],
    ["is an empty success", { kind: "answer_after_accept", status: 200, body: {} }, "unknown", 1],
    ["is 400", { kind: "answer", status: 400, body: {} }, "final", 0],
    ["is 401", { kind: "answer", status: 401, body: {} }, "retry", 0],
    ["is 402, no credit left", { kind: "answer", status: 402, body: {} }, "retry", 0],
    ["is 408", { kind: "answer", status: 408, body: {} }, "unknown", 0],
    ["is 409", { kind: "answer", status: 409, body: {} }, "unknown", 0],
    ["is 429", { kind: "answer", status: 429, body: {} }, "retry", 0],
    ["is 500", { kind: "answer", status: 500, body: {} }, "unknown", 0],
    ["is a redirect", { kind: "answer", status: 307, headers: { location: "/elsewhere" } }, "unknown", 0],
  ])("whose answer %s: %s", async (_what, fault, kind, taken) => {
    standIn.faults.add(fault);
    const outcome = await transport.send(sms());
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).not.toContain(standIn.apiKey);
    // one that is late may be taken after everybody has gone
    expect(fault.kind === "delay" || standIn.sent().length === taken).toBe(true);
    expect(standIn.requests().length).toBeLessThanOrEqual(1);
  });

  it("waits as long as it is told to", async () => {
    standIn.faults.add({ kind: "answer", status: 429, headers: { "retry-after": "7" }, body: {} });
    standIn.faults.add({ kind: "answer", status: 429, body: {} });
    expect(await transport.send(sms())).toMatchObject({ kind: "retry", retryAfterMs: 7_000 });
    expect(await transport.send(sms())).toMatchObject({ kind: "retry", retryAfterMs: 60_000 });
  });

  it("may be tried again when nobody listens: no byte has left", async () => {
    await standIn.stop();
    expect((await transport.send(sms())).kind).toBe("retry");
  });

  it("does not repeat the key that an answer repeats", async () => {
    standIn.faults.add({
      kind: "answer",
      status: 403,
      body: { error: `bad key ${standIn.apiKey}`, message: `bad key ${standIn.apiKey}`, data: { error: `bad key ${standIn.apiKey}` } },
    });
    expect(await transport.send(sms())).toMatchObject({ kind: "retry", reason: expect.stringContaining("bad key [key]") });
  });

  it("is found after its answer was lost", async () => {
    standIn.faults.add({ kind: "drop_after_accept" });
    await transport.send(codedSms());
    expect(await lookUp(transport, codedSms())).toEqual({ kind: "found", ref: standIn.sent()[0]?.id });
  });

  it("is not found while the index lags, and found afterwards", async () => {
    await transport.send(codedSms());
    standIn.faults.add({ kind: "blind_look_up" });
    expect(await lookUp(transport, codedSms())).toEqual({ kind: "not_found" });
    expect(await lookUp(transport, codedSms())).toMatchObject({ kind: "found" });
  });

  it("is not taken for another's, whatever the look-up shows", async () => {
    const other = { ...codedSms(), actionId: OTHER_ID, body: codedSms({ actionId: OTHER_ID }).body };
    await transport.send(other);
    await transport.send({ ...other, to: "+33699999999" });
    for (const kind of ["careless_look_up", "blind_look_up"] as const) {
      standIn.faults.add({ kind });
      expect(await lookUp(transport, codedSms())).toEqual({ kind: "not_found" });
    }
    expect(await lookUp(transport, codedSms())).toEqual({ kind: "not_found" });
  });

  it("that the provider took and then discarded did not reach anybody", async () => {
    await transport.send(codedSms());
    standIn.setStatus(standIn.sent()[0]!.id, "failed");
    expect(await lookUp(transport, codedSms())).toEqual({ kind: "not_found" });
    standIn.setStatus(standIn.sent()[0]!.id, "undelivered");
    expect(await lookUp(transport, codedSms())).toMatchObject({ kind: "found" });
  });

  it.each<[string, SmsFault]>([
    ["429", { kind: "answer", status: 429, on: "look_up" }],
    ["500", { kind: "answer", status: 500, on: "look_up" }],
    ["401", { kind: "answer", status: 401, on: "look_up" }],
    ["a page of a proxy", { kind: "answer", status: 200, body: "<html>", on: "look_up" }],
    ["a cut connection", { kind: "drop_before_accept", on: "look_up" }],
    ["no answer in time", { kind: "delay", milliseconds: 700, on: "look_up" }],
  ])("that could not be asked about is not the same as not found: %s", async (_what, fault) => {
    await transport.send(codedSms());
    standIn.faults.add(fault);
    await expect(lookUp(transport, codedSms())).rejects.toMatchObject({ code: "provider_unreachable" });
  });
});

describe.each(["SMTP2GO", "Twilio"])("a text without a code at %s", (name) => {
  let standIn: SmsStandIn;
  let transport: SmsTransport;
  let now = NOW;
  const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

  beforeEach(async () => {
    now = NOW;
    ({ standIn, transport } = await PROVIDERS[name]!({ now: () => now }));
  });
  afterEach(() => standIn.stop());

  it("is found as the one message of that text to that number", async () => {
    await transport.send(sms());
    expect(await lookUp(transport, sms())).toEqual({ kind: "found", ref: standIn.sent()[0]?.id });
    expect(await lookUp(transport, sms({ to: "+33699999999" }))).toEqual({ kind: "not_found" });
    expect(await lookUp(transport, sms({ body: `${sms().body}.` }))).toEqual({ kind: "not_found" });
  });

  it("is for a person to find among two of the same", async () => {
    await transport.send(sms());
    await transport.send(sms({ actionId: OTHER_ID }));
    expect(await lookUp(transport, sms())).toEqual({ kind: "not_found" });
  });

  it("is not an older message of the same text, though the clocks may differ by minutes", async () => {
    await transport.send(sms());
    now = later(30);
    expect(await lookUp(transport, sms(), later(4))).toMatchObject({ kind: "found" });
    expect(await lookUp(transport, sms(), later(6))).toEqual({ kind: "not_found" });
  });

  it("is found days later: the search begins before the intent", async () => {
    await transport.send(sms());
    now = later(20 * 24 * 60);
    expect(await lookUp(transport, sms())).toMatchObject({ kind: "found" });
  });
});
