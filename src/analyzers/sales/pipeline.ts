import { roundMoney } from "#src/lib/money.ts";
import { addDays } from "../calendar.ts";
import { asRef } from "../figures/cash.ts";
import type { PipelineMetrics } from "../findings.ts";
import type { CompanyScope } from "../run.ts";
import { dealsOf, OPEN_DEALS } from "./dealDomain.ts";

/** What the pipeline of a company is worth. Odoo adds up: two calls whatever the number of deals. */
export async function readPipeline(run: CompanyScope, isFirst: boolean): Promise<Omit<PipelineMetrics, "staleDeals">> {
  const { reader, company, today } = run;
  const { decimals } = company.currency;
  const [open, won] = await Promise.all([
    reader.group({
      model: "crm.lead",
      domain: [...dealsOf(run, isFirst), ...OPEN_DEALS],
      by: ["stage_id"],
      aggregates: ["expected_revenue:sum", "prorated_revenue:sum"],
    }),
    reader.group({
      model: "crm.lead",
      domain: [...dealsOf(run, isFirst), ["stage_id.is_won", "=", true], ["date_closed", ">=", `${addDays(today, -30)} 00:00:00`]],
      by: ["stage_id"],
      aggregates: ["expected_revenue:sum"],
    }),
  ]);
  const sum = (groups: typeof open, field: string): number =>
    roundMoney(
      groups.reduce((total, { values }) => total + (values[field] ?? 0), 0),
      decimals,
    );
  const countOf = (groups: typeof open): number => groups.reduce((total, { count }) => total + count, 0);
  const stages = open.flatMap(({ key, count, values }): PipelineMetrics["stages"][number][] => {
    const stage = asRef(key["stage_id"]);
    if (stage === null) return [];
    return [
      { stageId: stage.id, name: stage.name, deals: count, expectedRevenue: roundMoney(values["expected_revenue:sum"] ?? 0, decimals) },
    ];
  });
  return {
    company,
    today,
    openDeals: countOf(open),
    expectedRevenue: sum(open, "expected_revenue:sum"),
    weightedRevenue: sum(open, "prorated_revenue:sum"),
    stages: stages.toSorted((a, b) => a.stageId - b.stageId),
    wonLast30Days: { deals: countOf(won), expectedRevenue: sum(won, "expected_revenue:sum") },
  };
}
