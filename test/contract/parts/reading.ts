import { describe, expect, test } from "vitest";
import * as models from "#src/odoo/models/index.ts";
import type { OdooModel } from "#src/odoo/models/index.ts";
import { ABSENT_MODELS } from "../fieldTable.ts";
import type { GetSession } from "../odooContract.ts";
import type { ContractTarget } from "../session.ts";

const MODELS = Object.values<unknown>(models).filter(
  (value): value is OdooModel => typeof value === "object" && value !== null && "shape" in value,
);

export function readingContract(session: GetSession, { release }: ContractTarget): void {
  describe("reading", () => {
    test.each(MODELS.map((model) => [model.name, model] as const))(
      "the restricted user reads %s in the product's shape",
      async (name, model) => {
        const { reader } = session();
        if (ABSENT_MODELS[release].includes(name)) return;
        const records = await reader.list(model, { domain: [], limit: 200 });
        for (const record of records) expect(Object.keys(record).toSorted()).toEqual(["id", ...Object.keys(model.shape)].toSorted());
      },
    );

    test("a raw row has its id, many2one as [id, name], nothing as false, lists of ids, UTC datetimes", async () => {
      const { reader, company, tag } = session();
      const fields = ["name", "commercial_partner_id", "child_ids", "vat", "user_id", "is_company", "create_date"];
      const [row] = await reader.searchRead({ model: "res.partner", domain: [["id", "=", company.alder]], fields });
      expect(row).toEqual({
        id: company.alder,
        name: `Alder ${tag}`,
        commercial_partner_id: [company.alder, `Alder ${tag}`],
        child_ids: [company.alderBilling],
        vat: false,
        user_id: false,
        is_company: true,
        create_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
      });
    });

    test("order, limit and offset", async () => {
      const { reader, data } = session();
      const made = await Promise.all(["c", "a", "b"].map((letter) => data.customer(`Order ${letter}`)));
      const ask = async (more: object): Promise<string[]> => {
        const rows = await reader.searchRead({ model: "res.partner", domain: [["id", "in", made]], fields: ["name"], ...more });
        return rows.map((row) => String(row["name"]).split(" ")[1] ?? "");
      };
      expect(await ask({ order: "name" })).toEqual(["a", "b", "c"]);
      expect(await ask({ order: "name desc" })).toEqual(["c", "b", "a"]);
      expect(await ask({ order: "is_company, name desc" })).toEqual(["c", "b", "a"]);
      expect(await ask({ order: "name", limit: 2 })).toEqual(["a", "b"]);
      expect(await ask({ order: "name", limit: 2, offset: 2 })).toEqual(["c"]);
      expect(await ask({ order: "name", offset: 5 })).toEqual([]);
    });

    test("empty values come last in ascending order and first in descending", async () => {
      const { reader, company } = session();
      const domain = [["id", "in", [company.alder, company.cedar]]] as const;
      const ask = async (order: string): Promise<unknown[]> =>
        (await reader.searchRead({ model: "res.partner", domain, fields: ["ref"], order })).map((row) => row["id"]);
      expect(await ask("ref")).toEqual([company.alder, company.cedar]);
      expect(await ask("ref desc")).toEqual([company.cedar, company.alder]);
    });

    test("searches leave archived records out unless the context or the domain asks for them", async () => {
      const { reader, company } = session();
      const domain = [["id", "in", [company.alder, company.birch]]] as const;
      expect(await reader.count("res.partner", domain)).toBe(1);
      expect(await reader.count("res.partner", domain, { active_test: false })).toBe(2);
      expect(await reader.count("res.partner", [...domain, ["active", "=", false]])).toBe(1);
      expect(await reader.count("res.partner", [...domain, ["active", "in", [true, false]]])).toBe(2);
    });

    test("reading by id gives archived records, and leaves missing ones out", async () => {
      const { reader, company } = session();
      const rows = await reader.read("res.partner", [company.birch, 99_999_999, company.alder, company.alder], ["active"]);
      expect(rows).toEqual([
        { id: company.alder, active: true },
        { id: company.birch, active: false },
      ]);
      const records = await reader.byIds(models.partnerModel, [company.birch, 99_999_999]);
      expect(records.map(({ id, active }) => ({ id, active }))).toEqual([{ id: company.birch, active: false }]);
      expect(await reader.read("res.partner", [], ["name"])).toEqual([]);
    });

    test("reading by id works where there is no active field", async () => {
      const { reader, company } = session();
      expect(await reader.read("account.move", [company.open, 99_999_999], ["state"])).toEqual([{ id: company.open, state: "posted" }]);
    });

    test("pages by ascending id hold every record once", async () => {
      const { reader } = session();
      const ids: number[] = [];
      for await (const page of reader.each(models.moveLineModel, { domain: [["parent_state", "=", "posted"]], pageSize: 7 })) {
        expect(page.length).toBeLessThanOrEqual(7);
        ids.push(...page.map(({ id }) => id));
      }
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
      expect(ids).toHaveLength(await reader.count("account.move.line", [["parent_state", "=", "posted"]]));
    });

    test("the language of the context translates names", async () => {
      const { admin, reader, tag } = session();
      const id = await admin.create("crm.stage", { name: `Signed ${tag}` });
      await admin.call("crm.stage", "write", [[id], { name: `Signé ${tag}` }], { context: { lang: "fr_FR" } });
      const name = async (lang: string): Promise<unknown> => {
        const [row] = await reader.searchRead({ model: "crm.stage", domain: [["id", "=", id]], fields: ["name"], context: { lang } });
        return row?.["name"];
      };
      expect([await name("en_US"), await name("fr_FR")]).toEqual([`Signed ${tag}`, `Signé ${tag}`]);
    });
  });
}
