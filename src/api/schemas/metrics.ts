import { z } from "zod";

/** Every figure of a company that the analyses keep, in the order in which they are shown. */
export const FIGURES = [
  "cash",
  "runway",
  "outflow",
  "working_capital",
  "current_assets",
  "current_liabilities",
  "receivables",
  "receivables_overdue",
  "receivables_not_due",
  "receivables_1_30",
  "receivables_31_60",
  "receivables_61_90",
  "receivables_over_90",
  "overdue_customers",
  "largest_customer",
  "payables",
  "payables_overdue",
  "payables_not_due",
  "payables_1_30",
  "payables_31_60",
  "payables_61_90",
  "payables_over_90",
  "bank_age",
  "open_deals",
  "stale_deals",
  "expected_revenue",
  "weighted_revenue",
  "won_deals",
  "won_revenue",
  "open_projects",
  "open_tasks",
  "overdue_tasks",
  "unassigned_tasks",
  "most_tasks",
] as const;
export type FigureName = (typeof FIGURES)[number];

/** What a figure is counted in; money is in the company's currency, a share between 0 and 1. */
const UNITS = ["money", "count", "months", "days", "share"] as const;
export type Unit = (typeof UNITS)[number];

const seriesSchema = z.object({
  figure: z.enum(FIGURES),
  unit: z.enum(UNITS),
  /** The last measurement of each day, oldest first; days without one are left out. */
  points: z.array(z.object({ day: z.iso.date(), value: z.number() })).readonly(),
});
export type Series = z.infer<typeof seriesSchema>;

/** Who has how much to do. */
const personLoadSchema = z.object({ name: z.string(), openTasks: z.number(), overdueTasks: z.number() });

export const metricsSchema = z.object({
  /** IANA zone that the days go by. */
  timezone: z.string(),
  companies: z
    .array(
      z.object({
        company: z.object({ id: z.number(), name: z.string() }),
        currency: z.string(),
        series: z.array(seriesSchema).readonly(),
        /** As of the latest analysis of projects and tasks, most open tasks first. */
        people: z.array(personLoadSchema).readonly(),
      }),
    )
    .readonly(),
});
export type Metrics = z.infer<typeof metricsSchema>;
