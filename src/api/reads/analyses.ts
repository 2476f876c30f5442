import { getLatestAnalysisResult, getNewestRun, type AnalysisResultRow } from "#src/db/access/analysisResults.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { z } from "zod";
import { heldCandidateSchema, type CompanyFigures, type HeldList, type LatestAnalysis, type NotChasedList } from "../schemas/monitoring.ts";
import { storedMetricsSchema, storedNotChasedSchema, type StoredMetrics } from "./stored.ts";

/** The customers left out by the latest analysis that came to an end. */
export async function readNotChased(ctx: Context): Promise<NotChasedList> {
  const row = await withTransaction(ctx, (inner) => getLatestAnalysisResult(inner, "financial"));
  const customers = storedNotChasedSchema.parse(row?.notChased ?? []).map((left) => ({
    partnerId: left.partnerId,
    customer: left.partnerName,
    company: left.companyName,
    total: { amount: left.total, currency: left.currency.code },
    invoiceCount: left.invoiceCount,
    daysOverdue: left.daysOverdue,
    reason: left.reason,
    sentence: left.sentence,
    holds: left.holds,
  }));
  return { analysis: row === null ? null : runOf(row), customers };
}

/** What the latest analyses of sales and operations found and proposed nothing for. */
export async function readHeldCandidates(ctx: Context): Promise<HeldList> {
  const [sales, operations] = await withTransaction(ctx, async (inner) => [
    await getLatestAnalysisResult(inner, "sales"),
    await getLatestAnalysisResult(inner, "operations"),
  ]);
  const candidates = [sales, operations].flatMap((row) => z.array(heldCandidateSchema).parse(row?.notChased ?? []));
  return { sales: sales === null ? null : runOf(sales), operations: operations === null ? null : runOf(operations), candidates };
}

/** The figures of the latest analysis that came to an end, and the newest run when that is a later one. */
export async function readLatestAnalysis(ctx: Context): Promise<LatestAnalysis> {
  const [row, newest] = await withTransaction(ctx, async (inner) => [
    await getLatestAnalysisResult(inner, "financial"),
    await getNewestRun(inner, "financial"),
  ]);
  return {
    analysis: row === null ? null : runOf(row),
    newest: newest === null ? null : runOf(newest),
    companies: storedMetricsSchema.parse(row?.metrics ?? []).map(figuresOf),
  };
}

type RunRow = Pick<AnalysisResultRow, "id" | "kind" | "startedAt" | "finishedAt" | "error">;

/** A run as it is answered. */
export function runOf({ id, kind, startedAt, finishedAt, error }: RunRow): NonNullable<LatestAnalysis["analysis"]> {
  return { id, kind, startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null, error };
}

function figuresOf(metrics: StoredMetrics): CompanyFigures {
  const money = (amount: number): { amount: number; currency: string } => ({ amount, currency: metrics.company.currency.code });
  const ageing = ({ total, overdue, buckets }: StoredMetrics["receivables"]): CompanyFigures["receivables"] => ({
    total: money(total),
    overdue: money(overdue),
    buckets,
  });
  return {
    company: { id: metrics.company.id, name: metrics.company.name },
    today: metrics.today,
    cash: money(metrics.cash.total),
    runwayMonths: metrics.runway.months,
    averageMonthlyOutflow: money(metrics.runway.averageMonthlyOutflow),
    receivables: ageing(metrics.receivables),
    payables: ageing(metrics.payables),
    overdueCustomers: metrics.overdueCustomers,
    bank: { newestEntry: metrics.bank.newestEntry, isStale: metrics.bank.isStale },
  };
}
