import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { OutcomesReport, Overview } from "#src/api/type.ts";
import { outcomesQuery } from "../../api/screens.ts";
import { formatDay, formatMoney, formatNumber } from "../../ui/format.ts";
import { Choice } from "../screen/Field.tsx";
import { Loaded } from "../screen/Loaded.tsx";
import { Panel } from "../screen/Screen.tsx";
import { ChartPanel, CountBars, Table, Work } from "./ChartPanel.tsx";

/** What was proposed and what came to its end, by day. */
export function WorkPanel({ work }: { readonly work: Overview["work"] }) {
  const t = useTranslations("overview");
  return (
    <ChartPanel
      title={t("work")}
      rows={work.toReversed()}
      keyOf={({ day }) => day}
      instead={work.length === 0 ? t("workNone") : undefined}
      columns={[
        { title: t("day"), cell: ({ day }) => formatDay(day) },
        { title: t("proposed"), cell: ({ proposed }) => formatNumber(proposed), right: true },
        { title: t("done"), cell: ({ done }) => formatNumber(done), right: true },
        { title: t("notDone"), cell: ({ notDone }) => formatNumber(notDone), right: true },
      ]}
    >
      <Work days={work} names={{ proposed: t("proposed"), done: t("done"), notDone: t("notDone") }} />
    </ChartPanel>
  );
}

type OfType = OutcomesReport["types"][number];

/** What people said to each kind of action, and what came after it. */
export function Outcomes() {
  const t = useTranslations("overview");
  const screen = useTranslations("screen");
  const report = useQuery(outcomesQuery);
  return (
    <div className="space-y-4">
      <Panel title={t("outcomes")}>
        <p className="mb-3 text-xs text-ink-faint">{t("outcomesLead")}</p>
        <Loaded query={report} lines={4}>
          {({ types }) =>
            types.length === 0 ? (
              <p className="py-4 text-ink-faint">{t("outcomesNone")}</p>
            ) : (
              <Table
                label={t("outcomes")}
                rows={types}
                keyOf={({ actionType }) => actionType}
                columns={[
                  { title: t("type"), cell: ({ actionType }) => screen(`types.${actionType}`) },
                  { title: t("proposed"), cell: ({ decisions }) => formatNumber(decisions.proposed), right: true },
                  { title: t("accepted"), cell: ({ acceptance }) => shareOf(acceptance, t), right: true },
                  { title: t("executed"), cell: ({ decisions }) => formatNumber(decisions.executed), right: true },
                  { title: t("paid30"), cell: ({ outcomes }) => paidWithin(outcomes, t), right: true },
                  { title: t("moneyIn"), cell: ({ outcomes }) => moneyIn(outcomes), right: true },
                ]}
              />
            )
          }
        </Loaded>
      </Panel>
      {report.data !== undefined && <CameOfIt types={report.data.types} />}
    </div>
  );
}

/** What came after the actions of one kind whose time is over, each fact by how many it came after. */
function CameOfIt({ types }: { readonly types: readonly OfType[] }) {
  const t = useTranslations("overview");
  const screen = useTranslations("screen");
  const carriedOut = types.filter(({ decisions }) => decisions.executed > 0);
  const [chosen, setChosen] = useState<OfType["actionType"] | null>(null);
  const shown = carriedOut.find(({ actionType }) => actionType === chosen) ?? carriedOut[0];
  if (shown === undefined) return null;
  const { outcomes } = shown;
  const rows = [
    ...(outcomes.payments?.paidWithin ?? []).map(({ days, ...share }) => ({ name: t("paidWithin", { days }), ...share })),
    ...outcomes.facts.map(({ fact, ...share }) => ({ name: t(`facts.${fact}`), ...share })),
  ];
  return (
    <ChartPanel
      title={t("cameOfIt", { closed: outcomes.closed, open: outcomes.open })}
      aside={
        <Choice label={t("type")} value={shown.actionType} onChange={({ target }) => setChosen(target.value as OfType["actionType"])}>
          {carriedOut.map(({ actionType }) => (
            <option key={actionType} value={actionType}>
              {screen(`types.${actionType}`)}
            </option>
          ))}
        </Choice>
      }
      rows={rows}
      keyOf={({ name }) => name}
      instead={outcomes.closed === 0 || rows.length === 0 ? t("cameOfItNone", { open: outcomes.open }) : undefined}
      columns={[
        { title: t("fact"), cell: ({ name }) => name },
        { title: t("actions"), cell: ({ count }) => formatNumber(count), right: true },
        { title: t("share"), cell: (row) => shareOf(row, t), right: true },
      ]}
    >
      <CountBars rows={rows} label={t("actions")} />
    </ChartPanel>
  );
}

type Words = ReturnType<typeof useTranslations<"overview">>;

/** A share never stands without what it rests on. */
function shareOf({ share, of }: OfType["acceptance"], t: Words): string {
  return share === null ? "" : t("acceptedOf", { share: formatNumber(share, { style: "percent" }), of });
}

function paidWithin({ payments }: OfType["outcomes"], t: Words): string {
  const within = payments?.paidWithin.find(({ days }) => days === 30);
  return within === undefined ? "" : shareOf(within, t);
}

/** By currency; amounts of different ones are not added. */
function moneyIn({ payments }: OfType["outcomes"]): string {
  const sums = new Map<string, number>();
  for (const { currency, paid } of [...(payments?.closed ?? []), ...(payments?.stillOpen ?? [])]) {
    sums.set(currency, (sums.get(currency) ?? 0) + paid);
  }
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => formatMoney({ amount, currency }, { whole: true }))
    .join(", ");
}
