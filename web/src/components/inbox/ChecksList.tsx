import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { isTerminal } from "#src/protocol/transitions.ts";
import { useChanges } from "../../api/changes.ts";
import { Button } from "../../ui/Button.tsx";
import { Folded } from "../../ui/Folded.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { InlineError } from "../../ui/States.tsx";
import { ago } from "../../ui/Time.tsx";
import { Said } from "../../ui/Said.tsx";

type FactCheck = NonNullable<ActionDetail["factCheck"]>;
type Result = NonNullable<FactCheck["results"]>[number];

const VERDICTS = {
  pass: "bg-good-wash text-good",
  block: "bg-bad-wash text-bad",
  require_reapproval: "bg-warn-wash text-warn",
  defer: "bg-sunken text-ink-soft",
} as const;

/** What is read again right before the effect, what follows when it no longer holds, and how it stands at this moment. */
export function ChecksList({ detail, mayDecide }: { readonly detail: ActionDetail; readonly mayDecide: boolean }) {
  const t = useTranslations("action");
  const { check } = useChanges(detail);
  const { factCheck } = detail;
  const waiting = check.isPending || (factCheck !== null && factCheck.checkedAt === null);
  return (
    <>
      {!isTerminal(detail.status) && (
        <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <Button size="small" busy={waiting} disabled={!mayDecide} onClick={() => check.mutate()}>
            <Icon name="refresh" className={`size-3.5 ${waiting ? "animate-spin" : ""}`} />
            {waiting ? t("checking") : t("checkNow")}
          </Button>
          <CheckedAt detail={detail} />
        </div>
      )}
      {check.isError && <InlineError error={check.error} />}
      <CheckResults detail={detail} />
    </>
  );
}

function CheckedAt({ detail: { factCheck } }: { readonly detail: ActionDetail }) {
  const t = useTranslations("action");
  const checkedAt = factCheck?.checkedAt ?? null;
  return checkedAt === null ? null : <span className="text-xs text-ink-faint">{t.rich("checkedAt", { when: ago(checkedAt) })}</span>;
}

/** The checks as they stood when they were asked last, for somebody who cannot ask. */
export function LastChecks({ detail }: { readonly detail: ActionDetail }) {
  return (
    <>
      <CheckedAt detail={detail} />
      <CheckResults detail={detail} />
    </>
  );
}

function CheckResults({ detail }: { readonly detail: ActionDetail }) {
  const t = useTranslations("action");
  const { factCheck } = detail;
  const { verdict, error } = factCheck ?? { verdict: null, error: null };
  const { checks } = detail.action.revalidation_plan;
  const results = new Map((factCheck?.results ?? []).map((result) => [result.checkId, result]));
  // what every action is asked besides its own plan: whether the recipients still are who they were, what the customer did since
  const others = (factCheck?.results ?? []).filter(
    ({ checkId, outcome }) => outcome !== "passed" && !checks.some((one) => one.check_id === checkId),
  );
  return (
    <>
      {error !== null && (
        <p className="mb-2 text-xs text-warn">
          <Said of={error} />
        </p>
      )}
      {verdict !== null && (
        <p className={`mb-2 rounded-md px-3 py-2 text-xs font-medium ${VERDICTS[verdict]}`}>{t(`verdict.${verdict}`)}</p>
      )}
      {others.length > 0 && (
        <ul className="mb-1 space-y-1">
          {others.map((result) => (
            <Drift key={result.checkId} result={result} />
          ))}
        </ul>
      )}
      <Folded items={checks} first={6}>
        {(one) => {
          const result = results.get(one.check_id);
          return (
            <li key={one.check_id} className="py-1.5">
              <div className="flex items-baseline gap-2.5">
                <Mark result={result} />
                <span className="min-w-0 flex-1 break-words text-ink-soft">
                  <Said of={one.description} as="description" />
                </span>
                <span className="shrink-0 text-2xs text-ink-faint">{t(`severity.${one.severity_on_fail}`)}</span>
              </div>
              {result !== undefined && result.outcome !== "passed" && (
                <p className={`mt-0.5 pl-6 text-xs break-words ${result.outcome === "failed" ? "text-bad" : "text-warn"}`}>
                  <Said of={result.sentence} />
                </p>
              )}
            </li>
          );
        }}
      </Folded>
    </>
  );
}

function Mark({ result }: { readonly result: Result | undefined }) {
  const name = result === undefined || result.outcome === "passed" ? "check" : result.outcome === "failed" ? "cross" : "clock";
  const tone =
    result === undefined
      ? "text-ink-faint"
      : result.outcome === "passed"
        ? "text-good"
        : result.outcome === "failed"
          ? "text-bad"
          : "text-warn";
  return <Icon name={name} className={`size-3.5 translate-y-0.5 ${tone}`} />;
}

function Drift({ result }: { readonly result: Result }) {
  const t = useTranslations("action");
  return (
    <li className="flex items-baseline gap-2.5 text-xs">
      <Mark result={result} />
      <span className="min-w-0 break-words">
        <span className="font-medium">{t("drifted")}</span> <Said of={result.sentence} />
      </span>
    </li>
  );
}
