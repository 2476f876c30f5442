export { createReader } from "./createReader.ts";
export { isoMoment, odooMoment } from "./moments.ts";
export type * from "./reader.ts";
