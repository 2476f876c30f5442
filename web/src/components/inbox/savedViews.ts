import { useSyncExternalStore } from "react";
import { filtersOf, isView, type Filters, type View } from "../../api/views.ts";

/** A view that a person keeps by name. It stays on this browser. */
export interface SavedView {
  readonly name: string;
  readonly view: View;
  readonly filters: Filters;
}

const KEPT_AT = "ai-coo.inbox.views";
const MOST = 20;

const listeners = new Set<() => void>();
let views: readonly SavedView[] = read();

function read(): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AT) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(asView).slice(0, MOST) : [];
  } catch {
    // nothing that can be read is nothing that was kept
    return [];
  }
}

function asView(kept: unknown): readonly SavedView[] {
  if (typeof kept !== "object" || kept === null || !("name" in kept) || !("view" in kept) || !("filters" in kept)) return [];
  const { name, view, filters } = kept;
  if (typeof name !== "string" || !isView(view) || typeof filters !== "object" || filters === null) return [];
  return [{ name, view, filters: filtersOf({ ...filters }) }];
}

function keep(next: readonly SavedView[]): void {
  views = next;
  try {
    localStorage.setItem(KEPT_AT, JSON.stringify(next));
  } catch {
    // they stay until the page is closed
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSavedViews = (): readonly SavedView[] => useSyncExternalStore(subscribe, () => views);

/** Keeps a view under its name; one of the same name makes room. */
export const saveView = (saved: SavedView): void => keep([...views.filter(({ name }) => name !== saved.name), saved].slice(-MOST));

export const removeView = (name: string): void => keep(views.filter((view) => view.name !== name));
