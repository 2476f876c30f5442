import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { CANARIES } from "../canaries.ts";
import { misfit } from "../jsonSchema.ts";
import { breaks, broken, NASTY_TEXTS, SPOILS, spoilt, textOf, type Break, type Spoil } from "../values.ts";
import type { Endpoint } from "./endpoints.ts";
import { ORIGIN, OURS, WHO, type ApiWorld, type KnownAction, type Who } from "./world.ts";

/** The choices that a request is made of. */
export interface Draft {
  readonly endpoint: number;
  readonly who: Who;
  readonly origin: "ours" | "none" | "foreign" | "null" | "garbage";
  readonly action: number;
  /** What stands for the action's id, where that is not one. */
  readonly segment: string | undefined;
  readonly callback: number | undefined;
  readonly signed: boolean;
  readonly query: readonly { readonly name: number; readonly value: string }[];
  readonly sample: number;
  readonly rightFingerprint: boolean;
  /** One text of a valid body that is another one: most of what can be broken is found there. */
  readonly leaf: { readonly place: number; readonly text: string } | undefined;
  readonly breaks: readonly Break[];
  readonly spoil: Spoil;
  readonly at: number;
  readonly type: string | undefined;
  readonly header: readonly [string, string] | undefined;
}

const TYPES = [
  "",
  "text/plain",
  "text/html",
  "application/xml",
  "multipart/form-data; boundary=x",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
  "application/json; charset=utf-16",
  "application/json;;;",
  "APPLICATION/JSON",
  "application/problem+json",
  "*/*",
  "json",
];
const HEADERS: readonly (readonly [string, string])[] = [
  ["content-length", "99999999999"],
  ["content-length", "-1"],
  ["content-encoding", "gzip"],
  ["transfer-encoding", "chunked"],
  ["x-forwarded-for", "127.0.0.1, ' or 1=1"],
  ["x-forwarded-host", "evil.example"],
  ["x-http-method-override", "DELETE"],
  ["accept", "text/html"],
  ["accept-language", "x".repeat(2_000)],
  ["if-none-match", "*"],
  ["last-event-id", "NaN"],
  ["range", "bytes=0-0,5-"],
  ["authorization", "Basic Og=="],
  ["authorization", "Bearer "],
  ["cookie", "ai_coo.session_token=%ZZ; __Secure-x=1"],
  ["cookie", `ai_coo.session_token=${"x".repeat(5_000)}`],
  ["x-api-key", ""],
  ["x-api-key", "aicoo_".padEnd(9_000, "k")],
  ["x-api-key", "\u00e9\u00ff"],
];

const rarely = <T>(one: T, arbitrary: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(one) }, { weight: 1, arbitrary });

const SEGMENTS = [
  ...NASTY_TEXTS,
  "..",
  ".",
  "%2e%2e",
  "00000000-0000-0000-0000-000000000000",
  "019cad1a-4c00-7000-8000-00000000f0f0 ",
  "counts",
  "x".repeat(64),
];
const CURSORS = [
  "2026-99-99T00:00:00Z 019cad1a-4c00-7000-8000-00000000f0f0",
  "9999-12-31T23:59:59.999999999Z ------------------------------------",
  "2026-03-02T.:.Z 019cad1a-4c00-7000-8000-00000000f0f0",
  "2026-03-02T09:00:00Z 019cad1a-4c00-7000-8000-00000000f0f0",
  "0000-00-00T00:00:00Z 00000000-0000-0000-0000-00000000000",
].map((text) => Buffer.from(text).toString("base64url"));
const QUERY_VALUES = [
  ...NASTY_TEXTS,
  ...CURSORS,
  ...CURSORS,
  "200",
  "201",
  "1e2",
  "pending_approval,approved",
  "pending_approval,x",
  ",".repeat(500),
  "0",
  "9007199254740993",
];

export const draft: fc.Arbitrary<Draft> = fc.record({
  endpoint: fc.nat(10_000),
  who: fc.oneof({ weight: 4, arbitrary: fc.constant<Who>("owner") }, { weight: 3, arbitrary: fc.constantFrom(...WHO) }),
  origin: rarely("ours" as const, fc.constantFrom("none" as const, "foreign" as const, "null" as const, "garbage" as const), 10),
  action: fc.nat(10_000),
  segment: rarely<string | undefined>(undefined, fc.constantFrom(...SEGMENTS), 8),
  callback: rarely<number | undefined>(undefined, fc.nat(50), 12),
  signed: fc.boolean(),
  query: rarely<{ name: number; value: string }[]>(
    [],
    fc.array(fc.record({ name: fc.nat(20), value: fc.constantFrom(...QUERY_VALUES) }), { maxLength: 3 }),
    1,
  ),
  sample: fc.nat(20),
  rightFingerprint: fc.boolean(),
  leaf: rarely<{ place: number; text: string } | undefined>(
    undefined,
    fc.record({ place: fc.nat(100), text: fc.constantFrom(...NASTY_TEXTS) }),
    1,
  ),
  breaks: rarely<Break[]>([], breaks(3, 1), 1),
  spoil: rarely<Spoil>("none", fc.constantFrom(...SPOILS), 8),
  at: fc.oneof({ weight: 20, arbitrary: fc.nat(3_000) }, { weight: 1, arbitrary: fc.nat(100_000) }),
  type: rarely<string | undefined>(undefined, fc.constantFrom(...TYPES), 12),
  header: rarely<readonly [string, string] | undefined>(undefined, fc.constantFrom(...HEADERS), 5),
});

/** A request as it is sent, with what is certain about it. */
export interface Made {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Why it must be refused, where that is certain. */
  readonly invalid: string | null;
  /** Whether it may not change anything, whatever is answered. */
  readonly reading: boolean;
}

const ORIGINS = { ours: ORIGIN, none: undefined, foreign: "https://evil.example", null: "null", garbage: "::::" } as const;

export function requestOf(world: ApiWorld, endpoints: readonly Endpoint[], one: Draft): Made {
  const known = world.actions[one.action % world.actions.length]!;
  const callback = one.callback === undefined ? undefined : world.callbacks[one.callback % world.callbacks.length]!;
  const endpoint = callback === undefined ? endpoints[one.endpoint % endpoints.length]! : callbackEndpoint(endpoints, callback);
  const path = callback ?? pathOf(endpoint, one, known);
  const query = one.query.map(({ name, value }) => {
    const parameter = endpoint.query[name % Math.max(1, endpoint.query.length)] ?? "x";
    // a cursor that is nearly one gets further than any other text
    return `${parameter}=${percent(parameter === "cursor" && name % 2 === 0 ? CURSORS[name % CURSORS.length]! : value)}`;
  });
  const target = query.length === 0 ? path : `${path}?${query.join("&")}`;
  const reading = endpoint.method === "GET" || endpoint.method === "HEAD";
  // whoever signs out is gone
  const who = endpoint.path.endsWith("/sign-out") ? "garbage" : one.who;
  const headers: Record<string, string> = { ...world.headersOf(who) };
  const origin = ORIGINS[one.origin];
  if (origin !== undefined) headers["origin"] = origin;
  const isForm = endpoint.path.includes("/twilio") || one.type === "application/x-www-form-urlencoded";
  const type = one.type ?? (isForm ? "application/x-www-form-urlencoded" : "application/json");
  const sample = filledIn(endpoint.samples[one.sample % endpoint.samples.length], one.rightFingerprint ? known : undefined);
  const value = broken(withLeaf(sample, one.leaf), one.breaks);
  const body = reading ? undefined : isForm ? formOf(value) : spoilt(textOf(value), one.spoil, one.at);
  if (!reading && type !== "") headers["content-type"] = type;
  if (one.header !== undefined) headers[one.header[0]] = one.header[1];
  if (one.signed && endpoint.path.includes("/twilio") && body !== undefined)
    headers["x-twilio-signature"] = twilioSignature(`${ORIGIN}${target}`, body);
  return {
    endpoint,
    method: endpoint.method,
    target,
    headers,
    body,
    reading,
    invalid: certainlyInvalid(endpoint, { who, origin, reading, type, body, header: one.header?.[0] }),
  };
}

function callbackEndpoint(endpoints: readonly Endpoint[], path: string): Endpoint {
  const candidates = endpoints.filter((endpoint) => endpoint.path.split("/").length === path.split("/").length);
  const fits = (endpoint: Endpoint): boolean =>
    endpoint.path.split("/").every((part, index) => part.startsWith("{") || part === path.split("/")[index]);
  return candidates.filter(({ method }) => method === "POST").find(fits) ?? endpoints[0]!;
}

/** What is asked by POST because the question is long; it changes nothing, so whoever may read may ask. */
const READS_BY_POST: readonly string[] = ["/api/ai-coo/guardrails/dry-run"];

function certainlyInvalid(
  endpoint: Endpoint,
  {
    who,
    origin,
    reading,
    type,
    body,
    header,
  }: { who: Who; origin: string | undefined; reading: boolean; type: string; body: string | undefined; header: string | undefined },
): string | null {
  // a header of the case's own may say something else of who asks
  if (header === "cookie" || header === "x-api-key" || header === "authorization") return null;
  if (endpoint.secured && (who === "nobody" || who === "garbage")) return "nobody is signed in";
  if (reading) return null;
  const hasCookie = who === "owner" || who === "foreign_owner";
  if (endpoint.path.startsWith("/api/") && origin !== ORIGIN && (origin !== undefined || hasCookie)) return "it comes from another site";
  if (endpoint.secured && who === "reader" && !READS_BY_POST.includes(endpoint.path)) return "a key that only reads changes nothing";
  if (endpoint.body === undefined || body === undefined) return null;
  // RFC 6839: what ends in +json is JSON too
  if (!/^application\/([a-z.-]+\+)?json/i.test(type)) return "it is not JSON by its type";
  try {
    return misfit(JSON.parse(body.replace(/^\ufeff/, "")), endpoint.body);
  } catch {
    return "it is not JSON";
  }
}

/** The sample about an action that there is. */
function filledIn(sample: unknown, known: KnownAction | undefined): unknown {
  if (known === undefined || typeof sample !== "object" || sample === null || !("fingerprint" in sample)) return sample;
  return { ...sample, fingerprint: known.fingerprint };
}

/** The sample with one of its texts replaced; what an action is named by stays. */
function withLeaf(sample: unknown, leaf: Draft["leaf"]): unknown {
  if (leaf === undefined) return sample;
  const copy: unknown = structuredClone(sample);
  const places: (readonly [object, string])[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      const inner: unknown = Reflect.get(value, key);
      if (typeof inner === "string" && key !== "fingerprint" && key !== "resolution") places.push([value, key]);
      collect(inner);
    }
  };
  collect(copy);
  const place = places[leaf.place % Math.max(1, places.length)];
  if (place !== undefined) Reflect.set(place[0], place[1], leaf.text);
  return copy;
}

function pathOf({ path }: Endpoint, { segment, action }: Draft, known: KnownAction): string {
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    if (segment !== undefined) return percent(segment) || "x";
    if (name === "org") return action % 5 === 0 ? known.org : OURS;
    return known.id;
  });
}

/** Percent-encoded, halves of surrogate pairs as the bytes that they would be; what is encoded already stays. */
function percent(text: string): string {
  if (/^%|^\.{1,2}$/.test(text)) return text;
  return Array.from(text, (character) => (character.isWellFormed() ? encodeURIComponent(character) : "%ED%A0%80")).join("");
}

function formOf(value: unknown): string {
  const form = new URLSearchParams();
  if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) {
      const inner: unknown = Reflect.get(value, key);
      form.append(key, typeof inner === "string" ? inner : (JSON.stringify(inner) ?? ""));
    }
  }
  return form.toString();
}

/** As Twilio signs: the address, then every field by its name. */
function twilioSignature(url: string, body: string): string {
  const form = new URLSearchParams(body);
  const names = [...new Set(form.keys())].toSorted();
  const text = url + names.map((name) => name + (form.get(name) ?? "")).join("");
  return createHmac("sha1", CANARIES.twilioToken).update(Buffer.from(text, "utf8")).digest("base64");
}
