export { requirePerson } from "#src/policy/index.ts";
