import { describe, expect, test } from "vitest";
import type { GetSession } from "../odooContract.ts";
import type { ContractTarget } from "../session.ts";

interface WireAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

/** What goes over the wire, asked without the product's code: the product's transports are made for exactly this. */
export function wireContract(session: GetSession, { release }: ContractTarget): void {
  async function post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<WireAnswer> {
    const response = await fetch(`${session().server.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
      redirect: "manual",
    });
    return answer(response);
  }

  async function answer(response: Response): Promise<WireAnswer> {
    const text = await response.text();
    const type = response.headers.get("content-type")?.split(";")[0] ?? "";
    return { status: response.status, type, body: type === "application/json" ? JSON.parse(text) : text };
  }

  describe("wire: any release", () => {
    test("/web/webclient/version_info", async () => {
      expect((await post("/web/webclient/version_info", { jsonrpc: "2.0", method: "call", params: {} })).body).toMatchObject({
        jsonrpc: "2.0",
        result: {
          server_version: `${release}.0`,
          server_version_info: [release, 0, 0, "final", 0, ""],
          server_serie: `${release}.0`,
          protocol_version: 1,
        },
      });
    });

    test("/web/version is JSON from 19 and a page that says 404 before", async () => {
      const seen = await answer(await fetch(`${session().server.url}/web/version`));
      const json = { status: 200, body: { version: "19.0", version_info: [19, 0, 0, "final", 0, ""] } };
      expect(seen).toMatchObject(release === 14 ? { status: 404, type: "text/html" } : json);
    });
  });

  describe("wire: JSON-RPC", () => {
    const rpc = async (service: string, method: string, args: readonly unknown[]): Promise<unknown> =>
      (await post("/jsonrpc", { jsonrpc: "2.0", id: 17, method: "call", params: { service, method, args } })).body;

    let uid: number | undefined;
    const execute = async (model: string, method: string, args: readonly unknown[], kwargs: object = {}): Promise<unknown> => {
      const { database, login, apiKey } = session().server;
      uid ??= ((await rpc("common", "login", [database, login, apiKey])) as { result: number }).result;
      return rpc("object", "execute_kw", [database, uid, apiKey, model, method, args, kwargs]);
    };

    const fault = (name: string): object => ({
      jsonrpc: "2.0",
      id: 17,
      error: {
        code: release === 14 ? 200 : 0,
        message: "Odoo Server Error",
        data: { name, message: expect.any(String), debug: expect.any(String), arguments: expect.any(Array) },
      },
    });

    test("login answers the user's id, or false", async () => {
      const { database, login, apiKey } = session().server;
      expect(await rpc("common", "login", [database, login, apiKey])).toEqual({ jsonrpc: "2.0", id: 17, result: expect.any(Number) });
      expect(await rpc("common", "login", [database, login, "wrong"])).toEqual({ jsonrpc: "2.0", id: 17, result: false });
      expect(await rpc("common", "version", [])).toMatchObject({ result: { protocol_version: 1 } });
    });

    test("errors come with HTTP 200 and the Python class", async () => {
      const { database, apiKey } = session().server;
      expect(await execute("ir.config_parameter", "search_read", [[], ["key"]])).toMatchObject(fault("odoo.exceptions.AccessError"));
      expect(await execute("crm.lead", "write", [[99_999_999], { name: "x" }])).toMatchObject(fault("odoo.exceptions.MissingError"));
      expect(await execute("no.such.model", "search_read", [[]])).toMatchObject(fault("odoo.exceptions.UserError"));
      expect(await execute("res.partner", "no_such_method", [[]])).toMatchObject(fault("builtins.AttributeError"));
      expect(await execute("res.partner", "_compute_display_name", [[1]])).toMatchObject(fault("odoo.exceptions.AccessError"));
      expect(await execute("res.partner", "search_read", [[], ["no_such"]])).toMatchObject(fault("builtins.ValueError"));
      expect(await rpc("object", "execute_kw", [database, 2, "wrong", "res.partner", "search_count", [[]], {}])).toMatchObject(
        fault("odoo.exceptions.AccessDenied"),
      );
      expect(await rpc("common", "login", ["no-such-database", "x", apiKey])).toMatchObject(fault("psycopg2.OperationalError"));
    });

    test("arguments by position and by name", async () => {
      const { company } = session();
      const byName = await execute("res.partner", "search_read", [], { domain: [["id", "=", company.alder]], fields: ["is_company"] });
      const byPosition = await execute("res.partner", "search_read", [[["id", "=", company.alder]], ["is_company"], 0, 1, "id"]);
      expect(byName).toEqual({ jsonrpc: "2.0", id: 17, result: [{ id: company.alder, is_company: true }] });
      expect(byPosition).toEqual(byName);
    });

    test("a load that is refused says so per row", async () => {
      const { company, tag } = session();
      const data = [[`ai_coo.wire-${tag}`, "Wire", "99999999"]];
      const context = { mode: "update", noupdate: true };
      const refused = await execute("project.task", "load", [["id", "name", "project_id/.id"], data], { context });
      expect(refused).toMatchObject({
        result: {
          ids: false,
          nextrow: 0,
          messages: [{ type: "error", record: 0, rows: { from: 0, to: 0 }, field: "project_id", message: expect.any(String) }],
        },
      });
      data[0]![2] = String(company.project);
      const loaded = await execute("project.task", "load", [["id", "name", "project_id/.id"], data], { context });
      expect(loaded).toMatchObject({ result: { ids: [expect.any(Number)], messages: [], nextrow: 0 } });
    });
  });

  describe("wire: JSON-2", () => {
    const call = (path: string, body: unknown, key = session().server.apiKey): Promise<WireAnswer> =>
      post(`/json/2/${path}`, body, { authorization: `bearer ${key}`, "x-odoo-database": session().server.database });

    const fault = (status: number, name: string): object => ({
      status,
      type: "application/json",
      body: {
        name,
        message: expect.any(String),
        arguments: expect.any(Array),
        context: expect.any(Object),
        debug: expect.any(String),
      },
    });

    test.runIf(release === 14)("is not there before 19", async () => {
      expect(await call("res.partner/search_count", { domain: [] })).toMatchObject({
        status: 404,
        body: { jsonrpc: "2.0", error: { code: 404, data: { name: "werkzeug.exceptions.NotFound" } } },
      });
    });

    test.runIf(release === 19)("answers the bare result", async () => {
      const { company } = session();
      expect(await call("res.partner/search_read", { domain: [["id", "=", company.alder]], fields: ["is_company"] })).toEqual({
        status: 200,
        type: "application/json",
        body: [{ id: company.alder, is_company: true }],
      });
      expect((await call("res.users/context_get", {})).body).toEqual({ lang: "en_US", tz: expect.anything(), uid: expect.any(Number) });
    });

    test.runIf(release === 19)("errors come with a status and the Python class", async () => {
      expect(await call("res.partner/search_count", { domain: [] }, "wrong")).toMatchObject(fault(401, "werkzeug.exceptions.Unauthorized"));
      expect(await call("ir.config_parameter/search_read", { domain: [] })).toMatchObject(fault(403, "odoo.exceptions.AccessError"));
      expect(await call("crm.lead/write", { ids: [99_999_999], vals: { name: "x" } })).toMatchObject(
        fault(404, "odoo.exceptions.MissingError"),
      );
      expect(await call("no.such.model/search_count", { domain: [] })).toMatchObject(fault(404, "werkzeug.exceptions.NotFound"));
      expect(await call("res.partner/no_such_method", {})).toMatchObject(fault(404, "werkzeug.exceptions.NotFound"));
      expect(await call("res.partner/_compute_display_name", { ids: [1] })).toMatchObject(fault(403, "odoo.exceptions.AccessError"));
      expect(await call("ir.model.data/check_object_reference", { module: "ai_coo" })).toMatchObject(
        fault(422, "werkzeug.exceptions.UnprocessableEntity"),
      );
      expect(await call("ir.model.data/check_object_reference", { module: "ai_coo", xml_id: "none" })).toMatchObject(
        fault(500, "builtins.ValueError"),
      );
      expect(await call("res.partner/search_read", { domain: [], fields: ["no_such"] })).toMatchObject(fault(500, "builtins.ValueError"));
      expect(await call("res.partner/search_count", "not json")).toMatchObject(fault(400, "werkzeug.exceptions.BadRequest"));
    });

    test.runIf(release === 19)("groups have a __count, dates with the day they begin", async () => {
      const { company } = session();
      const { body } = await call("account.move/formatted_read_group", {
        domain: [["id", "in", [company.open]]],
        groupby: ["invoice_date_due:month"],
        aggregates: ["amount_residual:sum", "__count"],
      });
      expect(body).toMatchObject([{ "invoice_date_due:month": ["2026-02-01", "February 2026"], "amount_residual:sum": 100, __count: 1 }]);
    });
  });
}
