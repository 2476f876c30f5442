import { describe, expect, test } from "vitest";
import type { OdooDomain } from "#src/odoo/read/index.ts";
import type { GetSession } from "../odooContract.ts";
import { failure, type ContractTarget, type Session } from "../session.ts";

/** Which of the contract's four partners a domain finds. */
const PARTNERS: readonly (readonly [title: string, domain: (of: Session) => OdooDomain, found: readonly string[]])[] = [
  ["=", ({ tag }) => [["name", "=", `Alder ${tag}`]], ["alder"]],
  ["= is about case", ({ tag }) => [["name", "=", `alder ${tag}`]], []],
  ["=ilike is not about case", ({ tag }) => [["name", "=ilike", `ALDER ${tag}`]], ["alder"]],
  ["=ilike with wildcards", ({ tag }) => [["name", "=ilike", `%er ${tag}`]], ["alder"]],
  ["=like is about case", ({ tag }) => [["name", "=like", `Ald%${tag}`]], ["alder"]],
  ["=like, other case", ({ tag }) => [["name", "=like", `ald%${tag}`]], []],
  ["like finds a part", ({ tag }) => [["name", "like", `lder ${tag}`]], ["alder"]],
  ["like is about case", ({ tag }) => [["name", "like", `ALDER ${tag}`]], []],
  ["ilike finds a part", ({ tag }) => [["name", "ilike", `LDER ${tag}`]], ["alder"]],
  ["not ilike", () => [["name", "not ilike", "alder"]], ["cedar", "billing"]],
  ["a backslash takes the meaning from _ and %", ({ tag }) => [["name", "=like", `Cedar\\_50\\% ${tag}`]], ["cedar"]],
  ["!=", ({ tag }) => [["name", "!=", `Alder ${tag}`]], ["cedar", "billing"]],
  ["!= finds empty values too", ({ tag }) => [["ref", "!=", `A-${tag}`]], ["cedar", "billing"]],
  ["= false finds empty values", () => [["ref", "=", false]], ["cedar", "billing"]],
  ["!= false finds set values", () => [["ref", "!=", false]], ["alder"]],
  ["in", ({ company }) => [["id", "in", [company.alder, company.cedar]]], ["alder", "cedar"]],
  ["in nothing", () => [["id", "in", []]], []],
  ["in with false finds empty values too", ({ tag }) => [["ref", "in", [`A-${tag}`, false]]], ["alder", "cedar", "billing"]],
  ["not in", ({ company }) => [["id", "not in", [company.alder]]], ["cedar", "billing"]],
  ["not in finds empty values too", ({ tag }) => [["ref", "not in", [`A-${tag}`]]], ["cedar", "billing"]],
  ["a many2one by id", ({ company }) => [["parent_id", "=", company.alder]], ["billing"]],
  ["a many2one by ids", ({ company }) => [["parent_id", "in", [company.alder]]], ["billing"]],
  ["a many2one that is empty", () => [["parent_id", "=", false]], ["alder", "cedar"]],
  ["a many2one by name", ({ tag }) => [["parent_id", "ilike", `alder ${tag}`]], ["billing"]],
  ["a dotted path", ({ tag }) => [["parent_id.name", "=", `Alder ${tag}`]], ["billing"]],
  ["a dotted path over two records", () => [["parent_id.country_id.code", "=", "BE"]], ["billing"]],
  ["child_of holds the record and what is under it", ({ company }) => [["id", "child_of", company.alder]], ["alder", "billing"]],
  ["child_of several", ({ company }) => [["id", "child_of", [company.alder, company.cedar]]], ["alder", "cedar", "billing"]],
  ["child_of through a many2one to the model itself", ({ company }) => [["parent_id", "child_of", company.alder]], ["alder", "billing"]],
  ["parent_of", ({ company }) => [["id", "parent_of", company.alderBilling]], ["alder", "billing"]],
  ["a one2many that is set", () => [["child_ids", "!=", false]], ["alder"]],
  ["a one2many that is empty", () => [["child_ids", "=", false]], ["cedar", "billing"]],
  ["a one2many by id", ({ company }) => [["child_ids", "in", [company.alderBilling]]], ["alder"]],
  ["a one2many by a path", ({ tag }) => [["child_ids.email", "=", `billing.${tag}@example.com`]], ["alder"]],
  ["a boolean", () => [["is_company", "=", true]], ["alder", "cedar"]],
  ["a boolean, not", () => [["is_company", "!=", true]], ["billing"]],
  ["a selection", () => [["type", "=", "invoice"]], ["billing"]],
  ["> on ids", ({ company }) => [["id", ">", company.alder]], ["cedar", "billing"]],
  [
    "parts side by side are joined by and",
    () => [
      ["is_company", "=", true],
      ["ref", "=", false],
    ],
    ["cedar"],
  ],
  ["&", () => ["&", ["is_company", "=", true], ["ref", "=", false]], ["cedar"]],
  ["|", ({ company }) => ["|", ["type", "=", "invoice"], ["id", "=", company.cedar]], ["cedar", "billing"]],
  ["!", () => ["!", ["is_company", "=", true]], ["billing"]],
  [
    "nested, in prefix notation",
    ({ company }) => ["|", "&", ["is_company", "=", true], ["ref", "!=", false], "!", ["id", "in", [company.alder, company.cedar]]],
    ["alder", "billing"],
  ],
  [
    "an operator takes its parts, the rest is joined by and",
    ({ company }) => ["|", ["id", "=", company.alder], ["id", "=", company.cedar], ["ref", "=", false]],
    ["cedar"],
  ],
];

export function domainsContract(session: GetSession, { release }: ContractTarget): void {
  describe("domains", () => {
    test.each(PARTNERS)("%s", async (_title, domain, found) => {
      const { company, reader } = session();
      const names = new Map([
        [company.alder, "alder"],
        [company.cedar, "cedar"],
        [company.alderBilling, "billing"],
      ]);
      const within: OdooDomain = [["id", "in", [...names.keys()]], ...domain(session())];
      const rows = await reader.searchRead({ model: "res.partner", domain: within, fields: [], order: "id" });
      expect(new Set(rows.map((row) => names.get(row["id"] as number)))).toEqual(new Set(found));
      expect(rows).toHaveLength(found.length);
      expect(await reader.count("res.partner", within)).toBe(found.length);
    });

    test("a search that would never end on 14 is not sent", async () => {
      const { company, reader } = session();
      const error = await failure(reader.count("res.partner", [["commercial_partner_id", "child_of", company.alder]]), "invalid_input");
      expect(error.message).toContain("commercial_partner_id");
    });

    test("dates and amounts compare", async () => {
      const { company, reader } = session();
      const of = async (...domain: OdooDomain): Promise<unknown[]> => {
        const within: OdooDomain = [["id", "in", [company.open, company.partial, company.paid, company.draft]], ...domain];
        return (await reader.searchRead({ model: "account.move", domain: within, fields: [], order: "id" })).map((row) => row["id"]);
      };
      expect(await of(["invoice_date_due", "<", "2026-03-01"])).toEqual([company.open]);
      expect(await of(["invoice_date_due", "<=", "2026-03-01"], ["state", "=", "posted"])).toEqual([
        company.open,
        company.partial,
        company.paid,
      ]);
      expect(await of(["invoice_date_due", ">=", "2026-03-01"], ["payment_state", "=", "partial"])).toEqual([company.partial]);
      expect(await of(["amount_residual", ">", 59.99], ["amount_residual", "<", 100])).toEqual([company.partial]);
      expect(await of(["amount_total", "=", 250])).toEqual([company.paid]);
      expect(await of(["create_date", ">", "2001-01-01 00:00:00"])).toHaveLength(4);
      expect(await of(["create_date", "<", "2001-01-01 00:00:00"])).toEqual([]);
    });

    test("journal items are found by their invoice and their account", async () => {
      const { company, reader } = session();
      const receivable =
        release === 14 ? ["account_id.internal_type", "=", "receivable"] : ["account_id.account_type", "=", "asset_receivable"];
      const domain = [
        ["move_id.move_type", "=", "out_invoice"],
        ["move_id.payment_state", "in", ["not_paid", "partial"]],
        receivable as [string, string, unknown],
        ["parent_state", "=", "posted"],
        ["move_id", "in", [company.open, company.partial, company.paid, company.draft, company.bill]],
      ] as const;
      const rows = await reader.searchRead({
        model: "account.move.line",
        domain,
        fields: ["move_id", "amount_residual"],
        order: "id",
      });
      expect(rows.map((row) => [(row["move_id"] as [number])[0], row["amount_residual"]])).toEqual([
        [company.open, 100],
        [company.partial, 60],
      ]);
    });
  });
}
