export * from "./base.ts";
export * from "./auth.ts";
export * from "./autonomousActions.ts";
export * from "./actionExecution.ts";
export * from "./audit.ts";
export * from "./outreach.ts";
export * from "./monitoring.ts";
export * from "./settings.ts";
