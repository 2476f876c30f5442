import { queryOptions } from "@tanstack/react-query";
import type { AccountView, DelegationView, KeyListView, PeopleView } from "#src/api/type.ts";
import { request } from "./client.ts";

export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => request<AccountView>("/ai-coo/account", { signal }),
});

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: ({ signal }) => request<PeopleView>("/ai-coo/people", { signal }),
});

export const delegationsQuery = queryOptions({
  queryKey: ["delegations"],
  queryFn: ({ signal }) => request<{ delegations: DelegationView[] }>("/ai-coo/delegations", { signal }),
});

export const keysQuery = queryOptions({
  queryKey: ["keys"],
  queryFn: ({ signal }) => request<KeyListView>("/ai-coo/keys", { signal }),
});

export const setUpQuery = queryOptions({
  queryKey: ["set-up"],
  queryFn: ({ signal }) => request<{ needed: boolean }>("/set-up", { signal }),
});

/** A change below `/api`. */
export const post = async <T = { ok: true }>(path: string, body: object = {}): Promise<T> => request<T>(path, { method: "POST", body });
