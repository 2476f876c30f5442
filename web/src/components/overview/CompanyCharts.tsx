import { useTranslations } from "use-intl/react";
import type { CompanyFigures, Overview } from "#src/api/type.ts";
import { formatDay, formatMoney, formatNumber } from "../../ui/format.ts";
import { ChartPanel, History, MoneyBars, Trend } from "./ChartPanel.tsx";

/** By the names that the analyses give them. */
const BUCKETS = [
  ["not_due", "buckets.not_due"],
  ["1_30", "buckets.b1_30"],
  ["31_60", "buckets.b31_60"],
  ["61_90", "buckets.b61_90"],
  ["over_90", "buckets.over_90"],
] as const;

/** What a company is owed, by how late it is. */
export function Ageing({ figures }: { readonly figures: CompanyFigures }) {
  const t = useTranslations("overview");
  const { currency } = figures.receivables.total;
  const rows = BUCKETS.map(([bucket, key]) => ({ name: t(key), amount: figures.receivables.buckets[bucket] ?? 0 }));
  return (
    <ChartPanel
      title={t("ageing")}
      aside={t("ageingTotal", { amount: formatMoney(figures.receivables.total, { whole: true }) })}
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        { title: t("bucket"), cell: ({ name }) => name },
        { title: t("amount"), cell: ({ amount }) => formatMoney({ amount, currency }), right: true },
      ]}
    >
      <MoneyBars rows={rows} currency={currency} label={t("amount")} />
    </ChartPanel>
  );
}

/** Cash and what is owed, over the days that were measured. */
export function MoneyHistory({ history }: { readonly history: Overview["history"][number] }) {
  const t = useTranslations("overview");
  const { days, currency } = history;
  const money = (amount: number): string => formatMoney({ amount, currency }, { whole: true });
  return (
    <ChartPanel
      title={t("history")}
      rows={days.toReversed()}
      keyOf={({ day }) => day}
      instead={days.length < 2 ? t("historyShort") : undefined}
      columns={[
        { title: t("day"), cell: ({ day }) => formatDay(day) },
        { title: t("cash"), cell: ({ cash }) => money(cash), right: true },
        { title: t("receivables"), cell: ({ receivables }) => money(receivables), right: true },
        { title: t("overdue"), cell: ({ overdue }) => money(overdue), right: true },
        {
          title: t("runway"),
          cell: ({ runwayMonths }) => (runwayMonths === null ? "" : t("months", { count: runwayMonths })),
          right: true,
        },
      ]}
    >
      <History days={days} currency={currency} names={{ cash: t("cash"), receivables: t("receivables"), overdue: t("overdue") }} />
    </ChartPanel>
  );
}

/** For how long the cash lasts, over the days that were measured; days on which nothing went out have none. */
export function Runway({ history }: { readonly history: Overview["history"][number] }) {
  const t = useTranslations("overview");
  const points = history.days.flatMap(({ day, runwayMonths }) => (runwayMonths === null ? [] : [{ day, value: runwayMonths }]));
  const months = (count: number): string => t("months", { count });
  return (
    <ChartPanel
      title={t("runwayHistory")}
      rows={points.toReversed()}
      keyOf={({ day }) => day}
      instead={points.length < 2 ? t("historyShort") : undefined}
      columns={[
        { title: t("day"), cell: ({ day }) => formatDay(day) },
        { title: t("runway"), cell: ({ value }) => months(value), right: true },
      ]}
    >
      <Trend points={points} name={t("runway")} format={months} />
    </ChartPanel>
  );
}

/** The open deals of a company by stage. */
export function Pipeline({ pipeline }: { readonly pipeline: Overview["pipeline"][number] | undefined }) {
  const t = useTranslations("overview");
  const currency = pipeline?.expected.currency ?? "";
  const stages = pipeline?.stages ?? [];
  return (
    <ChartPanel
      title={t("pipeline")}
      rows={stages}
      keyOf={({ name }) => name}
      instead={stages.length === 0 ? t("noPipeline") : undefined}
      columns={[
        { title: t("stage"), cell: ({ name }) => name },
        { title: t("deals"), cell: ({ deals }) => formatNumber(deals), right: true },
        { title: t("expected"), cell: ({ expected }) => formatMoney({ amount: expected, currency }, { whole: true }), right: true },
      ]}
    >
      {pipeline !== undefined && (
        <>
          <MoneyBars rows={stages.map(({ name, expected }) => ({ name, amount: expected }))} currency={currency} label={t("expected")} />
          <p className="mt-1 text-xs text-ink-faint">
            {t("pipelineTotal", {
              count: pipeline.openDeals,
              expected: formatMoney(pipeline.expected, { whole: true }),
              weighted: formatMoney(pipeline.weighted, { whole: true }),
            })}
            {". "}
            {t("pipelineWon", {
              count: pipeline.wonLast30Days.deals,
              amount: formatMoney(pipeline.wonLast30Days.expected, { whole: true }),
              stale: pipeline.staleDeals,
            })}
          </p>
        </>
      )}
    </ChartPanel>
  );
}
