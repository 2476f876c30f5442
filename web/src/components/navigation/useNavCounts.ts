import { useQuery } from "@tanstack/react-query";
import { alertsQuery, countsQuery, notChasedQuery } from "../../api/queries.ts";
import { countOf } from "../../api/views.ts";

export interface NavCounts {
  readonly inbox: number;
  readonly alerts: number;
  readonly notChased: number;
}

/** How much waits behind the entries that say it. */
export function useNavCounts(): NavCounts {
  const { data: counts } = useQuery(countsQuery);
  const { data: alerts } = useQuery(alertsQuery);
  const { data: notChased } = useQuery(notChasedQuery);
  return {
    inbox: counts === undefined ? 0 : countOf("pending", counts.counts) + countOf("attention", counts.counts),
    alerts: alerts?.alerts.filter((alert) => alert.status === "new").length ?? 0,
    notChased: notChased?.customers.length ?? 0,
  };
}
