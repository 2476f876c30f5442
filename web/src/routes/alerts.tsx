import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Alert } from "#src/api/type.ts";
import { alertsQuery } from "../api/queries.ts";
import { pastAlertsQuery } from "../api/screens.ts";
import { AlertCard } from "../components/alerts/AlertCard.tsx";
import { CsvButton } from "../components/screen/CsvButton.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { RightsNote } from "../components/screen/rights.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { Tabs } from "../components/screen/Tabs.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/States.tsx";
import { useSay } from "../i18n/useSay.ts";

const WEIGHT = { critical: 0, warning: 1, info: 2 } as const;

/** Facts worth knowing that ask for no action. */
export function Alerts() {
  const t = useTranslations("alerts");
  const say = useSay();
  const [view, setView] = useState<"open" | "past">("open");
  const current = useQuery(alertsQuery);
  const open = (current.data?.alerts ?? [])
    .filter(({ status }) => status === "new" || status === "acknowledged")
    .toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]);
  const heading = [t("alert"), t("sentence"), t("severityHead"), t("statusHead"), t("firstSeen"), t("lastSeen")];
  const rowOf = (alert: Alert): (string | null)[] => [
    say(alert.title, "title"),
    alert.sentence === null ? null : say(alert.sentence),
    t(`severity.${alert.severity}`),
    t(`status.${alert.status}`),
    alert.raisedAt,
    alert.lastSeenAt,
  ];
  return (
    <Screen
      title={t("title")}
      lead={t("lead")}
      tools={<CsvButton name="alerts" heading={heading} rows={() => Promise.resolve((current.data?.alerts ?? []).map(rowOf))} />}
    >
      <RightsNote right="decide" />
      <Tabs
        label={t("views")}
        current={view}
        onChoose={setView}
        tabs={[
          { name: "open", label: t("open"), count: open.length },
          { name: "past", label: t("past") },
        ]}
      />
      {view === "past" ? (
        <Past />
      ) : (
        <Loaded query={current}>
          {() =>
            open.length === 0 ? (
              <Empty icon="bell" title={t("none")}>
                {t("noneLead")}
              </Empty>
            ) : (
              <Cards alerts={open} />
            )
          }
        </Loaded>
      )}
    </Screen>
  );
}

function Past() {
  const t = useTranslations("alerts");
  const screen = useTranslations("screen");
  const past = useInfiniteQuery(pastAlertsQuery);
  return (
    <Loaded query={past}>
      {({ pages }) => {
        const alerts = pages.flatMap((page) => page.alerts);
        if (alerts.length === 0)
          return (
            <Empty icon="bell" title={t("none")}>
              {t("nonePast")}
            </Empty>
          );
        return (
          <>
            <Cards alerts={alerts} />
            {past.hasNextPage && (
              <div className="mt-4 flex justify-center">
                <Button busy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
                  {screen("loadMore")}
                </Button>
              </div>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Cards({ alerts }: { readonly alerts: readonly Alert[] }) {
  return (
    <ul className="space-y-3">
      {alerts.map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
    </ul>
  );
}
