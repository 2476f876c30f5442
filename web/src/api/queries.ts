import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  ActionCounts,
  ActionDetail,
  ActionList,
  AlertList,
  LatestAnalysis,
  NotChasedList,
  SessionView,
  StopSwitchView,
} from "#src/api/type.ts";
import { isTerminal } from "#src/protocol/transitions.ts";
import { request } from "./client.ts";
import { unlessLive } from "./live.ts";
import { VIEWS, type Filters, type View } from "./views.ts";

/** Actions a page: a screen or two. */
const PAGE = 50;
const LIST_REFRESH_MS = 10_000;
const CARD_REFRESH_MS = 2_000;

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => request<SessionView>("/session", { signal }),
  staleTime: 60_000,
});

export const countsQuery = queryOptions({
  queryKey: ["actions", "counts"],
  queryFn: ({ signal }) => request<ActionCounts>("/ai-coo/actions/counts", { signal }),
  refetchInterval: unlessLive(LIST_REFRESH_MS),
});

export const listQuery = (view: View, filters: Filters = {}) =>
  infiniteQueryOptions({
    queryKey: ["actions", "list", view, filters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ status: VIEWS[view].statuses.join(","), limit: String(PAGE), order: VIEWS[view].order });
      for (const [name, value] of Object.entries(filters)) query.set(name, String(value));
      if (pageParam !== null) query.set("cursor", pageParam);
      return request<ActionList>(`/ai-coo/actions?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: unlessLive(LIST_REFRESH_MS),
  });

export const detailQuery = (actionId: string) =>
  queryOptions({
    queryKey: ["actions", "detail", actionId],
    queryFn: ({ signal }) => request<ActionDetail>(`/ai-coo/actions/${encodeURIComponent(actionId)}`, { signal }),
    // what is on its way is followed closely; what nothing leaves is not asked again
    refetchInterval: ({ state }) => {
      const status = state.data?.status;
      if (status === undefined || status === "pending_approval") return unlessLive(LIST_REFRESH_MS)();
      return isTerminal(status) ? false : unlessLive(CARD_REFRESH_MS)();
    },
  });

/** What was and will be done about a customer, newest first. */
export const customerQuery = (partnerId: number) =>
  queryOptions({
    queryKey: ["actions", "customer", partnerId],
    queryFn: ({ signal }) => request<ActionList>(`/ai-coo/actions?partner=${partnerId}&limit=7`, { signal }),
    staleTime: LIST_REFRESH_MS,
  });

export const stopQuery = queryOptions({
  queryKey: ["stop"],
  queryFn: ({ signal }) => request<StopSwitchView>("/ai-coo/stop", { signal }),
  refetchInterval: unlessLive(LIST_REFRESH_MS),
});

export const alertsQuery = queryOptions({
  queryKey: ["alerts"],
  queryFn: ({ signal }) => request<AlertList>("/ai-coo/alerts", { signal }),
  refetchInterval: unlessLive(LIST_REFRESH_MS * 3),
});

export const notChasedQuery = queryOptions({
  queryKey: ["not-chased"],
  queryFn: ({ signal }) => request<NotChasedList>("/ai-coo/not-chased", { signal }),
  refetchInterval: unlessLive(LIST_REFRESH_MS * 3),
});

export const latestAnalysisQuery = queryOptions({
  queryKey: ["analysis", "latest"],
  queryFn: ({ signal }) => request<LatestAnalysis>("/ai-coo/analyses/latest", { signal }),
  refetchInterval: unlessLive(LIST_REFRESH_MS),
});
