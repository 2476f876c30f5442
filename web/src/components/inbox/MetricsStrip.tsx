import { useTranslations } from "use-intl/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { CompanyFigures } from "#src/api/type.ts";
import { latestAnalysisQuery } from "../../api/queries.ts";
import { formatDay, formatMoney, formatNumber } from "../../ui/format.ts";
import { ago } from "../../ui/Time.tsx";
import { RunAnalysis } from "./RunAnalysis.tsx";

/** The figures that frame every decision: cash, runway, what is owed and what is late. */
export function MetricsStrip() {
  const t = useTranslations("inbox.figures");
  const { data } = useQuery(latestAnalysisQuery);
  const figures = data?.companies[0];
  return (
    <section
      aria-label={t("label")}
      className="flex shrink-0 items-center gap-6 overflow-x-auto border-b border-line bg-surface px-5 py-3 [scrollbar-width:none] md:gap-9 md:px-6"
    >
      {figures === undefined ? <Figure name={t("none")}>{t("afterFirst")}</Figure> : <Figures figures={figures} />}
      <div className="ml-auto flex shrink-0 items-center gap-3 text-xs text-ink-faint">
        {data?.analysis?.finishedAt && (
          <span className="hidden lg:inline">{t.rich("readAt", { when: ago(data.analysis.finishedAt) })}</span>
        )}
        <RunAnalysis newest={data?.newest ?? null} />
      </div>
    </section>
  );
}

function Figures({ figures }: { figures: CompanyFigures }) {
  const t = useTranslations("inbox.figures");
  const { runwayMonths, receivables, overdueCustomers, bank } = figures;
  return (
    <>
      <Figure
        name={t("cash")}
        note={bank.isStale && bank.newestEntry !== null ? t("bankTo", { day: formatDay(bank.newestEntry) }) : undefined}
      >
        {formatMoney(figures.cash, { whole: true })}
      </Figure>
      <Figure name={t("runway")} tone={runwayMonths !== null && runwayMonths < 3 ? "bad" : undefined}>
        {runwayMonths === null ? t("noOutflow") : t("months", { months: formatNumber(runwayMonths, { maximumFractionDigits: 1 }) })}
      </Figure>
      <Figure name={t("receivables")}>{formatMoney(receivables.total, { whole: true })}</Figure>
      <Figure
        name={t("overdue")}
        note={t("customers", { count: overdueCustomers })}
        tone={receivables.overdue.amount > 0 ? "warn" : undefined}
      >
        {formatMoney(receivables.overdue, { whole: true })}
      </Figure>
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly note?: string | undefined;
  readonly tone?: "warn" | "bad" | undefined;
  readonly children: ReactNode;
}

function Figure({ name, note, tone, children }: FigureProps) {
  const colour = tone === undefined ? "text-ink" : tone === "bad" ? "text-bad" : "text-warn";
  return (
    <div className="shrink-0">
      <p className="text-2xs text-ink-faint">
        {name}
        {note !== undefined && <span> · {note}</span>}
      </p>
      <p className={`text-[0.9375rem] leading-5 font-semibold tracking-tight tabular-nums ${colour}`}>{children}</p>
    </div>
  );
}
