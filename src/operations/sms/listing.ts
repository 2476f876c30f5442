import { carriesSmsCode } from "#src/protocol/index.ts";
import type { LookUp } from "../outcome.ts";
import { neverLeft } from "./answers.ts";
import type { SmsLookUp } from "./transport.ts";

/** Clocks differ, and a list may file a message under the moment it was taken. */
export const CLOCK_SLACK_MS = 5 * 60_000;

/** A message in a provider's list of sent ones. */
export interface ListedSms {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  /** Unknown where the list does not say. */
  readonly at: Date | undefined;
  readonly status: string | undefined;
}

/**
 * Finds an action's SMS among those a provider lists, where no reference of ours is kept.
 *
 * A text that carries the action's code is found by it, also where the provider added words of its own. A text
 * without one is found only as the one message of exactly this text to this number since the intent: with two,
 * one may be another action's, and a person decides.
 */
export function findListed(rows: readonly ListedSms[], { actionId, to, body, since }: SmsLookUp): LookUp {
  const earliest = since.getTime() - CLOCK_SLACK_MS;
  const candidates = rows.filter((row) => digits(row.to) === digits(to) && !neverLeft(row.status));
  if (carriesSmsCode(body, actionId)) {
    const ours = candidates.find(({ text, at }) => carriesSmsCode(text, actionId) && (at === undefined || at.getTime() >= earliest));
    return ours === undefined ? { kind: "not_found" } : { kind: "found", ref: ours.id };
  }
  const same = candidates.filter(({ text, at }) => text.trim() === body.trim() && at !== undefined && at.getTime() >= earliest);
  const ids = new Set(same.map(({ id }) => id));
  const [only] = ids;
  return ids.size === 1 && only !== undefined ? { kind: "found", ref: only } : { kind: "not_found" };
}

/** Numbers are listed with and without a plus. */
export const digits = (number: string): string => number.replaceAll(/\D/g, "");
