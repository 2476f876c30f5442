const STATUS =
  "it waits for approval|it is approved already|it is being executed right now|it is done|it failed|it was blocked|nobody knows yet whether it happened|it was rejected|it has expired|it was cancelled";
const VERB = "approve|reject|edit|snooze|wake|take back|cancel|execute|expire|undo";

/** What cannot be done with an action now, and why. */
export const can = {
  status: `Cannot {verb:${VERB}}: {status:${STATUS}}.`,
  expired: `Cannot {verb:${VERB}}: it expired at {at:moment}.`,
  isHeld: `Cannot {verb:${VERB}}: it is held: {reason:said}`,
  undoNotRun: "Cannot undo: it has not run; withdraw it instead.",
  undoNever: "Cannot undo: what it did cannot be taken back.",
  undoByHand: "Cannot undo: it is taken back by a person, in Odoo.",
  undoMessage: "Cannot undo: a message cannot be called back; a correction is another message.",
  undoOnlyStage: "Cannot undo: only a change of stage is taken back by itself.",
  undoneAlready: "Cannot undo: it was taken back already.",
  undoStands: "Cannot undo: an action that takes it back stands already.",
  undoContacted: "Cannot undo: somebody was contacted by it, which cannot be taken back.",
  undoNoBefore: "Cannot undo: it does not say what stood there before.",
  undoNoStage: "Cannot undo: the record stood in no stage before.",
  undoNothing: "Cannot undo: it changed nothing.",
  undoUnreadable: "Cannot undo: the stored action can no longer be read.",
  notPutOff: "Cannot wake: nobody put it off.",
  waitsAlready: "Cannot take back: it waits for a decision already.",
  rejectInstead: "Cannot cancel: it waits for approval; reject it instead.",
  notApproved: "Cannot execute: it is not approved.",
  stopOn: "Cannot execute: the emergency stop is on.",
  waitsUntil: "Cannot execute: it waits until {until:moment}.",
  goodUntil: "Cannot expire: it is good until {until:moment}.",
  nothingToResolve: `Nothing to resolve: {status:${STATUS}}.`,
  notInDoubt: "Nothing to resolve: its outcome is not in doubt.",
  decidedAtOnce: `Cannot {verb:${VERB}}: somebody else decided at the same moment.`,
  changedAtOnce: `Cannot {verb:${VERB}}: it changed at the same moment.`,
  takenAtOnce: "Cannot cancel: it was taken for execution at the same moment.",
  takenNow: "Cannot execute: it, or another action of the same customer, is being taken or executed right now.",
  heldOtherwise: "Cannot release: it is held for another reason than the one you saw: {reason:said}",
  heldByRecord: "Cannot release: what holds it stands recorded about the customer and is ended there: {reason:said}",
  notHeld: "Cannot release: it is not held.",
  settledAtOnce: "Somebody else settled it at the same moment.",
} as const;
