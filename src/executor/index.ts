export { executeAction, executeActions, processApprovedActions } from "./execute.ts";
export { CRASH_POINTS, type CrashPoint, type ExecutorHooks } from "./hooks.ts";
export { recoverAttempts } from "./recover.ts";
export { DEFAULT_EXECUTOR_SETTINGS, executorSettingsSchema, type ExecutorSettings } from "./settings.ts";
export type { ActionResult, ExecutionStatistics, ExecutorRuntime, RecoveryStatistics } from "./types.ts";
