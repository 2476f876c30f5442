import { createHash, randomBytes } from "node:crypto";

/** How long a one-time link is good: long enough to walk to the browser. */
export const SIGN_IN_LINK_LIFE_MINUTES = 30;

/** Before the hash, so that these are told from what else is verified. */
export const SIGN_IN_LINK = "sign-in-link:";

/** A token for a link, and the name under which only its hash is kept. */
export function newSignInToken(): { readonly token: string; readonly identifier: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, identifier: identifierOf(token) };
}

/** The name under which the hash of a token is kept. */
export function identifierOf(token: string): string {
  return `${SIGN_IN_LINK}${createHash("sha256").update(token, "utf8").digest("hex")}`;
}
