import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { companyModel } from "#src/odoo/models/index.ts";
import { effectOf } from "#src/odoo/write/index.ts";
import { failure } from "#test/contract/session.ts";
import { fault, KEY, startFakeServer, type FakeServer, type Handler } from "./fakeServer.ts";

const NOTE = { model: "account.move", id: 3, body: "x", messageId: "<a@ai-coo>" };
const TASK = { model: "project.task", key: "a", values: { name: "Call", user_ids: [1] } } as const;
const FIELDS = '{"name": {"type": "char"}, "priority": {"type": "selection", "selection": "?"}, "odd": null}';

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

/** No record stands under the key, as far as this user may see. */
const HIDDEN: Readonly<Record<string, string>> = { check_object_reference: '["project.task", false]' };

/** Answers each method with this JSON, written out: what it holds cannot all be said in JavaScript. */
function answering(texts: Readonly<Record<string, string>>): Handler {
  return ({ path }, response) => {
    const text =
      path === "/web/version" ? '{"version": "19.0", "version_info": [19]}' : ({ ...HIDDEN, ...texts }[path.split("/").at(-1)!] ?? "null");
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  };
}

const codeOf = async (work: Promise<unknown>): Promise<string> => (await failure(work, "odoo_bad_answer")).code;

describe("an answer is proof only of what it says", () => {
  test.each(["[1.5]", "[-1]", "[0]", "[1e400]", "[null]", "[4294967296]", "true"])("a note with the id %s", async (id) => {
    server.answer(answering({ search_read: "[]", message_post: id }));
    expect(effectOf(await failure(connection.writer.postNote(NOTE), "odoo_bad_answer"))).toBe("unknown");
  });

  test("a note with another message id is not ours", async () => {
    server.answer(answering({ search_read: '[{"id": 5, "message_id": "<b@ai-coo>"}]' }));
    expect(await codeOf(connection.writer.findNote(NOTE.messageId))).toBe("odoo_bad_answer");
  });

  test.each(['["res.partner", 5]', '["project.task", 1e400]', '["project.task", -5]', '["__proto__", 5]'])(
    "%s stands under no key of ours",
    async (answer) => {
      server.answer(answering({ check_object_reference: answer }));
      expect(await codeOf(connection.writer.findKeyed("a"))).toBe("odoo_bad_answer");
    },
  );

  test.each(['{"ids": [0]}', '{"ids": [1.5]}', '{"ids": [1e400]}', '{"ids": [5, 6]}'])("a creation that answers %s", async (answer) => {
    server.answer(answering({ fields_get: FIELDS, load: answer }));
    expect(effectOf(await failure(connection.writer.createKeyed(TASK), "odoo_bad_answer"))).toBe("unknown");
  });

  test("a refusal in an odd form is one all the same, and repeats no key", async () => {
    server.answer(
      answering({ fields_get: FIELDS, load: `{"ids": false, "messages": [null, {"type": "error", "record": -1, "message": "${KEY}"}]}` }),
    );
    const error = await failure(connection.writer.createKeyed(TASK), "odoo_refused", [KEY]);
    expect(error.details).toMatchObject({ effect: "none", row: 0 });
  });

  test("records that were not asked for", async () => {
    server.answer(answering({ fields_get: FIELDS, search_read: '[{"id": 6}]' }));
    expect(await codeOf(connection.reader.read("res.company", [5], ["name"]))).toBe("odoo_bad_answer");
    server.answer(answering({ fields_get: FIELDS, search_read: '[{"id": -6}]' }));
    expect(await codeOf(connection.reader.searchRead({ model: "res.company", domain: [], fields: [] }))).toBe("odoo_bad_answer");
  });

  test.each(["-1", "1.5", "1e400", '"3"'])("a count of %s", async (count) => {
    server.answer(answering({ search_count: count }));
    expect(await codeOf(connection.reader.count("res.company", []))).toBe("odoo_bad_answer");
  });
});

describe("odd values do not break the reader", () => {
  test("a field without a type is none", async () => {
    server.answer(answering({ fields_get: FIELDS }));
    expect([...(await connection.reader.fields("res.company")).keys()]).toEqual(["name", "priority"]);
    expect(await codeOf(connection.reader.list(companyModel, { domain: [] }))).toBe("odoo_bad_answer");
    expect(await codeOf(connection.reader.group({ model: "a.b", domain: [], by: ["day:month"], aggregates: [] }))).toBe("odoo_bad_answer");
    // what Odoo says is no date has no months
    expect(await codeOf(connection.reader.group({ model: "a.b", domain: [], by: ["name:month"], aggregates: [] }))).toBe("odoo_bad_answer");
  });

  test("a user whose name cannot be a text", async () => {
    server.answer(
      answering({ context_get: '{"uid": 1e400}', search_read: '[{"id": 7, "login": {"toString": 1}, "lang": {"toString": 1}}]' }),
    );
    expect(await connection.reader.whoAmI()).toMatchObject({ userId: 7, login: "bot", name: "", lang: null });
  });

  test("texts that could not be kept are read without what makes them so", async () => {
    server.answer(answering({ search_read: String.raw`[{"id": 1, "name": "a\u0000b\ud800c\ud83d\ude00"}]` }));
    const rows = await connection.reader.searchRead({ model: "res.company", domain: [], fields: ["name"] });
    expect(rows).toEqual([{ id: 1, name: "ab\ufffdc😀" }]);
  });

  test.each([`x.${KEY}`, "constructor", "a b", "x".repeat(500)])("an error's name that is none: %s", async (name) => {
    server.answer(fault(500, name, `${Buffer.from(`bot:${KEY}`).toString("base64")} \u0000 ${KEY}`));
    const error = await failure(connection.reader.count("res.company", []), "odoo_refused", [KEY, "\u0000"]);
    expect(error.message).not.toContain(Buffer.from(KEY).toString("base64").slice(4, 20));
  });
});
