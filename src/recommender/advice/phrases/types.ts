import type { Tone as ReminderTone } from "#src/analyzers/findings.ts";
import type { DraftFacts } from "../../grounding/index.ts";

/** The messages that a model may draft. */
export type MessageKind = "reminder" | "confirmation" | "deal" | "sms";

/** Where a sentence may stand. An SMS is an opening and nothing else. */
export type PhrasePart = "subject" | "opening" | "closing";

/** What a sentence says, whatever its words. */
export type Intent =
  | "greeting"
  | "open"
  | "due"
  | "pay"
  | "overlooked"
  | "reminded"
  | "promise"
  | "received"
  | "settled"
  | "status"
  | "missing"
  | "crossed"
  | "question"
  | "reason"
  | "help"
  | "phone"
  | "thanks"
  | "outlook";

export type PhraseTone = "warm" | "neutral" | "firm";

/** What has to be so for a sentence to be true of a candidate, beside the facts that its places take. */
export type Condition = "one" | "many" | "second" | "third" | "final" | "asked" | "first" | "unnamed";

/** A fact that stands in a sentence as `{place}`. */
export type Place =
  | "number"
  | "amount"
  | "total"
  | "count"
  | "dueDate"
  | "date"
  | "days"
  | "daysSince"
  | "oldestDays"
  | "oldestDaysSince"
  | "remindedOn"
  | "promisedOn"
  | "until"
  | "paidOn"
  | "recipient"
  | "customer"
  | "company"
  | "seller"
  | "phone"
  | "deal";

/** A sentence of the book, the same in every language. */
export interface Entry {
  readonly of: MessageKind;
  readonly part: PhrasePart;
  readonly says: Intent;
  readonly tone: PhraseTone;
  readonly when?: readonly Condition[];
}

/** A message to be drafted: what is so of its candidate, as far as a sentence may say it. */
export interface Occasion {
  readonly kind: MessageKind;
  readonly facts: DraftFacts;
  /** Of a reminder. */
  readonly tone: ReminderTone | null;
  /** Names that may be repeated; null where there is none. */
  readonly recipient: string | null;
  readonly customer: string | null;
  readonly company: string | null;
  readonly seller: string | null;
  readonly deal: string | null;
  /** Days, `YYYY-MM-DD`. */
  readonly remindedOn: string | null;
  /** A promise to pay all that the message lists, which was not kept. */
  readonly promise: { readonly promisedOn: string; readonly until: string } | null;
  /** Whether it was asked before, without an answer. */
  readonly wasAsked: boolean;
  /** Characters that the program adds to an SMS. */
  readonly reserved: number;
}
