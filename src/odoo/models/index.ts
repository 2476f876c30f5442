export * from "./accounting.ts";
export * from "./contacts.ts";
export * from "./define.ts";
export * from "./work.ts";
