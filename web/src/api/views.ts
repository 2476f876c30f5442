import type { ActionStatus } from "#src/protocol/index.ts";

/** The tabs of the inbox: every status is in exactly one. What waits for a decision comes by urgency. */
export const VIEWS = {
  pending: { label: "Pending", statuses: ["pending_approval"], order: "urgency" },
  underway: { label: "Running", statuses: ["approved", "executing"], order: "newest" },
  attention: { label: "Needs you", statuses: ["needs_attention"], order: "newest" },
  done: { label: "Done", statuses: ["completed"], order: "newest" },
  stopped: { label: "Not done", statuses: ["blocked", "rejected", "expired", "cancelled", "failed"], order: "newest" },
} as const satisfies Record<string, { label: string; statuses: readonly ActionStatus[]; order: "newest" | "urgency" }>;

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
