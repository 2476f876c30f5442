export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface TemplateValues {
  readonly to: string;
  readonly from: string;
  readonly text: string;
  readonly reference: string;
  readonly key: string;
}

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/** The names in braces that a text holds. */
export const placeholdersOf = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!);

/**
 * Fills the placeholders in every string of a template, in one pass, so that a message which holds `{key}`
 * itself is sent as it is. Works on values, not on JSON text: nothing in a message can break out of its string.
 */
export function fill<T extends Json>(template: T, values: TemplateValues): T;
export function fill(template: Json, values: TemplateValues): Json {
  if (typeof template === "string") return fillText(template, values, (value) => value);
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template === "object" && template !== null)
    return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, values)]));
  return template;
}

/** The same for an address, each value encoded. */
export const fillUrl = (template: string, values: TemplateValues): string => fillText(template, values, encodeURIComponent);

function fillText(template: string, values: TemplateValues, encode: (value: string) => string): string {
  return template.replaceAll(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? encode(values[name as keyof TemplateValues]) : whole,
  );
}

/** The value at a path such as `data.messages.0.id`, or `undefined`. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    return (at as Record<string, unknown>)[name];
  }, value);
}
