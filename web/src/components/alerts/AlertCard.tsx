import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Alert } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { Pill } from "../../ui/Pill.tsx";
import { InlineError } from "../../ui/States.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { GuardedButton } from "../screen/rights.tsx";
import { ago } from "../../ui/Time.tsx";
import { Said } from "../../ui/Said.tsx";

const TONES = { info: "accent", warning: "warn", critical: "bad" } as const;

/** An alert and what a person may say to it. */
export function AlertCard({ alert }: { readonly alert: Alert }) {
  const t = useTranslations("alerts");
  const change = useChange([["alerts"]]);
  const [dismissing, setDismissing] = useState(false);
  const say = (verb: string, reason?: string): void =>
    change.mutate(
      { path: `/alerts/${alert.id}/${verb}`, body: reason === undefined ? {} : { reason } },
      { onSuccess: () => setDismissing(false) },
    );
  const isOpen = alert.status === "new" || alert.status === "acknowledged";
  return (
    <li className="rounded-xl border border-line bg-surface px-4 py-4 shadow-card md:px-5">
      <div className="flex items-start justify-between gap-3">
        <h2 className="text-base font-semibold">
          <Said of={alert.title} as="title" />
        </h2>
        <Pill tone={isOpen ? TONES[alert.severity] : alert.status === "resolved" ? "good" : "neutral"}>
          {isOpen ? t(`severity.${alert.severity}`) : t(`status.${alert.status}`)}
        </Pill>
      </div>
      {alert.sentence !== null && (
        <p className="mt-1 text-ink-soft">
          <Said of={alert.sentence} />
        </p>
      )}
      {alert.evidence.length > 0 && (
        <dl className="mt-3 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1">
          {alert.evidence.map((fact) => (
            <div key={`${fact.label} ${fact.value}`} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-faint">
                <Said of={fact.label} as="label" />
              </dt>
              <dd className="text-right tabular-nums">
                <Said of={fact.value} as="value" />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-2xs text-ink-faint">
          {alert.statusByName !== null && (
            <span className="block">{t("by", { status: t(`status.${alert.status}`), name: alert.statusByName })}</span>
          )}
          {t.rich("seen", { first: ago(alert.raisedAt), last: ago(alert.lastSeenAt) })}
        </p>
        <div className="flex flex-wrap gap-2">
          {alert.status === "new" && (
            <GuardedButton right="decide" size="small" busy={change.isPending} onClick={() => say("acknowledge")}>
              {t("acknowledge")}
            </GuardedButton>
          )}
          {isOpen && (
            <>
              <GuardedButton right="decide" size="small" busy={change.isPending} onClick={() => say("resolve")}>
                {t("resolve")}
              </GuardedButton>
              <GuardedButton right="decide" size="small" look="quiet" busy={change.isPending} onClick={() => setDismissing(true)}>
                {t("dismiss")}
              </GuardedButton>
            </>
          )}
          {(alert.status === "acknowledged" || alert.status === "dismissed") && (
            <GuardedButton right="decide" size="small" look="quiet" busy={change.isPending} onClick={() => say("reopen")}>
              {t("reopen")}
            </GuardedButton>
          )}
        </div>
      </div>
      {change.isError && !dismissing && (
        <div className="mt-2">
          <InlineError error={change.error} />
        </div>
      )}
      <ReasonDialog
        open={dismissing}
        onClose={() => {
          setDismissing(false);
          change.reset();
        }}
        title={t("dismissTitle")}
        lead={t("dismissLead")}
        verb={t("dismissVerb")}
        placeholder={t("dismissExample")}
        busy={change.isPending}
        error={change.error}
        onReason={(reason) => say("dismiss", reason)}
      />
    </li>
  );
}
