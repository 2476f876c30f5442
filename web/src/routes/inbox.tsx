import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { sessionQuery } from "../api/queries.ts";
import { MetricsStrip } from "../components/MetricsStrip.tsx";
import { PendingApprovals } from "../components/PendingApprovals.tsx";

export function Inbox() {
  const { view, action } = useSearch({ from: "/app/" });
  const { data: session } = useQuery(sessionQuery);
  return (
    <>
      <h1 className="sr-only">Inbox</h1>
      <div className={action === undefined ? "" : "hidden md:block"}>
        <MetricsStrip />
      </div>
      <PendingApprovals key={view} view={view ?? "pending"} selected={action} mayDecide={session?.mayDecide === true} />
    </>
  );
}
