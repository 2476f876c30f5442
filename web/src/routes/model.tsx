import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import type { ModelUsage } from "#src/api/type.ts";
import { modelUsageQuery } from "../api/screens.ts";
import { CostByDay, KeptWords, Unanswered, Uses } from "../components/model/ModelPanels.tsx";
import { usd } from "../components/model/usd.ts";
import { Tile } from "../components/overview/Figures.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { formatMonth, formatNumber } from "../ui/format.ts";

/** What a language model was asked for this month, what it cost, and where the playbook's words were kept. */
export function ModelPage() {
  const t = useTranslations("model");
  const usage = useQuery(modelUsageQuery);
  return (
    <Screen wide title={t("title")} lead={t("lead")}>
      <Loaded query={usage} lines={10}>
        {(month) => (
          <>
            {!month.enabled && <p className="mb-4 rounded-md bg-warn-wash px-3 py-2 text-warn">{t("off")}</p>}
            {month.leftUsd === 0 && <p className="mb-4 rounded-md bg-warn-wash px-3 py-2 text-warn">{t("overBudget")}</p>}
            <p className="mb-2 text-xs text-ink-faint">
              {t("month", { month: formatMonth(month.month), zone: month.timezone.replaceAll("_", " ") })}
            </p>
            <Totals month={month} />
            <div className="mt-4">
              <Uses uses={month.uses} />
            </div>
            <div className="mt-4 grid gap-4 *:min-w-0 lg:grid-cols-2">
              <div className="space-y-4">
                <CostByDay month={month} />
                <Unanswered unanswered={month.unanswered} uses={month.uses} />
              </div>
              <KeptWords words={month.words} />
            </div>
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Totals({ month: { uses, spentUsd, budgetUsd, leftUsd, heldUsd } }: { readonly month: ModelUsage }) {
  const t = useTranslations("model");
  const sum = (of: "requests" | "answered"): number => uses.reduce((all, use) => all + use[of], 0);
  const share = budgetUsd === 0 ? undefined : formatNumber(spentUsd / budgetUsd, { style: "percent", maximumFractionDigits: 1 });
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile name={t("spent")} note={share === undefined ? undefined : t("used", { share })}>
        {usd(spentUsd)}
      </Tile>
      <Tile name={t("budget")}>{usd(budgetUsd)}</Tile>
      <Tile name={t("left")} note={heldUsd === 0 ? undefined : t("held", { amount: usd(heldUsd) })} bad={leftUsd === 0}>
        {usd(leftUsd)}
      </Tile>
      <Tile name={t("requests")} note={t("requestsAnswered", { count: sum("answered") })}>
        {formatNumber(sum("requests"))}
      </Tile>
    </div>
  );
}
