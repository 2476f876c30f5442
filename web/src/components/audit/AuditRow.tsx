import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { AuditEntry } from "#src/api/type.ts";
import { Said } from "../../ui/Said.tsx";
import { formatMoment, formatNumber } from "../../ui/format.ts";
import { kindName } from "./auditWords.ts";

/** An entry: what, who, when, about whom; its facts and hash one press away. */
export function AuditRow({ entry, onActor }: { readonly entry: AuditEntry; readonly onActor: (actor: string) => void }) {
  const t = useTranslations("audit");
  const screen = useTranslations("screen");
  const action = useTranslations("action");
  const stageName = (stage: string): string => {
    const known = `stages.${stage}` as "stages.validation";
    return action.has(known) ? action(known) : stage;
  };
  const { seq, kind, at, actor, actorName, actingForName, actionId, title, partnerName, text, facts, hash, stage } = entry;
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <span className="text-2xs text-ink-faint tabular-nums">{formatNumber(seq)}</span>
        <span className="font-medium text-ink">{kindName(kind, t)}</span>
        {stage !== null && <span className="text-2xs text-ink-faint">{stageName(stage)}</span>}
        <button type="button" className="text-xs text-accent-ink underline" onClick={() => onActor(actor)}>
          {actingForName === null ? actorName : action("inPlaceOf", { who: actorName, other: actingForName })}
        </button>
        <time dateTime={at} className="ml-auto text-2xs text-ink-faint">
          {formatMoment(at)}
        </time>
      </div>
      {(title !== null || partnerName !== null) && (
        <p className="mt-0.5 text-ink-soft">
          {title === null ? partnerName : <Said of={title} as="title" />}
          {actionId !== null && title !== null && (
            <>
              {" "}
              <Link to="/" search={{ view: "done", action: actionId }} className="text-xs text-accent-ink underline">
                {screen("openAction")}
              </Link>
            </>
          )}
        </p>
      )}
      {text !== null && <p className="mt-0.5 break-words text-ink-soft">{text}</p>}
      <details className="mt-1">
        <summary className="cursor-pointer text-2xs text-ink-faint">{t("details")}</summary>
        <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 text-xs">
          <div className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{t("code")}</dt>
            <dd className="break-words">{kind}</dd>
          </div>
          {Object.entries(facts).map(([name, value]) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-faint">{name}</dt>
              <dd className="break-words">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
          <div className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{t("hash")}</dt>
            <dd className="break-all text-ink-faint">{hash}</dd>
          </div>
        </dl>
      </details>
    </li>
  );
}
