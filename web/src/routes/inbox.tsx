import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import { sessionQuery } from "../api/queries.ts";
import { filtersOf } from "../api/views.ts";
import { MetricsStrip } from "../components/inbox/MetricsStrip.tsx";
import { PendingApprovals } from "../components/inbox/PendingApprovals.tsx";

export function Inbox() {
  const { view = "pending", action, ...found } = useSearch({ from: "/app/" });
  const t = useTranslations("inbox");
  const { data: session } = useQuery(sessionQuery);
  const filters = filtersOf(found);
  return (
    <>
      <header>
        <h1 className="sr-only">{t("title")}</h1>
        <div className={action === undefined ? "" : "hidden md:block"}>
          <MetricsStrip />
        </div>
      </header>
      <PendingApprovals
        key={`${view} ${JSON.stringify({ ...filters, search: "" })}`}
        view={view}
        filters={filters}
        selected={action}
        mayDecide={session?.mayDecide === true}
      />
    </>
  );
}
