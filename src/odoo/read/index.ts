export { createReader } from "./createReader.ts";
export type * from "./reader.ts";
