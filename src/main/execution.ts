/** What the command line may do with the executor; only composition roots reach it. */
export { processApprovedActions, recoverAttempts, type ActionResult } from "#src/executor/index.ts";
