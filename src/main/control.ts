/** What the command line may do with the emergency stop. */
export { getStopSwitch, resumeExecution, stopExecution, type StopSwitch } from "#src/policy/index.ts";
