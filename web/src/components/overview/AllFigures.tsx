import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { FigureName, Metrics, Series } from "#src/api/type.ts";
import { metricsQuery } from "../../api/screens.ts";
import { formatDay, formatMoney, formatNumber } from "../../ui/format.ts";
import { Choice } from "../screen/Field.tsx";
import { Loaded } from "../screen/Loaded.tsx";
import { Panel } from "../screen/Screen.tsx";
import { ChartPanel, Table, Trend } from "./ChartPanel.tsx";

interface OfCompany {
  readonly companyId: number;
  /** Amounts of another one belong to another history. */
  readonly currency: string;
}

/** Every figure that is kept of a company: one over time, all as they stand now, and who has how much to do. */
export function AllFigures({ companyId, currency }: OfCompany) {
  const metrics = useQuery(metricsQuery);
  return (
    <Loaded query={metrics} lines={6}>
      {({ companies }) => {
        const kept = companies.find((one) => one.company.id === companyId && one.currency === currency);
        if (kept === undefined) return null;
        return (
          <>
            <OverTime kept={kept} />
            <Now kept={kept} />
            <People people={kept.people} />
          </>
        );
      }}
    </Loaded>
  );
}

type Kept = Metrics["companies"][number];

function OverTime({ kept: { series, currency } }: { readonly kept: Kept }) {
  const t = useTranslations("overview");
  const write = useWriting(currency);
  const [chosen, setChosen] = useState<FigureName>("open_tasks");
  const shown = series.find(({ figure }) => figure === chosen) ?? series[0];
  if (shown === undefined) return null;
  const { figure, unit, points } = shown;
  return (
    <ChartPanel
      title={t("overTime")}
      aside={
        <Choice label={t("figure")} value={figure} onChange={({ target }) => setChosen(target.value as FigureName)}>
          {series.map((one) => (
            <option key={one.figure} value={one.figure}>
              {t(`figures.${one.figure}`)}
            </option>
          ))}
        </Choice>
      }
      rows={points.toReversed()}
      keyOf={({ day }) => day}
      instead={points.length < 2 ? t("historyShort") : undefined}
      columns={[
        { title: t("day"), cell: ({ day }) => formatDay(day) },
        { title: t(`figures.${figure}`), cell: ({ value }) => write(unit, value), right: true },
      ]}
    >
      <Trend
        points={points}
        name={t(`figures.${figure}`)}
        format={(value) => write(unit, value)}
        {...(unit === "share" ? { axis: (value: number) => write(unit, value) } : {})}
      />
    </ChartPanel>
  );
}

/** All of them as they stand, beside where they stood on the first day that is shown. */
function Now({ kept: { series, currency } }: { readonly kept: Kept }) {
  const t = useTranslations("overview");
  const write = useWriting(currency);
  return (
    <Panel title={t("allFigures")}>
      <Table
        label={t("allFigures")}
        rows={series}
        keyOf={({ figure }) => figure}
        columns={[
          { title: t("figure"), cell: ({ figure }) => t(`figures.${figure}`) },
          { title: t("now"), cell: ({ unit, points }) => write(unit, points.at(-1)!.value), right: true },
          { title: t("before"), cell: ({ unit, points }) => (points.length < 2 ? "" : write(unit, points[0]!.value)), right: true },
          { title: t("since"), cell: ({ points }) => (points.length < 2 ? "" : formatDay(points[0]!.day)), right: true },
        ]}
      />
    </Panel>
  );
}

function People({ people }: { readonly people: Kept["people"] }) {
  const t = useTranslations("overview");
  if (people.length === 0) return null;
  return (
    <Panel title={t("load")}>
      <Table
        label={t("load")}
        rows={people}
        keyOf={({ name }) => name}
        columns={[
          { title: t("person"), cell: ({ name }) => name },
          { title: t("figures.open_tasks"), cell: ({ openTasks }) => formatNumber(openTasks), right: true },
          { title: t("figures.overdue_tasks"), cell: ({ overdueTasks }) => formatNumber(overdueTasks), right: true },
        ]}
      />
    </Panel>
  );
}

/** How a value of a unit is written. */
function useWriting(currency: string): (unit: Series["unit"], value: number) => string {
  const t = useTranslations("overview");
  return (unit, value) => {
    switch (unit) {
      case "money":
        return formatMoney({ amount: value, currency }, { whole: true });
      case "months":
        return t("months", { count: value });
      case "days":
        return t("workingDays", { count: value });
      case "share":
        return formatNumber(value, { style: "percent" });
      case "count":
        return formatNumber(value);
    }
  };
}
