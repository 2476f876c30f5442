/** What the command line may do with the emergency stop. */
export { resumeActions } from "#src/actions/index.ts";
export { getStopSwitch, stopExecution, type StopSwitch } from "#src/policy/index.ts";
