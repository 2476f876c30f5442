import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { request } from "./client.ts";

interface Change {
  readonly path: string;
  readonly body?: object;
  readonly method?: "POST" | "PUT";
}

/** A change of a screen beside the inbox; what it may have touched is asked again, also after a refusal. */
export function useChange<T = unknown>(touched: readonly QueryKey[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body = {}, method = "POST" }: Change) => request<T>(`/ai-coo${path}`, { method, body }),
    onSettled: () => Promise.all(touched.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
