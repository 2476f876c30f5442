import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { char, defineModel, firstOf, integer, many2oneIds, number, optional, x2many } from "#src/odoo/models/index.ts";
import { READER_CALLS, type OdooCall } from "#src/odoo/transport/index.ts";
import { failure } from "#test/contract/session.ts";
import { callerOf, fault, html, json, KEY, startFakeServer, type FakeServer, type Handler } from "./fakeServer.ts";

const READ: OdooCall = { model: "res.partner", method: "search_count", args: { domain: [] } };

let server: FakeServer;
let connection: OdooConnection;
beforeEach(async () => {
  server = await startFakeServer();
  connection = connectOdoo({ url: server.url, database: "db", login: "bot", apiKey: KEY, transport: "json2" });
});
afterEach(async () => {
  await connection.close();
  await server[Symbol.asyncDispose]();
});

/** Answers `fields_get` with these types and everything else with `rows`. */
function model(types: Readonly<Record<string, string>>, rows: unknown): Handler {
  return (request, ...rest) => {
    const fields = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]));
    return json(request.path.endsWith("/fields_get") ? fields : rows)(request, ...rest);
  };
}

describe("what must never be printed", () => {
  test.each([
    ["a refusal that quotes it", fault(422, "odoo.exceptions.UserError", `Key ${KEY} is not allowed here`)],
    [
      "a traceback inside the message",
      fault(500, "builtins.ValueError", `Bad\nTraceback (most recent call last):\n  File "odoo/addons/x.py" ${KEY}`),
    ],
    ["the database's own text", fault(500, "psycopg2.errors.UniqueViolation", `INSERT INTO res_users VALUES ('${KEY}')`)],
    ["a page", html(200, `<html>${KEY}</html>`)],
    ["an answer in no known form", json({ echoed: KEY }, 500)],
  ])("key and traceback: %s", async (_title, trouble) => {
    server.answer(trouble);
    const error: unknown = await callerOf(server.url, { allowed: READER_CALLS })
      .call(READ)
      .catch((caught: unknown) => caught);
    const printed = `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${String(error)}`;
    expect(error).toMatchObject({ name: "AiCooError" });
    expect(printed).not.toContain(KEY);
    expect(printed).not.toContain("Traceback");
    expect(printed).not.toContain("INSERT INTO");
  });

  test("the key, when the connection fails", async () => {
    const { url } = server;
    await server[Symbol.asyncDispose]();
    for (const transport of ["json2", "jsonrpc"] as const) {
      const error = await failure(callerOf(url, { allowed: READER_CALLS, transport }).call(READ), "odoo_unreachable", [KEY]);
      expect(error.message).toContain(url);
    }
    server = await startFakeServer();
  });

  test("a long reason is cut, on one line", async () => {
    server.answer(fault(422, "odoo.exceptions.UserError", `Because\n\n  ${"of this ".repeat(500)}`));
    const error = await failure(callerOf(server.url, { allowed: READER_CALLS }).call(READ), "odoo_refused");
    expect(error.message).toMatch(/^Odoo refused to read res\.partner: Because of this .*…$/);
    expect(error.message.length).toBeLessThan(500);
  });
});

describe("answers that are not Odoo's", () => {
  test.each([
    ["HTML", html(200)],
    ["HTML with 404", html(404)],
    ["a login page behind a redirect", html(303)],
    [
      "broken JSON",
      ((_request, response) => void response.writeHead(200, { "content-type": "application/json" }).end('{"a":')) satisfies Handler,
    ],
    ["nothing", ((_request, response) => void response.writeHead(200).end()) satisfies Handler],
    ["more than fits", json("x".repeat(200_000))],
  ])("%s is odoo_bad_answer", async (_title, trouble) => {
    server.answer(trouble);
    await failure(callerOf(server.url, { allowed: READER_CALLS }).call(READ), "odoo_bad_answer");
    expect(server.seen).toHaveLength(1);
  });

  test("a redirect is not followed, so the key goes nowhere else", async () => {
    await using elsewhere = await startFakeServer();
    elsewhere.answer(json(1));
    server.answer((_request, response) => void response.writeHead(307, { location: elsewhere.url }).end());
    await failure(callerOf(server.url, { allowed: READER_CALLS }).call(READ), "odoo_bad_answer");
    expect(elsewhere.seen).toEqual([]);
  });

  test.each([
    ["a list instead of an envelope", []],
    ["an envelope of another protocol", { jsonrpc: "1.0", result: 1 }],
    ["an error without a class", { jsonrpc: "2.0", error: { message: "?" } }],
  ])("JSON-RPC: %s is odoo_bad_answer", async (_title, answer) => {
    server.answer(json(answer));
    const error = await failure(callerOf(server.url, { allowed: READER_CALLS, transport: "jsonrpc" }).call(READ), "odoo_bad_answer");
    expect(error.details).toMatchObject({ effect: "none" });
  });

  test.each([
    ["a count that is text", "7", () => connection.reader.count("res.partner", [])],
    ["rows that are no list", { records: [] }, () => connection.reader.searchRead({ model: "res.partner", domain: [], fields: ["name"] })],
    ["rows that are no records", [1, 2], () => connection.reader.searchRead({ model: "res.partner", domain: [], fields: ["name"] })],
    ["rows without ids", [{ name: "x" }], () => connection.reader.searchRead({ model: "res.partner", domain: [], fields: ["name"] })],
    ["fields that are a list", [], () => connection.reader.fields("res.partner")],
    ["a write that is not confirmed", false, () => connection.writer.write("crm.lead", [1], { stage_id: 1 })],
    ["a note that is something else", { id: 1 }, () => connection.writer.findNote("<a@ai-coo>")],
    ["a look-up that is something else", "project.task", () => connection.writer.findKeyed("a")],
  ] as const)("%s is odoo_bad_answer", async (_title, answer, call) => {
    server.answer(json(answer));
    expect((await failure(call(), "odoo_bad_answer")).message).toMatch(/^Odoo/);
  });

  test("a number that is too great to be one is odoo_bad_answer", async () => {
    server.answer(
      (_request, response) => void response.writeHead(200, { "content-type": "application/json" }).end('[{"id":1,"color":1e999}]'),
    );
    const error = await failure(connection.reader.searchRead({ model: "res.partner", domain: [], fields: ["color"] }), "odoo_bad_answer");
    expect(error.details).toMatchObject({ effect: "none" });
  });
});

describe("records", () => {
  const thing = defineModel("x.thing", {
    name: char(),
    amount: number(),
    extra: optional(char()),
    owner_ids: firstOf({ user_ids: x2many(), user_id: many2oneIds() }),
  });

  test("what the server lacks is not asked for and reads as null; the first known source is taken", async () => {
    server.answer(
      model({ name: "char", amount: "monetary", user_id: "many2one" }, [{ id: 3, name: false, amount: 2, user_id: [9, "Ann"] }]),
    );
    expect(await connection.reader.list(thing, { domain: [] })).toEqual([{ id: 3, name: null, amount: 2, extra: null, owner_ids: [9] }]);
    expect(server.seen.at(-1)?.body["fields"]).toEqual(["name", "amount", "user_id"]);
  });

  test("a field of another type than the product reads counts as lacking", async () => {
    server.answer(
      model({ name: "char", amount: "float", extra: "many2one", user_ids: "many2many" }, [{ id: 3, name: "a", amount: 2, user_ids: [] }]),
    );
    expect((await connection.reader.list(thing, { domain: [] }))[0]).toMatchObject({ extra: null, owner_ids: [] });
  });

  test("a required field that is not there is told by its names", async () => {
    server.answer(model({ name: "char", amount: "float" }, []));
    const error = await failure(connection.reader.list(thing, { domain: [] }), "odoo_bad_answer");
    expect(error.message).toContain("user_ids or user_id");
  });

  test("a value of another type names record and field, not the value", async () => {
    server.answer(model({ name: "char", amount: "float", user_ids: "many2many" }, [{ id: 3, name: "a", amount: "private", user_ids: [] }]));
    const error = await failure(connection.reader.list(thing, { domain: [] }), "odoo_bad_answer", ["private"]);
    expect(error.details).toMatchObject({ model: "x.thing", id: 3, field: "amount" });
  });

  test("fields are asked once per model, also by many at once, and again after a failure", async () => {
    server.answer(fault(422, "odoo.exceptions.UserError", "No"), model({ name: "char" }, []));
    await failure(connection.reader.fields("x.thing"), "odoo_refused");
    await Promise.all([connection.reader.fields("x.thing"), connection.reader.fields("x.thing")]);
    await connection.reader.fields("x.thing");
    expect(server.seen).toHaveLength(2);
  });

  test("reading by id goes in chunks, each id once", async () => {
    server.answer((request, ...rest) => {
      const fields = { name: { type: "char" } };
      const ids = ((request.body["domain"] as unknown[] | undefined)?.[0] as [string, string, number[]] | undefined)?.[2] ?? [];
      return json(request.path.endsWith("/fields_get") ? fields : ids.map((id) => ({ id, name: "x" })))(request, ...rest);
    });
    const ids = Array.from({ length: 2401 }, (_, index) => index + 1);
    const rows = await connection.reader.read("x.thing", [...ids, ...ids], ["name"]);
    expect(rows.map((row) => row["id"])).toEqual(ids);
    expect(server.seen).toHaveLength(1 + 3);
  });

  test("pages go on from the last id; a server that gives no progress ends it", async () => {
    const small = defineModel("x.small", { size: integer() });
    const pages = [
      [
        { id: 1, size: 1 },
        { id: 4, size: 1 },
      ],
      [{ id: 9, size: 1 }],
    ];
    let page = 0;
    server.answer((request, ...rest) =>
      json(request.path.endsWith("/fields_get") ? { size: { type: "integer" } } : pages[page++])(request, ...rest),
    );
    const seen = await collect(connection.reader.each(small, { domain: [["size", "=", 1]], pageSize: 2 }));
    expect(seen.map((records) => records.map(({ id }) => id))).toEqual([[1, 4], [9]]);
    expect(server.seen.slice(1).map(({ body }) => body["domain"])).toEqual([
      [
        ["id", ">", 0],
        ["size", "=", 1],
      ],
      [
        ["id", ">", 4],
        ["size", "=", 1],
      ],
    ]);
    server.answer(json(pages[0]));
    await failure(collect(connection.reader.each(small, { domain: [], pageSize: 2 })), "odoo_bad_answer");
  });
});

async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const page of pages) seen.push(page);
  return seen;
}
