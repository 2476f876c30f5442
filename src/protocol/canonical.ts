import canonicalize from "canonicalize";
import type { ActionProtocol } from "./document.ts";
import { bodySha256 } from "./hash.ts";

/**
 * The fields that an approval does not bind to. `created_at` says when it was written down and `analysis_id` where it
 * came from; `approval` says who must agree, which policy decides again when the decision is counted. All else is
 * bound, the words of the reasoning too: what a card shows is a function of the canonical form, so an approver's yes
 * is to all that they read. `action_id` is bound because it is the token the effect carries, `expires_at` because it
 * decides whether the effect may happen.
 */
export const BOOKKEEPING_FIELDS = ["created_at", "analysis_id", "approval"] as const satisfies readonly (keyof ActionProtocol)[];

/** The RFC 8785 (JCS) serialisation of the fields that decide what happens. */
export function canonicalForm(action: ActionProtocol): string {
  const { created_at: _createdAt, analysis_id: _analysisId, approval: _approval, ...bound } = action;
  return canonicalJson(bound);
}

/** The RFC 8785 (JCS) serialisation of a JSON value. Throws on what JSON cannot say: NaN, infinity, lone surrogates. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("There is no JSON for an undefined value or a function.");
  return text;
}

/** SHA-256 of the canonical form, lower-case hexadecimal. An approval holds the one it was given for. */
export function fingerprint(action: ActionProtocol): string {
  return bodySha256(canonicalForm(action));
}
