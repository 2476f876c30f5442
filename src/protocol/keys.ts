import { ACTION_TYPES, type ActionType } from "./terms.ts";

export interface IdempotencyKeyParts {
  readonly orgId: string;
  readonly actionType: ActionType;
  /** The record or customer, and for reminders the level: `partner-42:EUR:level-2`. Letters, digits, `_ . : -`. */
  readonly scope: string;
  /** The organisation's day, `yyyy-mm-dd`. */
  readonly date: string;
}

/** `org_id:action_type:scope:yyyy-mm-dd`. */
export const IDEMPOTENCY_KEY_PATTERN = /^([A-Za-z0-9_-]{1,64}):([a-z_]{1,40}):([A-Za-z0-9_.:-]{1,160}):(\d{4}-\d{2}-\d{2})$/;

/** The key that names what an action does on a day; the same finding on the same day gives the same key. */
export function generateIdempotencyKey({ orgId, actionType, scope, date }: IdempotencyKeyParts): string {
  return `${orgId}:${actionType}:${scope}:${date}`;
}

/** The parts of a key, or null when it is none. */
export function parseIdempotencyKey(key: string): IdempotencyKeyParts | null {
  const match = IDEMPOTENCY_KEY_PATTERN.exec(key);
  if (match === null) return null;
  const [, orgId = "", type, scope = "", date = ""] = match;
  const actionType = ACTION_TYPES.find((known) => known === type);
  return actionType === undefined ? null : { orgId, actionType, scope, date };
}
