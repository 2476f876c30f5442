import { createHmac } from "node:crypto";

/**
 * The link of an invitation: its id and a code that only who holds the secret of the sessions can compute. Nothing of it is stored,
 * so whoever reads the database has no invitation, and the link can be shown again.
 */
export function invitationUrl(origin: string, secret: string, id: string): string {
  return `${origin.replace(/\/$/, "")}/join#token=${id}.${invitationCode(secret, id)}`;
}

/** The code in the link of an invitation, by the secret of the sessions: base64url of an HMAC-SHA-256. */
export const invitationCode = (secret: string, id: string): string =>
  createHmac("sha256", secret).update(`ai-coo invitation ${id}`, "utf8").digest("base64url");
