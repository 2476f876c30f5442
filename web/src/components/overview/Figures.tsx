import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import type { CompanyFigures } from "#src/api/type.ts";
import { formatDay, formatMoney } from "../../ui/format.ts";

/** The figures of a company at a glance. */
export function Figures({ figures }: { readonly figures: CompanyFigures }) {
  const t = useTranslations("overview");
  const { cash, bank, runwayMonths, averageMonthlyOutflow, receivables, overdueCustomers } = figures;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        name={t("cash")}
        note={bank.isStale && bank.newestEntry !== null ? t("bankReadTo", { day: formatDay(bank.newestEntry) }) : undefined}
      >
        {formatMoney(cash, { whole: true })}
      </Tile>
      <Tile
        name={t("runway")}
        note={t("outflow", { amount: formatMoney(averageMonthlyOutflow, { whole: true }) })}
        bad={runwayMonths !== null && runwayMonths < 3}
      >
        {runwayMonths === null ? t("noOutflow") : t("months", { count: runwayMonths })}
      </Tile>
      <Tile name={t("receivables")}>{formatMoney(receivables.total, { whole: true })}</Tile>
      <Tile name={t("overdue")} note={t("overdueCustomers", { count: overdueCustomers })}>
        {formatMoney(receivables.overdue, { whole: true })}
      </Tile>
    </div>
  );
}

/** A figure with its name, and a word on it. */
export function Tile({
  name,
  note,
  bad = false,
  children,
}: {
  readonly name: string;
  readonly note?: string | undefined;
  readonly bad?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className="min-w-0 rounded-xl border border-line bg-surface px-4 py-3 shadow-card">
      <p className="text-xs text-ink-faint">{name}</p>
      <p className={`mt-0.5 truncate text-lg leading-6 font-semibold tracking-tight tabular-nums ${bad ? "text-bad" : ""}`}>{children}</p>
      {note !== undefined && <p className="mt-0.5 text-2xs text-ink-faint">{note}</p>}
    </div>
  );
}
