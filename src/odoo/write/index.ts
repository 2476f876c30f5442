export { effectOf, type OdooEffect } from "../transport/errors.ts";
export { batchingWriter } from "./batching.ts";
export { createWriter } from "./createWriter.ts";
export type * from "./writer.ts";
