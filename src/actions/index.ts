export * from "./types.ts";
export type * from "./verbs.ts";
