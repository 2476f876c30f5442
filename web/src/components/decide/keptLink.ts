/**
 * The link while its person signs in: in this tab alone, and gone with it. It came behind the `#`, which no browser sends to a
 * server, and never stands in an address that is sent to one.
 */
const KEPT_AT = "ai-coo.decision-link";

export function keepLink(token: string): void {
  try {
    sessionStorage.setItem(KEPT_AT, token);
  } catch {
    // a browser that keeps nothing: the person opens the link in the message again
  }
}

/** The token of the address, else the one that was kept; null where there is none. */
export function linkOfPage(): string | null {
  const given = window.location.hash.slice(1);
  return given === "" ? keptLink() : given;
}

/** Whether somebody left the page of a link in this tab to sign in for it. */
export const isLinkKept = (): boolean => keptLink() !== null;

function keptLink(): string | null {
  try {
    return sessionStorage.getItem(KEPT_AT);
  } catch {
    return null;
  }
}

export function forgetLink(): void {
  try {
    sessionStorage.removeItem(KEPT_AT);
  } catch {
    // nothing was kept
  }
}
