import { z } from "zod";

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * A zod schema as a JSON Schema; null where it has no such form (a date, a bigint) or one that no structured output
 * takes (a record: every key has to be named). What goes in is described, because that is what the model writes.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema | null {
  try {
    return z.toJSONSchema(schema, { io: "input", reused: "inline", override: ({ zodSchema }) => refuseRecord(zodSchema) });
  } catch {
    return null;
  }
}

function refuseRecord(schema: z.core.$ZodType): void {
  if (schema._zod.def.type === "record") throw new TypeError("A record has no named keys.");
}

const MOST_FAULTS = 5;

/** What of an answer does not fit, by place; never its values, which may be anybody's data. */
export function faultsOf(error: z.ZodError): string {
  const places = error.issues.map(({ path, code }) => `${path.map(String).join(".") || "the whole answer"} (${code.replaceAll("_", " ")})`);
  const more = places.length - MOST_FAULTS;
  return [...places.slice(0, MOST_FAULTS), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
