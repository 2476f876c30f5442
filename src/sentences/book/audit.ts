/** What a walk over the audit found wrong. */
export const audit = {
  missing: "Entry {seq:int} is missing: the next one is {other:int}.",
  wrongOrder: "Where entry {seq:int} belongs stands entry {other:int}.",
  brokenLink: "Entry {seq:int} does not follow the entry before it.",
  alteredEntry: "The text of entry {seq:int} is not the one that was written.",
  foreignEntry: "Entry {seq:int} was not written for this place of this chain.",
  alteredColumn: "The columns of entry {seq:int} do not say what its text says.",
  alteredText: "The personal text of entry {seq:int} is not the one that was written.",
  cutTail: "The chain ends before entry {seq:int}, and entry {other:int} was published.",
  rewritten: "Entry {seq:int} is not the one whose hash was published: the chain was written anew.",
} as const;
