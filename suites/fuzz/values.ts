import * as fc from "fast-check";

/** Texts that break parsers, databases, terminals and people. */
export const NASTY_TEXTS: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00y",
  "\ud83d",
  "\ufeffx",
  "\u202egnp.exe",
  "\u2028",
  "\r\nX-Injected: 1",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "' or 1=1 --",
  "$1",
  "%s%n",
  "{{7*7}}",
  "${7*7}",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "%00",
  "%ZZ",
  "NaN",
  "Infinity",
  "-0",
  "1e400",
  "0x10",
  "１２",
  "true",
  "null",
  "undefined",
  "2026-02-30T25:61:61Z",
  "2026-03-02",
  "+1",
  "👩‍👩‍👧‍👦",
  "e\u0301".repeat(50),
  "x".repeat(3_000),
  // whatever an even or an odd number of units is cut to, a character is halved in one of them
  "😀".repeat(900),
  `x${"😀".repeat(900)}`,
];

const NASTY_NUMBERS: readonly number[] = [0, -0, 1, -1, 0.5, 1.5, 2 ** 31, 2 ** 53, -(2 ** 53), 1e308, 5e-324, Number.POSITIVE_INFINITY];

/** An object with exactly these own entries, `__proto__` too. */
export function objectOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of entries) Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
  return made;
}

const PROTOTYPES: readonly unknown[] = [
  objectOf([["__proto__", { admin: true }]]),
  objectOf([["constructor", objectOf([["prototype", { admin: true }]])]]),
  // what `String(value)` cannot turn into text
  objectOf([
    ["toString", 1],
    ["valueOf", null],
  ]),
  objectOf([["toJSON", "x"]]),
  objectOf([["then", 1]]),
  objectOf([["length", 1e9]]),
];

export const nasty: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  { weight: 4, arbitrary: fc.constantFrom(...NASTY_NUMBERS) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [{}]) },
  { weight: 2, arbitrary: fc.constantFrom(...PROTOTYPES) },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  { weight: 1, arbitrary: fc.nat(400).map((depth) => nested(depth + 1)) },
);

/** `[[[…]]]`; the depth in a text of JSON is {@link deepText}'s. */
function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 3 === 0 ? { a: value } : [value];
  return value;
}

/** JSON so deep that whoever walks it by recursion falls over. */
export const deepText = (depth: number): string => `${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`;

/** Where in a value something is broken, how, and with what. */
export interface Break {
  readonly place: number;
  readonly kind: number;
  readonly value: unknown;
}

export const breaks = (most: number, least = 0): fc.Arbitrary<Break[]> =>
  fc.array(fc.record({ place: fc.nat(10_000), kind: fc.nat(6), value: nasty }), { minLength: least, maxLength: most });

/** A copy of `value` that is broken in those places; without breaks an equal copy. */
export function broken(value: unknown, list: readonly Break[]): unknown {
  const root = { value: copy(value) };
  for (const one of list) breakOne(root, one);
  return root.value;
}

function breakOne(root: { value: unknown }, { place, kind, value: given }: Break): void {
  const value = copy(given);
  const places: { readonly holder: object; readonly key: string }[] = [{ holder: root, key: "value" }];
  collect(root.value, places);
  const { holder, key } = places[place % places.length]!;
  const put = (name: string, next: unknown): void => {
    Object.defineProperty(holder, name, { value: next, enumerable: true, configurable: true, writable: true });
  };
  const current: unknown = Reflect.get(holder, key);
  switch (kind) {
    case 0:
      if (holder === root) return put(key, value);
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      return;
    case 1:
    case 2:
      return put(key, value);
    case 3:
      return put(key, [current]);
    case 4:
      if (Array.isArray(holder)) holder.push(copy(current));
      else if (holder !== root) put(typeof value === "string" ? value : "extra", copy(current));
      return;
    case 5:
      return put(key, nudged(current));
    default:
      // another place's value of the same document
      return put(key, copy(Reflect.get(places[(place * 7 + 3) % places.length]!.holder, places[(place * 7 + 3) % places.length]!.key)));
  }
}

function collect(value: unknown, places: { readonly holder: object; readonly key: string }[]): void {
  if (typeof value !== "object" || value === null || places.length > 5_000) return;
  for (const key of Object.keys(value)) {
    places.push({ holder: value, key });
    collect(Reflect.get(value, key), places);
  }
}

function nudged(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return `${value}x`;
  return null;
}

const copy = (value: unknown): unknown => structuredClone(value);

/** JSON text as others write it: JavaScript's numbers beyond JSON survive as `1e400`. */
export function textOf(value: unknown): string {
  return jsonText(value, 0);
}

function jsonText(value: unknown, depth: number): string {
  if (value === undefined) return "null";
  if (typeof value === "number" && !Number.isFinite(value)) return value > 0 ? "1e400" : "-1e400";
  if (typeof value !== "object" || value === null || depth > 1_000) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item, depth + 1)).join(",")}]`;
  return `{${Object.keys(value)
    .map((key) => `${JSON.stringify(key)}:${jsonText(Reflect.get(value, key), depth + 1)}`)
    .join(",")}}`;
}

/** How a text of JSON is spoilt. */
export const SPOILS = [
  "none",
  "cut",
  "duplicate",
  "trailing",
  "nan",
  "comment",
  "single_quotes",
  "bom",
  "deep",
  "empty",
  "html",
  "padded",
] as const;
export type Spoil = (typeof SPOILS)[number];

export const HTML_PAGE =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Odoo</h1><form action="/web/login"></form></body></html>';

/** The text spoilt in one way; `at` says where. */
export function spoilt(text: string, spoil: Spoil, at: number): string {
  switch (spoil) {
    case "none":
      return text;
    case "cut":
      return text.slice(0, text.length === 0 ? 0 : at % text.length);
    case "duplicate":
      return text.replace(/^\{/, `{"error":{},"id":0,"reason":1,"fingerprint":2,"type":3,"data":[],"result":4,"sid":5,`);
    case "trailing":
      return `${text},`;
    case "nan":
      return text.replace(/:\s*(\d+|"[^"]*")/, ":NaN");
    case "comment":
      return `/* x */${text}`;
    case "single_quotes":
      return text.replaceAll('"', "'");
    case "bom":
      return `\ufeff${text}`;
    case "deep":
      return deepText(500 + (at % 4_000));
    case "empty":
      return "";
    case "html":
      return HTML_PAGE;
    case "padded":
      return `${" ".repeat(at)}${text}`;
  }
}
