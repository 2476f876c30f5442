/** As much of JSON Schema 2020-12 as our published documents use, judged apart from the library that wrote them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(source, "u");
    patterns.set(source, pattern);
  }
  return pattern;
}

/**
 * Why `value` certainly does not fit the schema, or null. Where the schema is laxer than the product (it cannot say
 * "no id twice"), nothing is certain.
 */
export function misfit(value: unknown, schema: Schema, root: Schema = schema, path = ""): string | null {
  if (schema.$ref !== undefined) return misfit(value, resolve(schema.$ref, root), root, path);
  const here = path === "" ? "the document" : path;
  if ("const" in schema && value !== schema.const) return `${here} is not ${JSON.stringify(schema.const)}`;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return `${here} is none of the words`;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOf(value, type))) return `${here} is no ${String(schema.type)}`;
  for (const part of schema.allOf ?? []) {
    const fault = misfit(value, part, root, path);
    if (fault !== null) return fault;
  }
  const some = schema.anyOf ?? schema.oneOf;
  if (some !== undefined && some.every((part) => misfit(value, part, root, path) !== null)) return `${here} fits none of its forms`;
  if (typeof value === "string") return textFault(value, schema, here);
  if (typeof value === "number") return numberFault(value, schema, here);
  if (Array.isArray(value)) return listFault(value, schema, root, path);
  if (typeof value === "object" && value !== null) return objectFault(value, schema, root, path);
  return null;
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function textFault(value: string, { minLength, maxLength, pattern }: Schema, here: string): string | null {
  // characters, not UTF-16 units; counted only where it may matter
  const counts = (minLength !== undefined && value.length < 2 * minLength) || (maxLength !== undefined && value.length > maxLength);
  const length = counts ? Array.from(value).length : value.length;
  if (minLength !== undefined && length < minLength) return `${here} is too short`;
  if (maxLength !== undefined && length > maxLength) return `${here} is too long`;
  if (pattern !== undefined && !patternOf(pattern).test(value)) return `${here} has not its form`;
  return null;
}

function numberFault(value: number, { minimum, maximum, exclusiveMinimum }: Schema, here: string): string | null {
  if (minimum !== undefined && value < minimum) return `${here} is too small`;
  if (maximum !== undefined && value > maximum) return `${here} is too large`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `${here} is too small`;
  return Number.isFinite(value) ? null : `${here} is not finite`;
}

function listFault(value: readonly unknown[], schema: Schema, root: Schema, path: string): string | null {
  if (schema.minItems !== undefined && value.length < schema.minItems) return `${path} has too few`;
  if (schema.maxItems !== undefined && value.length > schema.maxItems) return `${path} has too many`;
  for (const [index, item] of value.entries()) {
    const of = schema.prefixItems?.[index] ?? schema.items;
    const fault = of === undefined ? null : misfit(item, of, root, `${path}.${index}`);
    if (fault !== null) return fault;
  }
  return null;
}

function objectFault(value: object, schema: Schema, root: Schema, path: string): string | null {
  for (const name of schema.required ?? []) if (!Object.hasOwn(value, name)) return `${path}.${name} is missing`;
  for (const key of Object.keys(value)) {
    const inner: unknown = Reflect.get(value, key);
    if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) {
      const fault = misfit(inner, schema.properties[key]!, root, `${path}.${key}`);
      if (fault !== null) return fault;
      continue;
    }
    if (schema.additionalProperties === false) return `${path}.${key} is not known`;
    if (schema.propertyNames !== undefined && misfit(key, schema.propertyNames, root, key) !== null) return `${path}.${key} is no name`;
    if (typeof schema.additionalProperties === "object") {
      const fault = misfit(inner, schema.additionalProperties, root, `${path}.${key}`);
      if (fault !== null) return fault;
    }
  }
  return null;
}

function resolve(ref: string, root: Schema): Schema {
  let at: unknown = root;
  for (const name of ref.replace(/^#\//, "").split("/")) at = Reflect.get(at as object, name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return at as Schema;
}

/** A value that fits, as plain as can be: every property that must be there, each of the first of its forms. */
export function example(schema: Schema, root: Schema = schema): unknown {
  if (schema.$ref !== undefined) return example(resolve(schema.$ref, root), root);
  if ("const" in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [form] = schema.anyOf ?? schema.oneOf ?? [];
  if (form !== undefined) return example(form, root);
  const type = [schema.type].flat()[0] ?? (schema.properties === undefined ? "string" : "object");
  switch (type) {
    case "object":
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, of]) => [name, example(of, root)]));
    case "array":
      return schema.items === undefined ? [] : [example(schema.items, root)];
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return "x".repeat(Math.max(8, schema.minLength ?? 0)).slice(0, schema.maxLength ?? 8);
  }
}
