import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { READER_CALLS, WRITER_CALLS, type OdooCall } from "#src/odoo/transport/index.ts";
import { effectOf } from "#src/odoo/write/index.ts";
import { failure } from "#test/contract/session.ts";
import { callerOf, fault, hangUp, html, json, silence, startFakeServer, type FakeServer } from "./fakeServer.ts";

const READ: OdooCall = { model: "res.partner", method: "search_count", args: { domain: [] } };
const WRITE: OdooCall = { model: "crm.lead", method: "write", ids: [1], args: { vals: { stage_id: 2 } } };

describe("trying again", () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await startFakeServer();
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
  });

  test.each([
    ["a cut connection", hangUp],
    ["a gateway's page", html(502)],
    ["a server that restarts", html(503)],
    ["a gateway that waited too long", html(504)],
    ["too many requests", json({}, 429)],
    ["a conflict that outlasted Odoo's own retries", fault(500, "psycopg2.errors.SerializationFailure", "could not serialize access")],
  ])("a read is tried again after %s", async (_title, trouble) => {
    server.answer(trouble, trouble, json(7));
    expect(await callerOf(server.url, { allowed: READER_CALLS }).call(READ)).toBe(7);
    expect(server.seen).toHaveLength(3);
  });

  test("a read is tried three times, then the last error is told", async () => {
    server.answer(html(503));
    await failure(callerOf(server.url, { allowed: READER_CALLS }).call(READ), "odoo_unreachable");
    expect(server.seen).toHaveLength(3);
  });

  test.each([
    ["hangUp", hangUp, "odoo_unreachable"],
    ["502", html(502), "odoo_unreachable"],
    ["429", json({}, 429), "odoo_unreachable"],
    ["a page", html(200), "odoo_bad_answer"],
  ] as const)("a write is never tried twice: %s", async (_title, trouble, code) => {
    const pauses = { milliseconds: [] };
    server.answer(trouble);
    await failure(callerOf(server.url, { allowed: WRITER_CALLS }, pauses).call(WRITE), code);
    expect(server.seen).toHaveLength(1);
    expect(pauses.milliseconds).toEqual([]);
  });

  test.each([
    ["a refusal", fault(422, "odoo.exceptions.UserError", "No"), "odoo_refused"],
    ["a missing right", fault(403, "odoo.exceptions.AccessError", "No"), "odoo_forbidden"],
    ["a wrong key", fault(401, "werkzeug.exceptions.Unauthorized", "No"), "odoo_unauthenticated"],
    ["a page", html(200), "odoo_bad_answer"],
  ] as const)("a read is not tried again after %s", async (_title, trouble, code) => {
    server.answer(trouble);
    await failure(callerOf(server.url, { allowed: READER_CALLS }).call(READ), code);
    expect(server.seen).toHaveLength(1);
  });

  test("pauses are random under a bound that doubles", async () => {
    const pauses = { milliseconds: [] as number[] };
    server.answer(html(503));
    for (let run = 0; run < 20; run++)
      await failure(callerOf(server.url, { allowed: READER_CALLS }, pauses).call(READ), "odoo_unreachable");
    const [first, second] = [0, 1].map((turn) => pauses.milliseconds.filter((_, index) => index % 2 === turn));
    expect(Math.max(...(first ?? []))).toBeLessThanOrEqual(250);
    expect(Math.max(...(second ?? []))).toBeLessThanOrEqual(500);
    expect(new Set(pauses.milliseconds).size).toBeGreaterThan(10);
  });

  test("a server that names a time is given it, up to a bound", async () => {
    const pauses = { milliseconds: [] as number[] };
    server.answer(json({}, 429, { "retry-after": "3" }), json({}, 429, { "retry-after": "600" }), json(1));
    await callerOf(server.url, { allowed: READER_CALLS }, pauses).call(READ);
    expect(pauses.milliseconds).toEqual([3000, 10_000]);
  });

  test("no answer in time is odoo_timeout: a read is tried again, a write is not and may have happened", async () => {
    server.answer(silence);
    await failure(callerOf(server.url, { allowed: READER_CALLS, timeoutMs: 20 }).call(READ), "odoo_timeout");
    expect(server.seen).toHaveLength(3);
    const error = await failure(callerOf(server.url, { allowed: WRITER_CALLS, timeoutMs: 20 }).call(WRITE), "odoo_timeout");
    expect(server.seen).toHaveLength(4);
    expect(effectOf(error)).toBe("unknown");
  });
});

describe("what a failed write may have done", () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await startFakeServer();
  });
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
  });

  test.each([
    ["cut after it was sent", hangUp, "unknown"],
    ["a gateway's 502", html(502), "unknown"],
    ["a page instead of an answer", html(200), "unknown"],
    ["a redirect that asks for the same elsewhere", html(307), "none"],
    ["a redirect that may follow what was done", html(302), "unknown"],
    ["a proxy that gave up waiting", html(408), "unknown"],
    ["a page of a refusal", html(403), "none"],
    ["too many requests", json({}, 429), "none"],
    ["Odoo's refusal", fault(422, "odoo.exceptions.ValidationError", "No"), "none"],
    ["Odoo's 403", fault(403, "odoo.exceptions.AccessError", "No"), "none"],
    ["Odoo's 404", fault(404, "odoo.exceptions.MissingError", "Gone"), "none"],
    ["a constraint of the database", fault(500, "psycopg2.errors.NotNullViolation", "null"), "none"],
    ["a session that was ended, maybe at its commit", fault(500, "psycopg2.errors.AdminShutdown", "gone"), "unknown"],
    ["a class that merely resembles a known one", fault(500, "psycopg2.OperationalErrorx", "gone"), "unknown"],
    ["a database that went away", fault(500, "psycopg2.OperationalError", "gone"), "unknown"],
    ["an error that nobody knows", fault(500, "some.addon.Surprise", "?"), "unknown"],
    ["JSON in no known form", json(["?"], 500), "unknown"],
  ] as const)("%s: %s", async (_title, trouble, effect) => {
    server.answer(trouble);
    const caller = callerOf(server.url, { allowed: WRITER_CALLS });
    const error: unknown = await caller.call(WRITE).catch((caught: unknown) => caught);
    expect(effectOf(error)).toBe(effect);
  });

  test("nothing, when nobody listens", async () => {
    const { url } = server;
    await server[Symbol.asyncDispose]();
    const error = await failure(callerOf(url, { allowed: WRITER_CALLS }).call(WRITE), "odoo_unreachable");
    expect(error.details).toMatchObject({ systemCode: "ECONNREFUSED", effect: "none" });
    server = await startFakeServer();
  });

  test("nothing, when the release could not be found out", async () => {
    server.answer(html(200));
    const error = await failure(callerOf(server.url, { allowed: WRITER_CALLS, transport: "auto" }).call(WRITE), "odoo_bad_answer");
    expect(effectOf(error)).toBe("none");
  });

  test("nothing, when the login was cut", async () => {
    server.answer(hangUp);
    const error = await failure(callerOf(server.url, { allowed: WRITER_CALLS, transport: "jsonrpc" }).call(WRITE), "odoo_unreachable");
    expect(effectOf(error)).toBe("none");
  });

  test("nothing, when a read fails", async () => {
    server.answer(hangUp);
    const error = await failure(callerOf(server.url, { allowed: READER_CALLS }).call(READ), "odoo_unreachable");
    expect(effectOf(error)).toBe("none");
  });

  test("an error from elsewhere says nothing, so: unknown", () => {
    expect(effectOf(new Error("?"))).toBe("unknown");
  });
});
