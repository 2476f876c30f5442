import type { Draft } from "../grounding/index.ts";

/** What a model added to a candidate, after every check. All of it is words, or a choice within bounds. */
export interface Advice {
  /** Words that may stand in the message; absent where the playbook's stay. */
  readonly words?: Draft;
  /** Whose words the message is in, and why, for the card. Absent where a message was not asked for. */
  readonly wordsBy?: string;
  /** Why the action stands where the playbook puts it, for the card: a model was asked for an order and gave none. */
  readonly orderBy?: string;
  /** A sentence of the model's for whoever approves. */
  readonly note?: string;
  /** In how many days a customer is checked in with. */
  readonly checkInDays?: number;
}
