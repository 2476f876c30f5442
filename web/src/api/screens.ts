import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  AlertList,
  AuditList,
  AuditState,
  CommitmentList,
  ConnectionList,
  FollowUpList,
  GuardrailsView,
  HeldList,
  Metrics,
  ModelUsage,
  OutcomesReport,
  OutreachCalendar,
  OutreachPlans,
  Overview,
  RuleSuggestionList,
  SequenceList,
} from "#src/api/type.ts";
import { request } from "./client.ts";
import { unlessLive } from "./live.ts";

/** What the screens beside the inbox ask. */

const SELDOM_MS = 60_000;
const FOLLOWED_MS = 1_000;

/** Asks every second while something is being waited for. */
export const overviewQuery = (isFollowed: boolean) =>
  queryOptions({
    queryKey: ["overview"],
    queryFn: ({ signal }) => request<Overview>("/ai-coo/overview", { signal }),
    refetchInterval: isFollowed ? FOLLOWED_MS : unlessLive(SELDOM_MS),
  });

export const metricsQuery = queryOptions({
  queryKey: ["overview", "metrics"],
  queryFn: ({ signal }) => request<Metrics>("/ai-coo/metrics", { signal }),
  refetchInterval: unlessLive(SELDOM_MS),
});

export const modelUsageQuery = queryOptions({
  queryKey: ["model-usage"],
  queryFn: ({ signal }) => request<ModelUsage>("/ai-coo/model/usage", { signal }),
  refetchInterval: SELDOM_MS,
});

export const outcomesQuery = queryOptions({
  queryKey: ["outcomes"],
  queryFn: ({ signal }) => request<OutcomesReport>("/ai-coo/outcomes", { signal }),
  refetchInterval: SELDOM_MS,
});

export const pastAlertsQuery = infiniteQueryOptions({
  queryKey: ["alerts", "past"],
  queryFn: ({ pageParam, signal }) =>
    request<AlertList>(`/ai-coo/alerts?${queryOf({ status: "resolved,dismissed", limit: "50", cursor: pageParam })}`, { signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

interface Span {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  readonly channel: "email" | "sms" | null;
}

export const askOutreach = (span: Span, cursor: string | null, signal?: AbortSignal): Promise<OutreachCalendar> =>
  request<OutreachCalendar>(`/ai-coo/outreach?${queryOf({ ...span, limit: "500", cursor })}`, signal === undefined ? {} : { signal });

export const outreachQuery = (span: Span) =>
  infiniteQueryOptions({
    queryKey: ["outreach", "contacts", span],
    queryFn: ({ pageParam, signal }) => askOutreach(span, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: unlessLive(SELDOM_MS),
  });

export const plansQuery = queryOptions({
  queryKey: ["outreach", "plans"],
  queryFn: ({ signal }) => request<OutreachPlans>("/ai-coo/outreach/planned", { signal }),
  refetchInterval: unlessLive(SELDOM_MS),
});

export const followUpsQuery = (status: "scheduled" | null) =>
  infiniteQueryOptions({
    queryKey: ["follow-ups", status],
    queryFn: ({ pageParam, signal }) => askFollowUps(status, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: unlessLive(SELDOM_MS),
  });

export const askFollowUps = (status: "scheduled" | null, cursor: string | null, signal?: AbortSignal): Promise<FollowUpList> =>
  request<FollowUpList>(`/ai-coo/follow-ups?${queryOf({ status, limit: "100", cursor })}`, signal === undefined ? {} : { signal });

export const heldQuery = queryOptions({
  queryKey: ["not-chased", "others"],
  queryFn: ({ signal }) => request<HeldList>("/ai-coo/not-proposed", { signal }),
  refetchInterval: unlessLive(SELDOM_MS),
});

/** Debts from the one at this place in their order on. */
export const askSequences = (search: string, offset: number, signal?: AbortSignal): Promise<SequenceList> =>
  request<SequenceList>(
    `/ai-coo/sequences?${queryOf({ search, limit: String(DEBTS), offset: String(offset) })}`,
    signal === undefined ? {} : { signal },
  );

/** Debts a page. */
const DEBTS = 100;

/** Where the next page of debts begins; null behind the last one. */
export const nextDebts = (offset: number, { sequences, total }: SequenceList): number | null =>
  sequences.length > 0 && offset + sequences.length < total ? offset + sequences.length : null;

export const sequencesQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ["customers", "sequences", search],
    queryFn: ({ pageParam, signal }) => askSequences(search, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page, _pages, offset) => nextDebts(offset, page),
    // what was found before stays while the next word is looked for
    placeholderData: keepPreviousData,
    refetchInterval: unlessLive(SELDOM_MS),
  });

/** All that stands open about customers: few have several, and each is told on its customer. */
export const openCommitmentsQuery = queryOptions({
  queryKey: ["customers", "open"],
  queryFn: ({ signal }) =>
    allPages((cursor: string | null) => askOpenCommitments(cursor, signal), {
      rows: (page) => page.commitments,
      next: (page) => page.nextCursor,
    }),
  refetchInterval: unlessLive(SELDOM_MS),
});

const askOpenCommitments = (cursor: string | null, signal: AbortSignal): Promise<CommitmentList> =>
  request<CommitmentList>(`/ai-coo/commitments?${queryOf({ status: "open", limit: "200", cursor })}`, { signal });

export const commitmentsQuery = (partnerId: number) =>
  infiniteQueryOptions({
    queryKey: ["customers", "of", partnerId],
    queryFn: ({ pageParam, signal }) =>
      request<CommitmentList>(`/ai-coo/customers/${partnerId}/commitments?${queryOf({ limit: "50", cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const guardrailsQuery = queryOptions({
  queryKey: ["guardrails"],
  queryFn: ({ signal }) => request<GuardrailsView>("/ai-coo/guardrails", { signal }),
});

export const suggestionsQuery = queryOptions({
  queryKey: ["guardrails", "suggestions"],
  queryFn: ({ signal }) => request<RuleSuggestionList>("/ai-coo/rule-suggestions?status=open", { signal }),
});

export interface AuditFilter {
  readonly kind: string | null;
  readonly customer: string | null;
  readonly action: string | null;
  readonly actor: string | null;
}

export const askAudit = (filter: AuditFilter, before: number | null, signal?: AbortSignal): Promise<AuditList> =>
  request<AuditList>(
    `/ai-coo/audit?${queryOf({ ...filter, limit: "100", before: before === null ? null : String(before) })}`,
    signal === undefined ? {} : { signal },
  );

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["audit", filter],
    queryFn: ({ pageParam, signal }) => askAudit(filter, pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

export const auditStateQuery = (isFollowed: boolean) =>
  queryOptions({
    queryKey: ["audit-state"],
    queryFn: ({ signal }) => request<AuditState>("/ai-coo/audit/state", { signal }),
    refetchInterval: isFollowed ? FOLLOWED_MS : SELDOM_MS,
  });

export const connectionsQuery = (isFollowed: boolean) =>
  queryOptions({
    queryKey: ["connections"],
    queryFn: ({ signal }) => request<ConnectionList>("/ai-coo/connections", { signal }),
    refetchInterval: isFollowed ? FOLLOWED_MS : SELDOM_MS,
  });

/** An address's query without what is not set. */
function queryOf(values: Readonly<Record<string, string | null | undefined>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null && value !== undefined && value !== "") query.set(name, value);
  return query;
}

/** All pages of a list, for a file; stops at `most` rows. */
export async function allPages<Page, Row, Cursor>(
  ask: (cursor: Cursor | null) => Promise<Page>,
  {
    rows,
    next,
    most = 10_000,
  }: { readonly rows: (page: Page) => readonly Row[]; readonly next: (page: Page) => Cursor | null; readonly most?: number },
): Promise<Row[]> {
  const all: Row[] = [];
  let cursor: Cursor | null = null;
  do {
    const page: Page = await ask(cursor);
    all.push(...rows(page));
    cursor = next(page);
  } while (cursor !== null && all.length < most);
  return all.slice(0, most);
}
