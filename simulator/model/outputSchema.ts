import { z } from "zod";

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

/** What structured output understands, by type. Anything else is refused, not overlooked. */
const EVERYWHERE = ["type", "description", "title", "default", "examples", "$schema", "$id", "$defs", "definitions", "$comment"];
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "minItems"],
  string: ["format", "pattern", "enum", "const"],
  number: ["enum", "const"],
  integer: ["enum", "const"],
  boolean: ["enum", "const"],
  null: ["const"],
};
const FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];
const COMPOSED = ["anyOf", "allOf", "$ref", "enum", "const"];

const MOST_OPTIONAL = 24;
const MOST_UNIONS = 16;

const PREFIX = "output_config.format.schema";

/** Why the API would not take this JSON Schema for an answer, in its words; null where it would. */
export function schemaProblem(root: Schema): string | null {
  const counts = { optional: 0, unions: 0 };
  const problem = problemAt(root, root, [], counts);
  if (problem !== null) return `${PREFIX}: ${problem}`;
  if (counts.optional > MOST_OPTIONAL)
    return `${PREFIX}: Schemas contains too many optional parameters (${counts.optional}), which would make grammar compilation inefficient. Reduce the number of optional parameters in your tool schemas (limit: ${MOST_OPTIONAL}).`;
  if (counts.unions > MOST_UNIONS)
    return `${PREFIX}: Schemas contains too many parameters with union types (${counts.unions} parameters with type arrays or anyOf). This causes exponential compilation cost. Reduce the number of nullable or union-typed parameters (limit: ${MOST_UNIONS} parameters with unions).`;
  return null;
}

/** Whether a value is one that a model held to this schema can answer. */
export const fitsSchema = (schema: Schema, value: unknown): boolean => z.fromJSONSchema(schema).safeParse(value).success;

function problemAt(root: Schema, schema: unknown, refs: readonly string[], counts: { optional: number; unions: number }): string | null {
  if (!isSchema(schema)) return "Schema must be an object";
  const first = (children: readonly unknown[], through = refs): string | null => {
    for (const child of children) {
      const problem = problemAt(root, child, through, counts);
      if (problem !== null) return problem;
    }
    return null;
  };
  if (typeof schema["$ref"] === "string") {
    const ref = schema["$ref"];
    if (refs.includes(ref)) return `Circular reference detected in schema definitions: ${ref}`;
    const target = resolve(root, ref);
    return target === undefined ? `$ref '${ref}' could not be resolved` : problemAt(root, target, [...refs, ref], counts);
  }
  if ("oneOf" in schema) return "Schema type 'oneOf' is not supported";
  if (Array.isArray(schema["anyOf"])) {
    counts.unions += 1;
    return first(schema["anyOf"]);
  }
  if (Array.isArray(schema["allOf"])) return first(schema["allOf"]);

  const type = schema["type"];
  const types = (Array.isArray(type) ? type : [type]).map((one: unknown) => (typeof one === "string" ? one : undefined));
  if (types.length > 1) counts.unions += 1;
  const hasLiterals = "enum" in schema || "const" in schema;
  if (
    hasLiterals &&
    [schema["const"], ...(Array.isArray(schema["enum"]) ? schema["enum"] : [])].some((value) => typeof value === "object" && value !== null)
  )
    return "Enum values must be strings, numbers, booleans or null";
  if (types[0] === undefined) return hasLiterals ? null : "Schema must have a 'type', 'anyOf', 'allOf', 'enum', 'const' or '$ref'";
  const unknown = types.find((one) => one === undefined || BY_TYPE[one] === undefined);
  if (types.includes(undefined) || unknown !== undefined) return `Invalid type '${unknown ?? "none"}'`;
  const allowed = new Set([...EVERYWHERE, ...COMPOSED, ...types.flatMap((one) => BY_TYPE[one!]!)]);
  const extra = Object.keys(schema).find((key) => !allowed.has(key));
  if (extra !== undefined) return `For '${types[0]}' type, property '${extra}' is not supported`;
  const format = schema["format"];
  if (types.includes("string") && typeof format === "string" && !FORMATS.includes(format))
    return `For 'string' type, format '${format}' is not supported`;
  if (types.includes("array")) {
    if ("minItems" in schema && schema["minItems"] !== 0 && schema["minItems"] !== 1)
      return `For 'array' type, 'minItems' values other than 0 or 1 are not supported`;
    if ("items" in schema) return problemAt(root, schema["items"], refs, counts);
  }
  if (types.includes("object")) {
    if (schema["additionalProperties"] !== false) return "For 'object' type, 'additionalProperties' must be explicitly set to false";
    const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
    const required: unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
    counts.optional += Object.keys(properties).filter((name) => !required.includes(name)).length;
    return first(Object.values(properties));
  }
  return null;
}

function resolve(root: Schema, ref: string): unknown {
  if (!ref.startsWith("#")) return undefined;
  let found: unknown = root;
  for (const step of ref.split("/").slice(1)) found = isSchema(found) ? found[step.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  return found;
}
