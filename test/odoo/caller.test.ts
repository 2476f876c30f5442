import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectOdoo } from "#src/odoo/connect.ts";
import { METHODS, READER_CALLS, WRITER_CALLS, type MethodName, type OdooCall } from "#src/odoo/transport/index.ts";
import { failure } from "#test/contract/session.ts";
import { callerOf, json, KEY, silence, startFakeServer, type FakeServer, type Handler } from "./fakeServer.ts";

const READ: OdooCall = { model: "res.partner", method: "search_count", args: { domain: [] } };

let server: FakeServer;
beforeEach(async () => {
  server = await startFakeServer();
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
});

describe("what a credential may call", () => {
  const methods = Object.keys(METHODS) as MethodName[];

  test.each(methods.filter((method) => METHODS[method].kind === "write"))(
    "the reader's may not %s, and nothing is sent",
    async (method) => {
      server.answer(json(true));
      const caller = callerOf(server.url, { allowed: READER_CALLS });
      for (const model of ["res.partner", "crm.lead", "project.task", "mail.activity"]) {
        const error = await failure(caller.call({ model, method, ids: [1] }), "forbidden");
        expect(error.details).toMatchObject({ model, method, effect: "none" });
      }
      expect(server.seen).toEqual([]);
    },
  );

  test.each([
    ["write", "res.users"],
    ["write", "account.move"],
    ["load", "res.partner"],
    ["load", "account.move"],
    ["message_post", "mail.channel"],
    ["search_read", "res.partner"],
    ["check_object_reference", "res.partner"],
  ] as const)("the writer's may not %s %s", async (method, model) => {
    server.answer(json(true));
    await failure(callerOf(server.url, { allowed: WRITER_CALLS }).call({ model, method, ids: [1] }), "forbidden");
    expect(server.seen).toEqual([]);
  });

  test("a reader has its own key where there is one, and never sends the writer's", async () => {
    server.answer(json(3));
    const { reader, writer, close } = connectOdoo({
      url: server.url,
      database: "db",
      login: "bot",
      apiKey: KEY,
      readApiKey: "reading-key",
      transport: "json2",
    });
    await reader.count("res.partner", []);
    server.answer(json(true));
    await writer.write("crm.lead", [1], { stage_id: 2 });
    await close();
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(["bearer reading-key", `bearer ${KEY}`]);
  });

  test("the reader's login is its own too", async () => {
    server.answer(json({ jsonrpc: "2.0", id: 1, result: 5 }));
    const { reader, close } = connectOdoo({
      url: server.url,
      database: "db",
      login: "bot",
      apiKey: KEY,
      readLogin: "looker",
      readApiKey: "reading-key",
      transport: "jsonrpc",
    });
    await reader.count("res.partner", []);
    await close();
    expect(server.seen[0]?.body["params"]).toMatchObject({ service: "common", method: "login", args: ["db", "looker", "reading-key"] });
  });
});

describe("calls at once", () => {
  test("no more than allowed, and each is made", async () => {
    let running = 0;
    let most = 0;
    const order: unknown[] = [];
    const handler: Handler = async (request, response) => {
      running += 1;
      most = Math.max(most, running);
      order.push(request.body["domain"]);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      response.writeHead(200, { "content-type": "application/json" }).end("1");
    };
    server.answer(handler);
    const caller = callerOf(server.url, { allowed: READER_CALLS, maxConcurrent: 2 });
    const calls = Array.from({ length: 9 }, (_, index) => caller.call({ ...READ, args: { domain: [["id", "=", index]] } }));
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 9 }, () => 1));
    expect(most).toBe(2);
    expect(new Set(order.map((domain) => JSON.stringify(domain))).size).toBe(9);
  });

  test("a failed call gives its place back", async () => {
    server.answer(json({ name: "odoo.exceptions.UserError", message: "No" }, 422), json(1));
    const caller = callerOf(server.url, { allowed: READER_CALLS, maxConcurrent: 1 });
    await failure(caller.call(READ), "odoo_refused");
    expect(await caller.call(READ)).toBe(1);
  });

  test("closing stops what is under way and what waits, and refuses what comes after", async () => {
    let arrived = (): void => undefined;
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    server.answer((...args) => {
      arrived();
      return silence(...args);
    });
    const { reader, close } = connectOdoo({
      url: server.url,
      database: "db",
      login: "bot",
      apiKey: KEY,
      transport: "json2",
      maxConcurrent: 1,
    });
    const running = failure(reader.count("res.partner", []), "odoo_unreachable");
    const waiting = failure(reader.count("res.partner", []), "odoo_unreachable");
    await reached;
    await close();
    await close();
    await Promise.all([running, waiting]);
    await failure(reader.count("res.partner", []), "odoo_unreachable");
    expect(server.seen).toHaveLength(1);
  });
});

describe("choosing the transport", () => {
  const version = (major: number): Handler => json({ version: `${major}.0`, version_info: [major, 0, 0, "final", 0, ""] });
  const old: Handler = (request, response) => {
    const found = request.path === "/web/webclient/version_info";
    const result = { server_version: "14.0", server_version_info: [14, 0, 0, "final", 0, ""] };
    response.writeHead(found ? 200 : 404, { "content-type": found ? "application/json" : "text/html" });
    response.end(found ? JSON.stringify({ jsonrpc: "2.0", id: null, result }) : "<html>404</html>");
  };

  test("JSON-2 from 19 on, asked once for all calls", async () => {
    server.answer(version(19), json(4));
    const caller = callerOf(server.url, { allowed: READER_CALLS, transport: "auto" });
    await caller.call(READ);
    await caller.call(READ);
    expect(server.seen.map(({ path }) => path)).toEqual([
      "/web/version",
      "/json/2/res.partner/search_count",
      "/json/2/res.partner/search_count",
    ]);
    expect(server.seen[1]).toMatchObject({
      method: "POST",
      body: { domain: [] },
      headers: { authorization: `bearer ${KEY}`, "x-odoo-database": "db", "content-type": "application/json" },
    });
  });

  test("JSON-RPC before, with one login for all calls at once", async () => {
    server.answer(old, old, json({ jsonrpc: "2.0", id: 1, result: 8 }));
    const caller = callerOf(server.url, { allowed: READER_CALLS, transport: "auto" });
    await Promise.all([caller.call(READ), caller.call(READ), caller.call(READ)]);
    expect(server.seen.map(({ path }) => path)).toEqual([
      "/web/version",
      "/web/webclient/version_info",
      "/jsonrpc",
      "/jsonrpc",
      "/jsonrpc",
      "/jsonrpc",
    ]);
    expect(await caller.release()).toEqual({ major: 14, version: "14.0" });
    expect(server.seen[3]?.body["params"]).toEqual({
      service: "object",
      method: "execute_kw",
      args: ["db", 8, KEY, "res.partner", "search_count", [[]], {}],
    });
  });

  test("a release of the SaaS", async () => {
    server.answer(json({ version: "saas~18.3", version_info: ["saas~18", 3, 0, "final", 0, ""] }));
    expect(await callerOf(server.url, { allowed: READER_CALLS }).release()).toEqual({ major: 18, version: "saas~18.3" });
  });

  test("a server that is not Odoo is odoo_bad_answer", async () => {
    server.answer(json({ hello: "world" }));
    const error = await failure(callerOf(server.url, { allowed: READER_CALLS, transport: "auto" }).call(READ), "odoo_bad_answer");
    expect(error.next).toContain("ODOO_URL");
  });

  test("a failed login is asked again by the next call", async () => {
    server.answer(json({ jsonrpc: "2.0", id: 1, result: false }), json({ jsonrpc: "2.0", id: 1, result: 8 }));
    const caller = callerOf(server.url, { allowed: READER_CALLS, transport: "jsonrpc" });
    await failure(caller.call(READ), "odoo_unauthenticated");
    expect(await caller.call(READ)).toBe(8);
  });

  test("arguments go by position where names differ between releases, and by name where not", async () => {
    server.answer(json({ jsonrpc: "2.0", id: 1, result: 8 }));
    const caller = callerOf(server.url, { allowed: { ...READER_CALLS, message_post: "*" }, transport: "jsonrpc" });
    await caller.call({ model: "res.partner", method: "search_read", args: { domain: [], order: "id" }, context: { lang: "fr_FR" } });
    await caller.call({ model: "res.partner", method: "message_post", ids: [3], args: { body: "x" } });
    const sent = server.seen.slice(1).map(({ body }) => (body["params"] as { args: unknown[] }).args.slice(3));
    expect(sent).toEqual([
      ["res.partner", "search_read", [[], null, 0, null, "id"], { context: { lang: "fr_FR" } }],
      ["res.partner", "message_post", [[3]], { body: "x" }],
    ]);
  });
});

describe("the address", () => {
  test.each(["", "erp.example.com", "ftp://erp.example.com", "https://user:secret@erp.example.com"])("%j is config_invalid", (url) => {
    const connect = (): unknown => connectOdoo({ url, database: "db", login: "bot", apiKey: KEY });
    expect(connect).toThrow(expect.objectContaining({ code: "config_invalid" }));
    expect(connect).not.toThrow(/secret/);
  });

  test("a path and a trailing slash are kept and cut", async () => {
    server.answer(json(1));
    const { reader, close } = connectOdoo({ url: `${server.url}/erp/`, database: "db", login: "bot", apiKey: KEY, transport: "json2" });
    await reader.count("res.partner", []);
    await close();
    expect(server.seen[0]?.path).toBe("/erp/json/2/res.partner/search_count");
  });
});
