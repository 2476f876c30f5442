import type { SavedViewList } from "#src/api/type.ts";
import { filtersOf, isView } from "./views.ts";

/** Where a browser kept views before the account did. */
const KEPT_AT = "ai-coo.inbox.views";

type Kept = Pick<SavedViewList["views"][number], "name" | "query">;

/** What this browser still holds; nothing that can be read is nothing that was kept. */
export function keptHere(): readonly Kept[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AT) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(asView) : [];
  } catch {
    return [];
  }
}

export function forgetKeptHere(): void {
  try {
    localStorage.removeItem(KEPT_AT);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

function asView(kept: unknown): readonly Kept[] {
  if (typeof kept !== "object" || kept === null || !("name" in kept) || !("view" in kept) || !("filters" in kept)) return [];
  const { name, view, filters } = kept;
  if (typeof name !== "string" || !isView(view) || typeof filters !== "object" || filters === null) return [];
  return [{ name, query: { view, ...filtersOf({ ...filters }) } }];
}
