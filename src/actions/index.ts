export {
  attemptsEndedBy,
  lockOwnAttempts,
  noteOnStage,
  recordIntent,
  renewLeases,
  takeOverAttempts,
  writeStages,
  type OrphanedAttempt,
  type StageRecord,
} from "./attempts.ts";
export { approveAction } from "./approve.ts";
export { cancelAction } from "./cancel.ts";
export { claimActions } from "./claim.ts";
export { editAction } from "./edit.ts";
export { actionEditSchema, type ActionEdit } from "./edits.ts";
export { expireActions } from "./expire.ts";
export { getAction } from "./get.ts";
export { listActions } from "./list.ts";
export { proposeAction } from "./propose.ts";
export { settleLeftActions } from "./left.ts";
export { rejectAction } from "./reject.ts";
export { releaseAction } from "./release.ts";
export { resolveAction } from "./resolve.ts";
export { settleAction, settleWithin } from "./settle.ts";
export { snoozeAction, unsnoozeAction } from "./snooze.ts";
export { takeToldContacts } from "./told.ts";
export { undoAction } from "./undo.ts";
export { answerUnknown, takeDueQuestions, type DueQuestion } from "./unknown.ts";
export * from "./types.ts";
export type * from "./verbs.ts";
export { findActionId } from "./find.ts";
