import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { LatestAnalysis, Overview } from "#src/api/type.ts";
import { alertsQuery, latestAnalysisQuery } from "../api/queries.ts";
import { overviewQuery } from "../api/screens.ts";
import { AllFigures } from "../components/overview/AllFigures.tsx";
import { Ageing, MoneyHistory, Pipeline, Runway } from "../components/overview/CompanyCharts.tsx";
import { Figures } from "../components/overview/Figures.tsx";
import { Outcomes, WorkPanel } from "../components/overview/Outcomes.tsx";
import { isUnderWay, RunButton, RunProgress, type Awaited } from "../components/overview/RunProgress.tsx";
import { Choice } from "../components/screen/Field.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { Panel, Screen } from "../components/screen/Screen.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Pill } from "../ui/Pill.tsx";
import { Empty } from "../ui/States.tsx";
import { Said } from "../ui/Said.tsx";

/** How the business stands, what the system did, and what came of it. */
export function OverviewPage() {
  const t = useTranslations("overview");
  const [awaited, setAwaited] = useState<Awaited | null>(null);
  const [isFollowed, setFollowed] = useState(false);
  const overview = useQuery(overviewQuery(isFollowed));
  const latest = useQuery(latestAnalysisQuery);
  const runs = overview.data?.runs ?? [];
  const underWay = isUnderWay(runs, awaited);
  if (underWay !== isFollowed) {
    setFollowed(underWay);
    if (!underWay) void latest.refetch();
  }
  return (
    <Screen wide title={t("title")} lead={t("lead")} tools={<RunButton runs={runs} awaited={awaited} onAsked={setAwaited} />}>
      <Loaded query={overview} lines={12}>
        {(data) => (
          <>
            <RunProgress runs={data.runs} awaited={awaited} />
            <Companies overview={data} latest={latest.data} />
            <div className="mt-4">
              <OpenAlerts />
            </div>
            <div className="mt-4">
              <Outcomes />
            </div>
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function Companies({ overview, latest }: { readonly overview: Overview; readonly latest: LatestAnalysis | undefined }) {
  const t = useTranslations("overview");
  const [chosen, setChosen] = useState<number | null>(null);
  const companies = latest?.companies ?? [];
  const figures = companies.find(({ company }) => company.id === chosen) ?? companies[0];
  if (figures === undefined) {
    return (
      <Empty icon="chart" title={t("noFigures")}>
        {t("noFiguresLead")}
      </Empty>
    );
  }
  const { id } = figures.company;
  const history = overview.history.findLast(({ company, currency }) => company.id === id && currency === figures.cash.currency);
  return (
    <>
      {companies.length > 1 && (
        <div className="mb-4 max-w-64">
          <Choice label={t("company")} value={id} onChange={({ target }) => setChosen(Number(target.value))}>
            {companies.map(({ company }) => (
              <option key={company.id} value={company.id}>
                {company.name}
              </option>
            ))}
          </Choice>
        </div>
      )}
      <Figures figures={figures} />
      <div className="mt-4 grid gap-4 *:min-w-0 lg:grid-cols-2">
        <Ageing figures={figures} />
        {history !== undefined && <MoneyHistory history={history} />}
        {history !== undefined && <Runway history={history} />}
        <Pipeline pipeline={overview.pipeline.find(({ company }) => company.id === id)} />
        <WorkPanel work={overview.work} />
        <AllFigures companyId={id} currency={figures.cash.currency} />
      </div>
    </>
  );
}

const MOST_ALERTS = 5;
const TONES = { info: "accent", warning: "warn", critical: "bad" } as const;
const WEIGHT = { critical: 0, warning: 1, info: 2 } as const;

function OpenAlerts() {
  const t = useTranslations("overview");
  const words = useTranslations("alerts");
  const alerts = useQuery(alertsQuery);
  return (
    <Panel
      title={t("alerts")}
      aside={
        <Link to="/alerts" className="text-accent-ink underline">
          {t("allAlerts")}
        </Link>
      }
    >
      <Loaded query={alerts} lines={4}>
        {({ alerts: all }) => {
          const open = all
            .filter(({ status }) => status === "new" || status === "acknowledged")
            .toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
          if (open.length === 0) {
            return (
              <p className="flex items-center gap-2 py-4 text-ink-faint">
                <Icon name="check" className="size-4 text-good" /> {t("noAlerts")}
              </p>
            );
          }
          return (
            <ul className="divide-y divide-line">
              {open.slice(0, MOST_ALERTS).map((alert) => (
                <li key={alert.id} className="flex items-start justify-between gap-3 py-2">
                  <span className="min-w-0">
                    <span className="block font-medium">
                      <Said of={alert.title} as="title" />
                    </span>
                    {alert.sentence !== null && (
                      <span className="block text-xs text-ink-faint">
                        <Said of={alert.sentence} />
                      </span>
                    )}
                  </span>
                  <Pill tone={TONES[alert.severity]}>{words(`severity.${alert.severity}`)}</Pill>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
