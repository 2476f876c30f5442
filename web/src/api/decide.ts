import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { ActionSummary, Decided } from "#src/api/type.ts";
import { asApiError, request } from "./client.ts";

type Decidable = Pick<ActionSummary, "actionId" | "fingerprint">;
type Decision = "approve" | "reject";

/** What the page says about the last decision, until it is over or another one follows. */
export interface Notice {
  readonly id: number;
  readonly kind: "approved" | "approvedMore" | "rejected" | "takenBack" | "failed";
  readonly count: number;
  /** Why some were not decided, as the server says it. */
  readonly why: string | null;
  /** Until when it can be taken back, in milliseconds since 1970; null where it cannot. */
  readonly undoUntil: number | null;
  readonly undo: readonly Decidable[];
}

interface State {
  /** Decided on this page and not yet seen in an answer of the server: the list leaves them out already. */
  readonly gone: ReadonlySet<string>;
  readonly notice: Notice | null;
}

let state: State = { gone: new Set(), notice: null };
let notices = 0;
const listeners = new Set<() => void>();

function change(next: Partial<State>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const without = (ids: Iterable<string>): ReadonlySet<string> => {
  const gone = new Set(state.gone);
  for (const id of ids) gone.delete(id);
  return gone;
};

/** What was decided here a moment ago. */
export const useGone = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => state.gone);
export const useNotice = (): Notice | null => useSyncExternalStore(subscribe, () => state.notice);
export const dismissNotice = (): void => change({ notice: null });

/** The largest group that the server decides in one request. */
const TOGETHER = 200;

async function post(decision: Decision | "recall", actions: readonly Decidable[], reason?: string): Promise<Decided["results"]> {
  const results: Decided["results"][number][] = [];
  for (let from = 0; from < actions.length; from += TOGETHER) {
    const body = {
      decision,
      ...(reason === undefined ? {} : { reason }),
      actions: actions.slice(from, from + TOGETHER).map(({ actionId: id, fingerprint }) => ({ id, fingerprint })),
    };
    results.push(...(await request<Decided>("/ai-coo/actions/decide", { method: "POST", body })).results);
  }
  return results;
}

/** Decides at once for the eye, then at the server; what it refuses comes back with the reason. */
async function decide(client: QueryClient, decision: Decision, actions: readonly Decidable[], reason?: string): Promise<void> {
  const ids = actions.map(({ actionId }) => actionId);
  change({ gone: new Set([...state.gone, ...ids]), notice: null });
  try {
    const results = await post(decision, actions, reason);
    const done = results.filter((one) => one.ok);
    const refused = results.filter((one) => !one.ok);
    const settled = done.filter(({ status }) => status !== "pending_approval");
    const untils = done.flatMap(({ undoUntil }) => (undoUntil === undefined ? [] : [Date.parse(undoUntil)]));
    const doneIds = new Set(done.map(({ actionId }) => actionId));
    // of a large group the first may have begun by now: taken back are those that have not, and the others are named
    const first = Math.min(...untils);
    const undoUntil = untils.length === 0 ? null : first > Date.now() ? first : Math.max(...untils);
    const kind = done.length === 0 ? "failed" : decision === "reject" ? "rejected" : settled.length === 0 ? "approvedMore" : "approved";
    change({
      gone: without([
        ...refused.map(({ actionId }) => actionId),
        ...done.filter(({ status }) => status === "pending_approval").map(({ actionId }) => actionId),
      ]),
      notice: {
        id: ++notices,
        kind,
        count: kind === "failed" ? refused.length : done.length,
        why: refused[0]?.message ?? done.find(({ warning }) => warning !== undefined)?.warning ?? null,
        undoUntil,
        undo: undoUntil === null ? [] : actions.filter(({ actionId }) => doneIds.has(actionId)),
      },
    });
  } catch (error) {
    const { message } = asApiError(error);
    change({ gone: without(ids), notice: { id: ++notices, kind: "failed", count: ids.length, why: message, undoUntil: null, undo: [] } });
  }
  await client.invalidateQueries({ queryKey: ["actions"] });
  // the answers are in: what is left out now is left out by the server
  change({ gone: without(ids) });
}

/** Takes the decisions of a notice back; those that a worker has already, or whose time is over, are named. */
async function takeBack(client: QueryClient, actions: readonly Decidable[]): Promise<void> {
  change({ notice: null });
  try {
    const results = await post("recall", actions);
    const refused = results.filter((one) => !one.ok);
    const count = results.length - refused.length;
    const kind = count === 0 ? "failed" : "takenBack";
    const why = refused[0]?.message ?? null;
    change({ notice: { id: ++notices, kind, count: kind === "failed" ? refused.length : count, why, undoUntil: null, undo: [] } });
  } catch (error) {
    const { message } = asApiError(error);
    change({ notice: { id: ++notices, kind: "failed", count: actions.length, why: message, undoUntil: null, undo: [] } });
  }
  await client.invalidateQueries({ queryKey: ["actions"] });
}

/** The decisions of the inbox, about one action or many. */
export function useDecide() {
  const client = useQueryClient();
  return {
    approve: (actions: readonly Decidable[]) => decide(client, "approve", actions),
    reject: (actions: readonly Decidable[], reason: string) => decide(client, "reject", actions, reason),
    takeBack: (actions: readonly Decidable[]) => takeBack(client, actions),
  };
}
