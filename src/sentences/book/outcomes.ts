const FACT =
  "Paid in full|Paid in part, last|Settled, all or in part, by a credit note|Marked as disputed or excluded from follow-up|The message was delivered|The customer wrote back|The message, or a later one to the same address, came back|The recipient reported a message as spam|The recipient asked for no more messages|The deal moved to another stage|The deal was won|The deal was lost|The record moved on to another stage|Somebody moved the record back to the stage it came from|Done|Cancelled|Somebody else is responsible for it now|Past its deadline and still open|The status of the project changed|The follow-up became a proposal|The follow-up was closed without a proposal|A person took it back|The record is gone";

/** What came after an action. */
export const outcome = {
  on: `{what:${FACT}} on {on:day}.`,
  onAfter: `{what:${FACT}} on {on:day}, {days:int} [days?day|days] after.`,
  onNote: `{what:${FACT}} on {on:day}: {note:note}.`,
  seen: `{what:${FACT}} (first seen on {on:day}).`,
  seenAfter: `{what:${FACT}} (first seen on {on:day}), {days:int} [days?day|days] after.`,
  seenNote: `{what:${FACT}} (first seen on {on:day}): {note:note}.`,
  revenue: "Expected revenue: {amount:money}.",
  money: "{parts:parts}.",
} as const;

/** A part of the sentence about the money. */
export const money = {
  asked: "{asked:money} asked for of {open:money} open",
  open: "{open:money} open",
  paid: "{paid:money} paid since",
  before: "{amount:money} settled by money that had come before",
  credited: "{amount:money} credited",
  other: "{amount:money} settled by other entries",
  nothingLeft: "nothing was left to be paid",
} as const;

/** What is said beside what came after. */
export const note = {
  deleted: "deleted, or no longer visible",
  deletedUndone: "deleted without being done, or no longer visible",
  projectArchived: "the project was archived",
  stageBefore: "the stage it was in",
} as const;
