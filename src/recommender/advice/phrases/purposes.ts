import { ENTRIES, type PhraseId } from "./entries.ts";
import type { Intent } from "./types.ts";

/** What a sentence is there for, more closely than what it says: each purpose is served once in a draft. */
type Purpose = Intent | "level" | "copy" | "context" | "changed" | "short" | "nothing" | "cleared" | "cooperation" | "trust" | "call";

/**
 * The sentences whose purpose is not just what they say. Two of one purpose say the same in other words, and exclude each
 * other: of those that a model chose, a draft keeps the first.
 */
const PURPOSES: Readonly<Partial<Record<PhraseId, readonly Purpose[]>>> = {
  // the day of the last reminder, and which one this is, are two things
  reminder_second: ["level"],
  reminder_third: ["level"],
  reminder_last: ["level"],
  // it asks for the payment or for the reason
  reminder_pay_firm: ["pay", "reason"],
  reminder_help: ["question"],
  reminder_help_warm: ["copy"],
  reminder_thanks_warm: ["cooperation"],
  confirmation_nothing: ["nothing"],
  confirmation_reminders: ["cleared"],
  confirmation_thanks_warm: ["trust"],
  confirmation_outlook: ["cooperation"],
  confirmation_outlook_warm: ["cooperation"],
  // what was before it, and the question where it stands
  deal_quiet: ["context"],
  deal_again: ["context"],
  deal_first: ["context"],
  deal_changed: ["changed"],
  deal_no_longer: ["changed"],
  deal_short: ["changed", "short"],
  deal_call: ["call"],
  deal_phone: ["call"],
};

/** What a sentence of the book is there for. */
export function purposesOf(id: PhraseId): readonly string[] {
  return PURPOSES[id] ?? [ENTRIES[id].says];
}
