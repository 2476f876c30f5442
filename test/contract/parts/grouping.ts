import { describe, expect, test } from "vitest";
import type { GetSession } from "../odooContract.ts";
import { failure } from "../session.ts";

export function groupingContract(session: GetSession): void {
  describe("grouping", () => {
    test("by a selection: sums and counts", async () => {
      const { reader, company } = session();
      const domain = [["id", "in", [company.open, company.partial, company.bill, company.openCredit]]] as const;
      const groups = await reader.group({
        model: "account.move",
        domain,
        by: ["move_type"],
        aggregates: ["amount_residual_signed:sum", "amount_total:sum"],
      });
      expect(new Map(groups.map((group) => [group.key["move_type"], group]))).toEqual(
        new Map([
          [
            "out_invoice",
            {
              key: { move_type: "out_invoice" },
              count: 2,
              values: { "amount_residual_signed:sum": 160, "amount_total:sum": 200 },
              days: {},
            },
          ],
          [
            "out_refund",
            { key: { move_type: "out_refund" }, count: 1, values: { "amount_residual_signed:sum": -30, "amount_total:sum": 30 }, days: {} },
          ],
          [
            "in_invoice",
            { key: { move_type: "in_invoice" }, count: 1, values: { "amount_residual_signed:sum": -70, "amount_total:sum": 70 }, days: {} },
          ],
        ]),
      );
    });

    test("by a many2one and the month of a date", async () => {
      const { reader, company, tag } = session();
      const domain = [["id", "in", [company.open, company.partial, company.paid, company.foreign]]] as const;
      const groups = await reader.group({
        model: "account.move",
        domain,
        by: ["partner_id", "invoice_date_due:month"],
        aggregates: ["amount_residual:sum"],
      });
      const alder = { id: company.alder, name: `Alder ${tag}` };
      const sorted = groups.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
      expect(sorted).toEqual([
        { key: { partner_id: alder, "invoice_date_due:month": "2026-02-01" }, count: 1, values: { "amount_residual:sum": 100 }, days: {} },
        { key: { partner_id: alder, "invoice_date_due:month": "2026-03-01" }, count: 2, values: { "amount_residual:sum": 60 }, days: {} },
        {
          key: { partner_id: { id: company.cedar, name: `Cedar_50% ${tag}` }, "invoice_date_due:month": "2026-03-01" },
          count: 1,
          values: { "amount_residual:sum": 300 },
          days: {},
        },
      ]);
    });

    test("the first of some days, and how many different records", async () => {
      const { reader, company } = session();
      const domain = [
        ["move_id", "in", [company.open, company.partial, company.paid]],
        ["date_maturity", "!=", false],
      ] as const;
      const ask = { model: "account.move.line", by: ["partner_id"], aggregates: ["date_maturity:min", "move_id:count_distinct"] } as const;
      const [group] = await reader.group({ ...ask, domain });
      const rows = await reader.searchRead({ model: ask.model, domain, fields: ["date_maturity", "move_id"], order: "date_maturity" });
      expect(group).toMatchObject({
        days: { "date_maturity:min": rows[0]!["date_maturity"] },
        values: { "move_id:count_distinct": 3 },
        count: rows.length,
      });
      expect(await failure(reader.group({ ...ask, domain, aggregates: ["move_id:min"] }), "invalid_input")).toMatchObject({
        code: "invalid_input",
      });
    });

    test("by a date that is not set: null", async () => {
      const { reader, company } = session();
      const domain = [["id", "in", [company.bankEntry]]] as const;
      const groups = await reader.group({ model: "account.move", domain, by: ["invoice_date:month", "partner_id"], aggregates: [] });
      expect(groups).toEqual([{ key: { "invoice_date:month": null, partner_id: null }, count: 1, values: {}, days: {} }]);
    });

    test("by a boolean", async () => {
      const { reader, company } = session();
      const domain = [["id", "in", [company.alder, company.alderBilling]]] as const;
      const groups = await reader.group({ model: "res.partner", domain, by: ["is_company"], aggregates: [] });
      expect(new Set(groups.map((group) => `${String(group.key["is_company"])} ${group.count}`))).toEqual(new Set(["true 1", "false 1"]));
    });

    test("by nothing: one group, also when there is nothing to sum", async () => {
      const { reader, company } = session();
      const ask = (ids: readonly number[]): ReturnType<typeof reader.group> =>
        reader.group({ model: "account.move", domain: [["id", "in", ids]], by: [], aggregates: ["amount_residual_signed:sum"] });
      expect(await ask([company.open, company.partial])).toEqual([
        { key: {}, count: 2, values: { "amount_residual_signed:sum": 160 }, days: {} },
      ]);
      expect(await ask([])).toEqual([{ key: {}, count: 0, values: { "amount_residual_signed:sum": 0 }, days: {} }]);
    });

    test("no records: no groups", async () => {
      const { reader } = session();
      expect(await reader.group({ model: "account.move", domain: [["id", "=", 0]], by: ["move_type"], aggregates: [] })).toEqual([]);
    });

    test("what the releases would answer differently is not asked", async () => {
      const { reader } = session();
      for (const by of ["invoice_date", "create_date:month"]) {
        const error = await failure(reader.group({ model: "account.move", domain: [], by: [by], aggregates: [] }), "invalid_input");
        expect(error.message).toContain(by);
      }
    });
  });
}
