export { effectOf, type OdooEffect } from "../transport/errors.ts";
export { createWriter } from "./createWriter.ts";
export type * from "./writer.ts";
