import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ActionEdit, ActionSummary, Edited, Snoozed, Undone } from "#src/api/type.ts";
import { request } from "./client.ts";

/** What a person changes about an action besides deciding: its moment, its effect. */
export function useChanges({ actionId, fingerprint }: Pick<ActionSummary, "actionId" | "fingerprint">) {
  const client = useQueryClient();
  const post = <T>(verb: string, body: object): Promise<T> =>
    request<T>(`/ai-coo/actions/${encodeURIComponent(actionId)}/${verb}`, { method: "POST", body });
  const onSettled = (): Promise<void> => client.invalidateQueries({ queryKey: ["actions"] });
  const snooze = useMutation({ mutationFn: (until: string) => post<Snoozed>("snooze", { until, fingerprint }), onSettled });
  const unsnooze = useMutation({ mutationFn: () => post<Snoozed>("unsnooze", {}), onSettled });
  const undo = useMutation({ mutationFn: (reason: string) => post<Undone>("undo", { fingerprint, reason }), onSettled });
  const edit = useMutation({ mutationFn: (change: ActionEdit) => post<Edited>("edit", { fingerprint, edit: change }), onSettled });
  const check = useMutation({ mutationFn: () => post<{ asked: true }>("check", { fingerprint }), onSettled });
  return { snooze, unsnooze, undo, edit, check };
}
