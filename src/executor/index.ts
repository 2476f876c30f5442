export { CRASH_POINTS, NO_HOOKS, type CrashPoint, type ExecutorHooks } from "./hooks.ts";
export { DEFAULT_EXECUTOR_SETTINGS, executorSettingsSchema, type ExecutorSettings } from "./settings.ts";
export type { ActionResult, ExecutionStatistics, ExecutorRuntime, FactReader, RecoveryStatistics } from "./types.ts";
