export type * from "./writer.ts";
export { effectOf, type OdooEffect } from "../transport/effect.ts";
