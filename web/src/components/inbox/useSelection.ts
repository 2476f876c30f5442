import { useState } from "react";
import type { ActionSummary } from "#src/api/type.ts";

export interface Selection {
  readonly size: number;
  readonly has: (actionId: string) => boolean;
  readonly toggle: (action: ActionSummary) => void;
  readonly set: (actions: readonly ActionSummary[]) => void;
  readonly clear: () => void;
  /** What is selected and still in the list, as it stands there now: a decision is bound to what is shown. */
  readonly of: (actions: readonly ActionSummary[]) => readonly ActionSummary[];
}

/** Which actions of the list are selected for one decision. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    size: ids.size,
    has: (actionId) => ids.has(actionId),
    toggle: ({ actionId }) => {
      const next = new Set(ids);
      if (!next.delete(actionId)) next.add(actionId);
      setIds(next);
    },
    set: (actions) => setIds(new Set(actions.map(({ actionId }) => actionId))),
    clear: () => setIds(new Set()),
    of: (actions) => actions.filter(({ actionId }) => ids.has(actionId)),
  };
}
