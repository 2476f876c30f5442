import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ActionSummary, Decision } from "#src/api/type.ts";
import { request } from "./client.ts";

/** What a person knows of an effect that nobody could look up. */
export type Resolution = "it_was_sent" | "send_again" | "give_up";

/** What a person decides about an action besides yes and no. Each is bound to the fingerprint of what is on the screen. */
export function useDecisions({ actionId, fingerprint }: Pick<ActionSummary, "actionId" | "fingerprint">) {
  const client = useQueryClient();
  const post = (verb: string, body: object): Promise<Decision> =>
    request<Decision>(`/ai-coo/actions/${encodeURIComponent(actionId)}/${verb}`, { method: "POST", body });
  // also after a refusal: the usual cause is that somebody else was faster, and the card must show it
  const onSettled = (): Promise<void> => client.invalidateQueries({ queryKey: ["actions"] });
  const cancel = useMutation({ mutationFn: (reason: string) => post("cancel", { reason }), onSettled });
  const resolve = useMutation({
    mutationFn: ({ resolution, reason }: { readonly resolution: Resolution; readonly reason: string }) =>
      post("resolve", { resolution, fingerprint, ...(reason === "" ? {} : { reason }) }),
    onSettled,
  });
  const release = useMutation({
    mutationFn: (input: { readonly reason: string; readonly hold: string }) => post("release", input),
    onSettled,
  });
  return { cancel, resolve, release };
}
