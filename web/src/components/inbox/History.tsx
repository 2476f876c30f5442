import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { Ago } from "../../ui/Time.tsx";
import { actorsName, capital } from "./words.ts";

/** What happened to an action, from the audit, newest first. */
export function History({ detail }: { readonly detail: ActionDetail }) {
  const t = useTranslations("action");
  const words = (kind: string): string => {
    const known = `events.${kind.replaceAll(".", "_")}` as "events.action_proposed";
    return t.has(known) ? t(known) : capital(kind.replaceAll(/[._]/g, " "));
  };
  return (
    <ol className="space-y-2">
      {detail.events.toReversed().map((event) => (
        <li key={event.seq} className="flex items-baseline gap-2.5">
          <span className="size-1.5 shrink-0 -translate-y-0.5 rounded-full bg-line-strong" aria-hidden="true" />
          <span className="min-w-0 flex-1 text-ink-soft">
            <span className="font-medium text-ink">{actorsName(event, detail.names, t)}</span> {words(event.kind)}
          </span>
          <span className="shrink-0 text-2xs text-ink-faint">
            <Ago at={event.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
