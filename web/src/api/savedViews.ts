import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { SavedViewList } from "#src/api/type.ts";
import { asApiError, request } from "./client.ts";
import { forgetKeptHere, keptHere } from "./keptHere.ts";

const PATH = "/ai-coo/saved-views";

export type SavedView = SavedViewList["views"][number];
type NewView = Pick<SavedView, "name" | "query">;

const put = (body: NewView): Promise<SavedViewList> => request(PATH, { method: "PUT", body });

/** The views that one keeps by name, on every machine. */
export const savedViewsQuery = queryOptions({
  queryKey: ["saved-views"],
  queryFn: async ({ signal }) => handOver(await request<SavedViewList>(PATH, { signal })),
  staleTime: 60_000,
});

/** Gives the account what this browser kept before accounts did, once. What the server refuses is forgotten too: it never will take it. */
async function handOver(list: SavedViewList): Promise<SavedViewList> {
  let last = list;
  for (const view of keptHere()) {
    if (last.views.some(({ name }) => name === view.name)) continue;
    try {
      last = await put(view);
    } catch (error) {
      const { code } = asApiError(error);
      // another time, when it answers
      if (code !== "conflict" && code !== "invalid_input") return last;
    }
  }
  forgetKeptHere();
  return last;
}

/** Keeps and removes views: for the eye at once, and put right by what the server says. */
export function useSavedViewChanges() {
  const client = useQueryClient();
  const { queryKey } = savedViewsQuery;
  /** Shows the list as it will be; answers what takes that back. */
  const show = async (change: (views: SavedViewList["views"]) => SavedViewList["views"]): Promise<() => void> => {
    await client.cancelQueries({ queryKey });
    const before = client.getQueryData(queryKey);
    if (before !== undefined) client.setQueryData(queryKey, { views: change(before.views) });
    return () => client.setQueryData(queryKey, before);
  };
  const after = {
    onSuccess: (list: SavedViewList) => client.setQueryData(queryKey, list),
    onError: (_error: Error, _input: unknown, takeBack: (() => void) | undefined) => takeBack?.(),
  };
  const save = useMutation({
    mutationFn: put,
    onMutate: (one: NewView) =>
      show((views) =>
        views.some(({ name }) => name === one.name)
          ? views.map((view) => (view.name === one.name ? { ...view, query: one.query } : view))
          : [...views, { id: `new ${one.name}`, ...one }],
      ),
    ...after,
  });
  const remove = useMutation({
    mutationFn: (id: string) => request<SavedViewList>(`${PATH}/${encodeURIComponent(id)}/remove`, { method: "POST" }),
    onMutate: (id: string) => show((views) => views.filter((view) => view.id !== id)),
    ...after,
  });
  return { save, remove };
}
