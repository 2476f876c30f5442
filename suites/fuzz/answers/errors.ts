import { AiCooError, ERROR_CODES, type ErrorCode } from "#src/lib/errors.ts";
import { leakIn, unstorable } from "../canaries.ts";
import { fault, firstOf, type Fault } from "../harness.ts";

/** What is wrong with an error that the product threw: it has to be one of ours, with one of these codes, and tell nothing it must not. */
export function refusalOfCodes(error: unknown, allowed: readonly ErrorCode[]): Fault | null {
  if (!(error instanceof AiCooError)) return fault("crash", error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (!ERROR_CODES.includes(error.code)) return fault("code", `there is no code ${error.code as string}`);
  if (!allowed.includes(error.code))
    return fault("code", `${error.code} where ${allowed.join(", ")} were to be expected: ${error.message}`);
  const told = `${error.message}\n${error.next ?? ""}\n${JSON.stringify(error.details ?? {})}`;
  return firstOf(leakIn(told), unstorable("the error", `${error.message}${error.next ?? ""}${textsOf(error.details)}`));
}

/** Every text inside a value, one after the other. */
function textsOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textsOf).join("");
}
