/** What people record about customers: promises to pay, disputes, stops of their reminders; and what follows from them. */
export { endCommitment } from "./end.ts";
export { findCommitmentId, listCommitments } from "./list.ts";
export { recordCommitment } from "./record.ts";
export { resumeReminders } from "./resume.ts";
export { settleCommitments, type CommitmentEnd } from "./settle.ts";
export type * from "./types.ts";
export { resumeSequence, stopSequence } from "./sequences/control.ts";
export { getSequence, listSequences } from "./sequences/list.ts";
export * from "./sequences/types.ts";
