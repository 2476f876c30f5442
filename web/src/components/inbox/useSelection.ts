import { useState } from "react";
import type { ActionSummary } from "#src/api/type.ts";

export interface Selection {
  readonly size: number;
  readonly has: (actionId: string) => boolean;
  readonly toggle: (action: ActionSummary) => void;
  readonly set: (actions: readonly ActionSummary[]) => void;
  readonly clear: () => void;
  /**
   * What is selected, a decision being bound to what is shown: what is in the list as it stands there now, and what was selected from
   * beyond its loaded part as it stood when that was asked for.
   */
  readonly of: (actions: readonly ActionSummary[]) => readonly ActionSummary[];
}

interface Selected {
  readonly ids: ReadonlySet<string>;
  /** As they stood when they were selected. */
  readonly actions: readonly ActionSummary[];
  /** The list that they were selected in; another one has none of them beyond what it shows. */
  readonly list: string;
}

const NOTHING: Selected = { ids: new Set(), actions: [], list: "" };

/** Which actions of the list are selected for one decision; `list` names what the list is narrowed to. */
export function useSelection(list: string): Selection {
  const [{ ids, ...held }, setSelected] = useState<Selected>(NOTHING);
  return {
    size: ids.size,
    has: (actionId) => ids.has(actionId),
    toggle: ({ actionId }) => {
      const next = new Set(ids);
      if (!next.delete(actionId)) next.add(actionId);
      setSelected({ ...held, ids: next });
    },
    set: (actions) => setSelected({ ids: new Set(actions.map(({ actionId }) => actionId)), actions, list }),
    clear: () => setSelected(NOTHING),
    of: (actions) => {
      const shown = new Set(actions.map(({ actionId }) => actionId));
      const beyond = held.list === list ? held.actions.filter(({ actionId }) => !shown.has(actionId)) : [];
      return [...actions, ...beyond].filter(({ actionId }) => ids.has(actionId));
    },
  };
}
