/** Follow-ups: what an approved action scheduled, and what becomes of it when its time has come. */
export { cancelFollowUp } from "./cancel.ts";
export { findFollowUpId, listFollowUps } from "./list.ts";
export { runDueFollowUps } from "./run.ts";
export { followUpStore } from "./store.ts";
export type { Composed, FollowUpComposer, FollowUpStatus, FollowUpView } from "./types.ts";
