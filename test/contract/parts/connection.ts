import { describe, expect, test } from "vitest";
import { effectOf } from "#src/odoo/write/index.ts";
import type { GetSession } from "../odooContract.ts";
import { failure, type ContractTarget } from "../session.ts";

export function connectionContract(session: GetSession, { release, transport }: ContractTarget): void {
  describe("connection", () => {
    test("the server says its release without a key", async () => {
      const { reader } = session();
      const seen = await reader.release();
      expect(seen.major).toBe(release);
      expect(seen.version).toMatch(new RegExp(`^${release}\\.0`));
    });

    test("release and transport are found by themselves", async () => {
      const { connect } = session();
      const { reader } = connect({ transport: "auto" });
      expect((await reader.release()).major).toBe(release);
      expect(await reader.count("res.company", [])).toBeGreaterThan(0);
    });

    test("a key belongs to a user of a company", async () => {
      const { reader, server } = session();
      const me = await reader.whoAmI();
      expect(me).toEqual({
        userId: expect.any(Number),
        login: server.login,
        name: expect.any(String),
        partnerId: expect.any(Number),
        companyIds: expect.arrayContaining([expect.any(Number)]),
        lang: "en_US",
        tz: me.tz,
      });
      expect(me.partnerId).toBeGreaterThan(0);
    });

    test("a wrong key is odoo_unauthenticated, for reads and writes, and has no effect", async () => {
      const { connect, company } = session();
      const apiKey = "0123456789abcdef0123456789abcdef01234567";
      const { reader, writer } = connect({ apiKey });
      await failure(reader.count("res.partner", []), "odoo_unauthenticated", [apiKey]);
      const error = await failure(writer.write("crm.lead", [company.lead], { stage_id: 1 }), "odoo_unauthenticated", [apiKey]);
      expect(effectOf(error)).toBe("none");
    });

    test.runIf(transport === "jsonrpc")("a wrong login is odoo_unauthenticated", async () => {
      const { reader } = session().connect({ login: "nobody@example.com" });
      const error = await failure(reader.count("res.partner", []), "odoo_unauthenticated");
      expect(error.message).toContain("nobody@example.com");
    });

    test.runIf(transport === "json2")("the key alone says who calls", async () => {
      const { reader } = session().connect({ login: "nobody@example.com" });
      expect((await reader.whoAmI()).login).toBe(session().server.login);
    });

    test("a database that does not exist: JSON-RPC raises the database's error, JSON-2 answers a page", async () => {
      const { connect, transport, server } = session();
      const { reader } = connect({ database: "no-such-database" });
      const error = await failure(reader.count("res.partner", []), transport === "json2" ? "odoo_bad_answer" : "odoo_unreachable", [
        server.apiKey,
      ]);
      expect(error.details).toMatchObject(transport === "json2" ? { status: 404 } : { exception: "OperationalError" });
    });

    test("many calls at once are answered", async () => {
      const { reader } = session();
      const counts = await Promise.all(Array.from({ length: 12 }, () => reader.count("res.company", [])));
      expect(new Set(counts).size).toBe(1);
    });
  });
}
