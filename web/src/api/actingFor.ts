const KEY = "ai-coo.acting-for";

/** For whom this tab acts; each tab for itself, until it is closed. */
export function actingFor(): string | null {
  return window.sessionStorage.getItem(KEY);
}

/** Acts for somebody who is away from the next request on; null for oneself again. */
export function actFor(userId: string | null): void {
  if (userId === null) window.sessionStorage.removeItem(KEY);
  else window.sessionStorage.setItem(KEY, userId);
}
