import { describe, expect, test } from "vitest";
import { effectOf } from "#src/odoo/write/index.ts";
import type { OdooCall } from "#src/odoo/transport/index.ts";
import type { GetSession } from "../odooContract.ts";
import { failure, type ContractTarget } from "../session.ts";

export function refusalsContract(session: GetSession, { release, transport }: ContractTarget): void {
  describe("refusals", () => {
    test.each(["ir.config_parameter", "res.config.settings", "mail.blacklist", "phone.blacklist"])(
      "the restricted user may not read %s",
      async (model) => {
        const { reader, server } = session();
        const error = await failure(reader.searchRead({ model, domain: [], fields: ["id"] }), "odoo_forbidden", [server.apiKey]);
        expect(error.details).toMatchObject({ exception: "AccessError" });
        expect(error.message).toContain("You are not allowed to access");
      },
    );

    test.runIf(release === 14)("ir.model.data may be read on 14", async () => {
      expect(await session().reader.count("ir.model.data", [["module", "=", "base"]])).toBeGreaterThan(0);
    });

    test.runIf(release === 19)("the restricted user may not read ir.model.data on 19", async () => {
      const error = await failure(session().reader.count("ir.model.data", []), "odoo_forbidden");
      expect(error.details).toMatchObject({ exception: "AccessError" });
    });

    test.each([
      ["res.users", { login: "taken-over" }],
      ["res.company", { name: "Renamed" }],
    ])("the restricted user may not write %s, and nothing is changed", async (model, vals) => {
      const { reader, unlimited } = session();
      const [row] = await reader.searchRead({ model, domain: [], fields: Object.keys(vals), limit: 1 });
      const error = await failure(
        unlimited.call({ model, method: "write", ids: [row?.["id"] as number], args: { vals } }),
        "odoo_forbidden",
      );
      expect(error.message).toContain("You are not allowed to modify");
      expect(effectOf(error)).toBe("none");
      expect(await reader.read(model, [row?.["id"] as number], Object.keys(vals))).toEqual([row]);
    });

    const wrong: readonly (readonly [title: string, call: OdooCall, details: object])[] = [
      [
        "an unknown field in fields",
        { model: "res.partner", method: "search_read", args: { domain: [], fields: ["no_such"], limit: 1 } },
        { exception: "ValueError" },
      ],
      [
        "an unknown field in a domain",
        { model: "res.partner", method: "search_read", args: { domain: [["no_such", "=", 1]], fields: ["name"] } },
        { exception: "ValueError" },
      ],
      [
        "an unknown field in a path",
        { model: "res.partner", method: "search_count", args: { domain: [["parent_id.no_such", "=", 1]] } },
        { exception: "ValueError" },
      ],
      [
        "an unknown field in an order",
        { model: "res.partner", method: "search_read", args: { domain: [], fields: ["name"], order: "no_such desc" } },
        { exception: "ValueError" },
      ],
      [
        "an unknown operator",
        { model: "res.partner", method: "search_count", args: { domain: [["name", "resembles", "x"]] } },
        { exception: "ValueError" },
      ],
    ];
    test.each(wrong)("%s is odoo_refused", async (_title, call, details) => {
      const error = await failure(session().unlimited.call(call), "odoo_refused");
      expect(error.details).toMatchObject(details);
      expect(effectOf(error)).toBe("none");
    });

    test("an unknown model is odoo_refused, by the class its transport has for it", async () => {
      const { reader } = session();
      const error = await failure(reader.count("no.such.model", []), "odoo_refused");
      expect(error.details).toMatchObject({ exception: transport === "json2" ? "NotFound" : "UserError" });
      expect(await reader.hasModel("no.such.model")).toBe(false);
      expect(await reader.hasModel("res.partner")).toBe(true);
    });

    test("an unknown field in values is odoo_refused where the release checks it", async () => {
      const { company, unlimited } = session();
      const write = unlimited.call({ model: "crm.lead", method: "write", ids: [company.lead], args: { vals: { no_such: 1 } } });
      const error = await failure(write, "odoo_refused");
      expect(effectOf(error)).toBe("none");
    });

    test("a value that is not in a selection is odoo_refused", async () => {
      const { company, unlimited } = session();
      const write = unlimited.call({ model: "project.task", method: "write", ids: [company.task], args: { vals: { priority: "urgent" } } });
      expect((await failure(write, "odoo_refused")).details).toMatchObject({ exception: "ValueError" });
    });

    test("what Odoo's own rules forbid is odoo_refused with the reason for a person", async () => {
      const { company, unlimited } = session();
      // A task cannot be its own parent.
      const vals = { parent_id: company.task };
      const error = await failure(
        unlimited.call({ model: "project.task", method: "write", ids: [company.task], args: { vals } }),
        "odoo_refused",
      );
      expect(error.details?.["exception"]).toMatch(/^(UserError|ValidationError)$/);
      expect(error.message.length).toBeLessThan(600);
    });

    test("the product's own limits refuse before anything is sent", async () => {
      const { company, writer } = session();
      const note = { model: "res.users", id: 1, body: "x", messageId: "<x@ai-coo>" };
      expect(effectOf(await failure(writer.postNote(note), "forbidden"))).toBe("none");
      const values = { stage_id: 1, name: "x" };
      expect(effectOf(await failure(writer.write("crm.lead", [company.lead], values), "forbidden"))).toBe("none");
    });
  });
}
