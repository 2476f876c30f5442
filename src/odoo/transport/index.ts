export { createCaller, type CallerSettings, type OdooCaller } from "./caller.ts";
export { effectOf, odooError, readable, withoutEffect, type OdooEffect, type OdooErrorCode } from "./errors.ts";
export { METHODS, NOTED_MODELS, READER_CALLS, WRITER_CALLS, type AllowList, type MethodName, type OdooCall } from "./methods.ts";
export type { Credential } from "./protocol.ts";
export type { Release } from "./release.ts";
export { remembered } from "./remembered.ts";
export { READ_RETRIES, type RetryPolicy } from "./retry.ts";
