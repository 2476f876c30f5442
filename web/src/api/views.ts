import type { SavedViewList } from "#src/api/type.ts";
import { ACTION_TYPES, RISK_LEVELS, type ActionStatus, type ActionType, type RiskLevel } from "#src/protocol/terms.ts";

/** The tabs of the inbox: every status is in exactly one. What waits for a decision comes by urgency. */
export const VIEWS = {
  pending: { statuses: ["pending_approval"], order: "urgency" },
  underway: { statuses: ["approved", "executing"], order: "newest" },
  attention: { statuses: ["needs_attention"], order: "newest" },
  done: { statuses: ["completed"], order: "newest" },
  stopped: { statuses: ["blocked", "rejected", "expired", "cancelled", "failed"], order: "newest" },
} as const satisfies Record<
  SavedViewList["views"][number]["query"]["view"],
  { statuses: readonly ActionStatus[]; order: "newest" | "urgency" }
>;

export type View = keyof typeof VIEWS;

/** The tab names in their order. */
export const VIEW_NAMES = Object.keys(VIEWS) as View[];

export function isView(value: unknown): value is View {
  return typeof value === "string" && Object.hasOwn(VIEWS, value);
}

/** How many actions a tab holds, from the counts by status. */
export function countOf(view: View, counts: Partial<Record<ActionStatus, number>>): number {
  let sum = 0;
  for (const status of VIEWS[view].statuses) sum += counts[status] ?? 0;
  return sum;
}

/** What the list is narrowed to; nothing is left out where a part is absent. */
export interface Filters {
  readonly search?: string;
  readonly type?: ActionType;
  readonly risk?: RiskLevel;
  /** One customer, by their id in Odoo. */
  readonly partner?: number;
}

export const isFiltered = (filters: Filters): boolean => Object.keys(filters).length > 0;

/** The filters that stand in an address; what is none of them is left out. */
export function filtersOf(found: Readonly<Record<string, unknown>>): Filters {
  const { search, type, risk, partner } = found;
  return {
    ...(typeof search === "string" && search !== "" ? { search: search.slice(0, 200) } : {}),
    ...(isOneOf(ACTION_TYPES, type) ? { type } : {}),
    ...(isOneOf(RISK_LEVELS, risk) ? { risk } : {}),
    ...(typeof partner === "number" && Number.isInteger(partner) && partner > 0 ? { partner } : {}),
  };
}

function isOneOf<T extends string>(words: readonly T[], value: unknown): value is T {
  return (words as readonly unknown[]).includes(value);
}
