import { useQuery } from "@tanstack/react-query";
import type { Alert } from "#src/api/type.ts";
import { alertsQuery } from "../api/queries.ts";
import { Page } from "../ui/Page.tsx";
import { Pill, type Tone } from "../ui/Pill.tsx";
import { Empty, Failure, Skeleton } from "../ui/States.tsx";
import { Ago } from "../ui/Time.tsx";

const SEVERITY_TONES = { info: "accent", warning: "warn", critical: "bad" } as const satisfies Record<Alert["severity"], Tone>;

/** Facts worth knowing that ask for no action. */
export function Alerts() {
  const alerts = useQuery(alertsQuery);
  return (
    <Page title="Alerts" lead="What the last analysis saw that a person should know. Nothing is done about these by itself.">
      {alerts.isPending ? (
        <Skeleton lines={6} />
      ) : alerts.data === undefined ? (
        <Failure error={alerts.error} onRetry={() => void alerts.refetch()} />
      ) : alerts.data.alerts.length === 0 ? (
        <Empty icon="bell" title="No alerts">
          Cash, receivables and payables are inside your thresholds.
        </Empty>
      ) : (
        <ul className="space-y-3">
          {alerts.data.alerts.map((alert) => (
            <AlertCard key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function AlertCard({ alert }: { alert: Alert }) {
  return (
    <li className="rounded-xl border border-line bg-surface px-5 py-4 shadow-card">
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-base font-semibold">{alert.title}</h2>
        <Pill tone={alert.status === "resolved" ? "good" : SEVERITY_TONES[alert.severity]}>
          {alert.status === "resolved"
            ? "Resolved"
            : alert.severity === "info"
              ? "For information"
              : alert.severity === "warning"
                ? "Warning"
                : "Critical"}
        </Pill>
      </div>
      {alert.sentence !== null && <p className="mt-1 text-ink-soft">{alert.sentence}</p>}
      {alert.evidence.length > 0 && (
        <dl className="mt-3 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
          {alert.evidence.map((fact) => (
            <div key={`${fact.label} ${fact.value}`} className="col-span-2 grid grid-cols-subgrid">
              <dt className="truncate text-ink-faint">{fact.label}</dt>
              <dd className="text-right tabular-nums">{fact.value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className="mt-3 text-2xs text-ink-faint">
        First seen <Ago at={alert.raisedAt} />, last seen <Ago at={alert.lastSeenAt} />
      </p>
    </li>
  );
}
