/** A value that a JSON schema of the API's document takes, the plainest there is. */
export type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands for a text of some form; a form that is not here is told by the route that then cannot be reached. */
const FORMATS: Readonly<Record<string, string>> = {
  email: "somebody@sample.example",
  "date-time": "2099-01-01T00:00:00Z",
  date: "2099-01-01",
  uuid: "019cad1a-4c00-7000-8000-0000000000ff",
};

/** Of a document, as the API asks for it. */
const FINGERPRINT = "^[0-9a-f]{64}$";

export function sampleOf(schema: Schema | undefined): unknown {
  if (schema === undefined) return {};
  if ("const" in schema) return schema["const"];
  if (Array.isArray(schema["enum"])) return schema["enum"][0];
  for (const word of ["anyOf", "oneOf", "allOf"]) {
    const options: unknown = schema[word];
    if (Array.isArray(options)) return sampleOf(options.find(isSchema));
  }
  const type = Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"];
  switch (type) {
    case "object":
      return objectOf(schema);
    case "array":
      return Array.from({ length: numberOf(schema["minItems"], 0) }, () =>
        sampleOf(isSchema(schema["items"]) ? schema["items"] : undefined),
      );
    case "integer":
    case "number":
      return Math.max(numberOf(schema["minimum"], 1), numberOf(schema["exclusiveMinimum"], 0) + 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return textOf(schema);
  }
}

function objectOf(schema: Schema): Record<string, unknown> {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required: readonly unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => (required.includes(name) && isSchema(value) ? [[name, sampleOf(value)]] : [])),
  );
}

function textOf(schema: Schema): string {
  const format = FORMATS[typeof schema["format"] === "string" ? schema["format"] : ""];
  if (format !== undefined) return format;
  if (schema["pattern"] === FINGERPRINT) return "0".repeat(64);
  return "sample "
    .repeat(20)
    .slice(0, Math.max(numberOf(schema["minLength"], 10), 10))
    .padEnd(numberOf(schema["minLength"], 0), "x");
}

const numberOf = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text has the form that a schema asks for: what has not is refused for that, whosever it is. */
export function takes(schema: Schema | undefined, text: string): boolean {
  if (schema === undefined) return true;
  if (text.length > numberOf(schema["maxLength"], Infinity) || text.length < numberOf(schema["minLength"], 0)) return false;
  if (schema["format"] === "uuid" && !UUID.test(text)) return false;
  return typeof schema["pattern"] !== "string" || new RegExp(schema["pattern"], "u").test(text);
}
