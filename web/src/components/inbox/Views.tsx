import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import { countsQuery } from "../../api/queries.ts";
import { countOf, VIEW_NAMES, type View } from "../../api/views.ts";

/** The tabs of the inbox, and how many stand in those that something still follows. */
export function Views({ current, onHelp }: { readonly current: View; readonly onHelp: () => void }) {
  const t = useTranslations("inbox");
  const { data } = useQuery(countsQuery);
  return (
    <nav aria-label={t("which")} className="flex shrink-0 overflow-x-auto border-b border-line px-2 [scrollbar-width:none]">
      {VIEW_NAMES.map((view) => {
        const count = data === undefined ? 0 : countOf(view, data.counts);
        return (
          <Link
            key={view}
            to="/"
            search={{ view }}
            aria-current={view === current ? "page" : undefined}
            className={`-mb-px flex h-11 shrink-0 items-center gap-1.5 border-b-2 px-2 text-xs whitespace-nowrap font-medium -outline-offset-4 ${view === current ? "border-accent text-ink" : "border-transparent text-ink-faint hover:text-ink"}`}
          >
            {t(`views.${view}`)}
            {count > 0 && (view === "pending" || view === "attention" || view === "underway") && (
              <span className={`text-2xs tabular-nums ${view === "attention" ? "text-bad" : "text-ink-faint"}`}>{count}</span>
            )}
          </Link>
        );
      })}
      <button
        type="button"
        onClick={onHelp}
        aria-label={t("keys.button")}
        title={t("keys.button")}
        className="my-auto ml-auto hidden size-6 shrink-0 place-items-center rounded-md border border-line text-xs text-ink-faint hover:text-ink md:grid"
      >
        ?
      </button>
    </nav>
  );
}
