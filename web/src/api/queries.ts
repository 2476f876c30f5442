import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  ActionCounts,
  ActionDetail,
  ActionList,
  ActionSummary,
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
/** The largest page that the server gives. */
const LARGEST_PAGE = 200;
/** How many are decided together at most: more than anybody looks through in one list. */
export const MOST_TOGETHER = 1_000;
/** Actions of a customer a page, on the card of one of them. */
const ON_A_CARD = 7;
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

/** Where a page of the view's list is asked for. */
function listPath(view: View, filters: Filters, { limit, cursor }: { readonly limit: number; readonly cursor: string | null }): string {
  const query = new URLSearchParams({ status: VIEWS[view].statuses.join(","), limit: String(limit), order: VIEWS[view].order });
  for (const [name, value] of Object.entries(filters)) query.set(name, String(value));
  if (cursor !== null) query.set("cursor", cursor);
  // what waits is decided together, by how many there are
  else if (view === "pending") query.set("total", "yes");
  return `/ai-coo/actions?${query}`;
}

/** What waits and matches at this moment, as far as {@link MOST_TOGETHER}, in the order of the list: each as it stands now. */
export async function matching(filters: Filters): Promise<readonly ActionSummary[]> {
  const found: ActionSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: ActionList = await request(listPath("pending", filters, { limit: LARGEST_PAGE, cursor }));
    found.push(...page.actions);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < MOST_TOGETHER);
  return found.slice(0, MOST_TOGETHER);
}

export const listQuery = (view: View, filters: Filters = {}) =>
  infiniteQueryOptions({
    queryKey: ["actions", "list", view, filters],
    queryFn: ({ pageParam, signal }) => request<ActionList>(listPath(view, filters, { limit: PAGE, cursor: pageParam }), { signal }),
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

/** What was and will be done about a customer, newest first, and how much of it there is. */
export const customerQuery = (partnerId: number) =>
  infiniteQueryOptions({
    queryKey: ["actions", "customer", partnerId],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ partner: String(partnerId), limit: String(ON_A_CARD), total: "yes" });
      if (pageParam !== null) query.set("cursor", pageParam);
      return request<ActionList>(`/ai-coo/actions?${query}`, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
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
