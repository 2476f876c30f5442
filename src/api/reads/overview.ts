import { z } from "zod";
import { countWorkByDay } from "#src/db/access/activity.ts";
import { getDailyMetrics, getLatestAnalysisResult, getNewestRun } from "#src/db/access/analysisResults.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { shownTimezone } from "#src/outreach/index.ts";
import type { Overview } from "../schemas/overview.ts";
import { runOf } from "./analyses.ts";
import { storedMetricsSchema } from "./stored.ts";

const DAY_MS = 86_400_000;

/** The history of the figures, the pipeline, and what the system did, over the last days. */
export async function readOverview(ctx: Context, { days }: { readonly days: number }): Promise<Overview> {
  const since = new Date(ctx.clock.now().getTime() - days * DAY_MS);
  return withTransaction(ctx, async (inner) => {
    const timezone = await shownTimezone(inner);
    const financial = await getDailyMetrics(inner, { kind: "financial", since, timezone });
    const sales = await getLatestAnalysisResult(inner, "sales");
    const runs: Overview["runs"][number][] = [];
    for (const kind of ["financial", "sales", "operations"] as const) {
      const run = await getNewestRun(inner, kind);
      if (run !== null) runs.push(runOf(run));
    }
    return {
      timezone,
      runs,
      history: historyOf(financial),
      pipeline: storedPipelineSchema.parse(sales?.metrics ?? []).map(pipelineOf),
      pipelineAsOf: sales?.finishedAt?.toISOString() ?? null,
      work: await countWorkByDay(inner, { since, timezone }),
      since: since.toISOString(),
    };
  });
}

/** The measurements by company; one that a later version wrote otherwise is left out. */
function historyOf(measured: readonly { readonly metrics: unknown }[]): Overview["history"] {
  const companies = new Map<
    string,
    { company: { id: number; name: string }; currency: string; days: Overview["history"][number]["days"][number][] }
  >();
  for (const { metrics } of measured) {
    for (const figures of storedMetricsSchema.safeParse(metrics).data ?? []) {
      const { id, name, currency } = figures.company;
      // a company whose currency changed has two histories: its amounts do not belong on one axis
      const key = `${id} ${currency.code}`;
      const known = companies.get(key) ?? { company: { id, name }, currency: currency.code, days: [] };
      companies.set(key, known);
      known.days.push({
        day: figures.today,
        cash: figures.cash.total,
        receivables: figures.receivables.total,
        overdue: figures.receivables.overdue,
        runwayMonths: figures.runway.months,
      });
    }
  }
  return [...companies.values()];
}

/** What a page shows of a stored analysis of sales; what the analyzers write is their contract, and a test holds these together. */
const storedPipelineSchema = z.array(
  z.object({
    company: z.object({ id: z.number(), name: z.string(), currency: z.object({ code: z.string() }) }),
    openDeals: z.number(),
    staleDeals: z.number(),
    expectedRevenue: z.number(),
    weightedRevenue: z.number(),
    stages: z.array(z.object({ name: z.string(), deals: z.number(), expectedRevenue: z.number() })),
    wonLast30Days: z.object({ deals: z.number(), expectedRevenue: z.number() }),
  }),
);

function pipelineOf(stored: z.infer<typeof storedPipelineSchema>[number]): Overview["pipeline"][number] {
  const { company, openDeals, staleDeals, stages, wonLast30Days } = stored;
  const money = (amount: number): { amount: number; currency: string } => ({ amount, currency: company.currency.code });
  return {
    company: { id: company.id, name: company.name },
    openDeals,
    staleDeals,
    expected: money(stored.expectedRevenue),
    weighted: money(stored.weightedRevenue),
    stages: stages.map(({ name, deals, expectedRevenue }) => ({ name, deals, expected: expectedRevenue })),
    wonLast30Days: { deals: wonLast30Days.deals, expected: money(wonLast30Days.expectedRevenue) },
  };
}
