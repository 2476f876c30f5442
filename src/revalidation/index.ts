export { type RevalidationResult, type Verdict } from "./result.ts";
export { revalidateActions, type RevalidateInput } from "./revalidate.ts";
export { verdictOf } from "./verdict.ts";
