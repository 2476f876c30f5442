export { createCaller, type CallerSettings, type OdooCaller } from "./caller.ts";
export { odooError, withoutEffect } from "./errors.ts";
export { isRecordId } from "./ids.ts";
export { METHODS, READER_CALLS, WRITER_CALLS, type AllowList, type MethodName, type OdooCall } from "./methods.ts";
export type { Credential } from "./protocol.ts";
export type { Release } from "./release.ts";
export { remembered } from "./remembered.ts";
export { READ_RETRIES, type RetryPolicy } from "./retry.ts";
