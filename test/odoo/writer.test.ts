import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { effectOf } from "#src/odoo/write/index.ts";
import { failure } from "#test/contract/session.ts";
import { fault, hangUp, json, KEY, startFakeServer, type FakeServer, type Handler } from "./fakeServer.ts";

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

/** Odoo as far as the writer sees it: an answer per method. */
function odoo(answers: Readonly<Record<string, Handler>>): Handler {
  const usual: Readonly<Record<string, Handler>> = {
    version: json({ version: "19.0", version_info: [19, 0, 0, "final", 0, ""] }),
    fields_get: json({ user_ids: { type: "many2many" } }),
    check_object_reference: fault(500, "builtins.ValueError", "External ID not found in the system: ai_coo.a"),
    search_read: json([]),
  };
  return (request, ...rest) => {
    const method = request.path.split("/").at(-1) ?? "";
    const handler = answers[method] ?? usual[method];
    if (handler === undefined) throw new Error(`unexpected ${method}`);
    return handler(request, ...rest);
  };
}

const task = (key: string): { model: "project.task"; key: string; values: { name: string; user_ids: number[] } } => ({
  model: "project.task",
  key,
  values: { name: "x", user_ids: [] },
});
const calls = (): (string | undefined)[] => server.seen.map(({ path }) => path.split("/").at(-1));

describe("creating under a key", () => {
  test("loads under the external id in one call, without overwriting and without mailing the customer", async () => {
    server.answer(odoo({ load: json({ ids: [12], messages: [], nextrow: 0 }) }));
    expect(await connection.writer.createKeyed(task("a"))).toEqual({ id: 12 });
    const load = server.seen.at(-1)?.body as { fields: string[]; data: string[][]; context: object };
    expect(load).toMatchObject({ context: { mode: "update", noupdate: true, tz: "UTC", tracking_disable: true } });
    expect(load.fields[0]).toBe("id");
    expect(load.data[0]?.[0]).toBe("ai_coo.a");
    expect(load.data.flat().every((cell) => typeof cell === "string")).toBe(true);
    expect(new Set(calls())).toEqual(new Set(["fields_get", "version", "load"]));
    expect(calls()).toHaveLength(3);
    await connection.writer.createKeyed(task("b"));
    expect(calls()).toHaveLength(4);
  });

  test("a refused record that stands there all the same is found", async () => {
    const refused = json({ ids: false, messages: [{ type: "error", record: 0, message: "No such project" }] });
    server.answer(odoo({ load: refused, check_object_reference: json(["project.task", 12]) }));
    expect(await connection.writer.createKeyed(task("a"))).toEqual({ id: 12 });
  });

  test("a key whose record is hidden proves nothing: neither that it is there nor that it was refused for nothing", async () => {
    server.answer(odoo({ check_object_reference: json(["project.task", false]), load: json({ ids: [12], messages: [], nextrow: 0 }) }));
    expect(await connection.writer.findKeyed("a")).toBeNull();
    expect(await connection.writer.createKeyed(task("a"))).toEqual({ id: 12 });
    server.answer(odoo({ check_object_reference: json(["project.task", false]), load: json({ ids: false, messages: [] }) }));
    await failure(connection.writer.createKeyed(task("a")), "odoo_refused");
  });

  test("a load cut off may have happened; a question before it that was refused has not", async () => {
    server.answer(odoo({ fields_get: fault(403, "odoo.exceptions.AccessError", "No") }));
    expect(effectOf(await failure(connection.writer.createKeyed(task("a")), "odoo_forbidden"))).toBe("none");
    server.answer(odoo({ load: hangUp }));
    expect(effectOf(await failure(connection.writer.createKeyed(task("a")), "odoo_unreachable"))).toBe("unknown");
    expect(calls().filter((method) => method === "load")).toHaveLength(1);
  });

  test.each([
    ["fewer ids than records", { ids: [], messages: [] }, "odoo_refused"],
    ["ids of something else", { ids: ["a"], messages: [] }, "odoo_bad_answer"],
    ["more ids than records", { ids: [1, 2], messages: [] }, "odoo_bad_answer"],
    ["nothing", null, "odoo_bad_answer"],
  ] as const)("an answer to load with %s is %s", async (_title, answer, code) => {
    server.answer(odoo({ load: json(answer) }));
    expect((await failure(connection.writer.createKeyed(task("a")), code)).message).toContain("project.task");
  });

  test("records of two models, or two under one key, are not sent", async () => {
    server.answer(odoo({}));
    const activity = {
      model: "mail.activity",
      key: "b",
      values: { res_model: "res.partner", res_id: 1, activity_type: "mail.x", summary: "s", date_deadline: "2026-01-01" },
    } as const;
    await failure(connection.writer.createKeyedMany([task("a"), activity]), "invalid_input");
    await failure(connection.writer.createKeyedMany([task("a"), task("a")]), "invalid_input");
    expect(await connection.writer.createKeyedMany([])).toEqual([]);
    expect(server.seen).toEqual([]);
  });

  test.each(["", "a.b", "a b", "a'b", "é", "x".repeat(101)])("the key %j is not sent", async (key) => {
    server.answer(odoo({}));
    expect(effectOf(await failure(connection.writer.createKeyed(task(key)), "invalid_input"))).toBe("none");
    await failure(connection.writer.findKeyed(key), "invalid_input");
    expect(server.seen).toEqual([]);
  });
});

describe("notes", () => {
  const note = { model: "account.move", id: 3, body: "x", messageId: "<a@ai-coo>" };

  test.each([
    [19, { body_is_html: true }],
    [17, { body_is_html: true }],
    [16, {}],
    [14, {}],
  ])("on %i the body goes escaped, as HTML", async (major, flag) => {
    server.answer(odoo({ version: json({ version: `${major}.0`, version_info: [major, 0, 0, "final", 0, ""] }), message_post: json([5]) }));
    expect(await connection.writer.postNote({ ...note, body: "a <b>" })).toEqual({ id: 5, created: true });
    expect(server.seen.at(-1)?.body).toEqual({
      ids: [3],
      body: "<p>a &lt;b&gt;</p>",
      ...flag,
      message_type: "comment",
      subtype_xmlid: "mail.mt_note",
      message_id: "<a@ai-coo>",
      context: { mail_create_nosubscribe: true },
    });
  });

  test("one that stands there is not posted again", async () => {
    server.answer(odoo({ search_read: json([{ id: 5, message_id: "<a@ai-coo>" }]) }));
    expect(await connection.writer.postNote(note)).toEqual({ id: 5, created: false });
    expect(calls()).toEqual(["search_read"]);
  });

  test("a post cut off may have happened, and is not repeated", async () => {
    server.answer(odoo({ message_post: hangUp }));
    expect(effectOf(await failure(connection.writer.postNote(note), "odoo_unreachable"))).toBe("unknown");
    expect(calls().filter((method) => method === "message_post")).toHaveLength(1);
  });

  test.each(["a@ai-coo", "<a>", "<a b@ai-coo>", "<a@ai-coo>\n"])("the message id %j is not sent", async (messageId) => {
    server.answer(odoo({}));
    await failure(connection.writer.postNote({ ...note, messageId }), "invalid_input");
    expect(server.seen).toEqual([]);
  });
});

describe("stages", () => {
  test("no ids: nothing is sent", async () => {
    await connection.writer.write("crm.lead", [], { stage_id: 1 });
    expect(server.seen).toEqual([]);
  });

  test("the stage alone may be set", async () => {
    const values = { stage_id: 1, user_id: 2 };
    expect(effectOf(await failure(connection.writer.write("crm.lead", [1], values), "forbidden"))).toBe("none");
    expect(server.seen).toEqual([]);
  });
});
