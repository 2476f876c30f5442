import { z } from "zod";
import { getDailyMetrics } from "#src/db/access/analysisResults.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import type { AnalysisKind } from "#src/db/schema/index.ts";
import { shownTimezone } from "#src/outreach/index.ts";
import { FIGURES, type FigureName, type Metrics, type Unit } from "../schemas/metrics.ts";

const DAY_MS = 86_400_000;
const KINDS = ["financial", "sales", "operations"] as const satisfies readonly AnalysisKind[];

interface Place {
  readonly kind: (typeof KINDS)[number];
  readonly unit: Unit;
  /** Where it stands in what the analysis kept of a company. */
  readonly path: readonly (string | number)[];
}

const at = (kind: Place["kind"], unit: Unit, ...path: Place["path"]): Place => ({ kind, unit, path });

const PLACES = {
  cash: at("financial", "money", "cash", "total"),
  runway: at("financial", "months", "runway", "months"),
  outflow: at("financial", "money", "runway", "averageMonthlyOutflow"),
  working_capital: at("financial", "money", "workingCapital", "net"),
  current_assets: at("financial", "money", "workingCapital", "currentAssets"),
  current_liabilities: at("financial", "money", "workingCapital", "currentLiabilities"),
  receivables: at("financial", "money", "receivables", "total"),
  receivables_overdue: at("financial", "money", "receivables", "overdue"),
  receivables_not_due: at("financial", "money", "receivables", "buckets", "not_due"),
  receivables_1_30: at("financial", "money", "receivables", "buckets", "1_30"),
  receivables_31_60: at("financial", "money", "receivables", "buckets", "31_60"),
  receivables_61_90: at("financial", "money", "receivables", "buckets", "61_90"),
  receivables_over_90: at("financial", "money", "receivables", "buckets", "over_90"),
  overdue_customers: at("financial", "count", "overdueCustomers"),
  largest_customer: at("financial", "share", "largestCustomers", 0, "share"),
  payables: at("financial", "money", "payables", "total"),
  payables_overdue: at("financial", "money", "payables", "overdue"),
  payables_not_due: at("financial", "money", "payables", "buckets", "not_due"),
  payables_1_30: at("financial", "money", "payables", "buckets", "1_30"),
  payables_31_60: at("financial", "money", "payables", "buckets", "31_60"),
  payables_61_90: at("financial", "money", "payables", "buckets", "61_90"),
  payables_over_90: at("financial", "money", "payables", "buckets", "over_90"),
  bank_age: at("financial", "days", "bank", "businessDaysOld"),
  open_deals: at("sales", "count", "openDeals"),
  stale_deals: at("sales", "count", "staleDeals"),
  expected_revenue: at("sales", "money", "expectedRevenue"),
  weighted_revenue: at("sales", "money", "weightedRevenue"),
  won_deals: at("sales", "count", "wonLast30Days", "deals"),
  won_revenue: at("sales", "money", "wonLast30Days", "expectedRevenue"),
  open_projects: at("operations", "count", "openProjects"),
  open_tasks: at("operations", "count", "openTasks"),
  overdue_tasks: at("operations", "count", "overdueTasks"),
  unassigned_tasks: at("operations", "count", "unassignedTasks"),
  most_tasks: at("operations", "count", "people", 0, "openTasks"),
} as const satisfies Record<FigureName, Place>;

/** Of what is kept of a company: whose it is, and the rest as it stands; an earlier release may have kept less. */
const measuredSchema = z.looseObject({
  company: z.object({ id: z.number(), name: z.string(), currency: z.object({ code: z.string() }) }),
  today: z.iso.date(),
});
type Measured = z.infer<typeof measuredSchema>;

const peopleSchema = z.array(z.object({ name: z.string(), openTasks: z.number(), overdueTasks: z.number() })).catch([]);

/** Every figure that the analyses kept, by company and day, over the last days. */
export async function readMetrics(ctx: Context, { days }: { readonly days: number }): Promise<Metrics> {
  const since = new Date(ctx.clock.now().getTime() - days * DAY_MS);
  return withTransaction(ctx, async (inner) => {
    const timezone = await shownTimezone(inner);
    const companies = new Map<string, Company>();
    for (const kind of KINDS) {
      for (const measured of await readKind(inner, { kind, since, timezone })) companyOf(companies, measured).add(kind, measured);
    }
    return { timezone, companies: [...companies.values()].map((company) => company.view()) };
  });
}

async function readKind(ctx: TxContext, asked: Parameters<typeof getDailyMetrics>[1]): Promise<Measured[]> {
  const days = await getDailyMetrics(ctx, asked);
  return days.flatMap(({ metrics }) => (Array.isArray(metrics) ? metrics : []).flatMap((one) => measuredSchema.safeParse(one).data ?? []));
}

/** A company whose currency changed has two histories: its amounts do not belong on one axis. */
function companyOf(companies: Map<string, Company>, { company }: Measured): Company {
  const key = `${company.id} ${company.currency.code}`;
  const known = companies.get(key) ?? new Company(company);
  companies.set(key, known);
  return known;
}

class Company {
  readonly #company: Measured["company"];
  readonly #points = new Map<FigureName, { readonly day: string; readonly value: number }[]>();
  #people: Metrics["companies"][number]["people"] = [];

  constructor(company: Measured["company"]) {
    this.#company = company;
  }

  add(kind: Place["kind"], measured: Measured): void {
    for (const figure of FIGURES) {
      const place = PLACES[figure];
      const value = place.kind === kind ? valueAt(measured, place.path) : undefined;
      if (typeof value !== "number") continue;
      this.#points.set(figure, [...(this.#points.get(figure) ?? []), { day: measured.today, value }]);
    }
    // oldest first, so that the latest stays
    if (kind === "operations") this.#people = peopleSchema.parse(measured["people"]);
  }

  view(): Metrics["companies"][number] {
    const { id, name, currency } = this.#company;
    const series = FIGURES.flatMap((figure) => {
      const points = this.#points.get(figure);
      return points === undefined ? [] : [{ figure, unit: PLACES[figure].unit, points }];
    });
    return { company: { id, name }, currency: currency.code, series, people: this.#people };
  }
}

function valueAt(root: unknown, path: Place["path"]): unknown {
  let value: unknown = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}
