import { z } from "zod";
import { AiCooError } from "#src/lib/errors.ts";
import { fill, type Json, placeholdersOf } from "./template.ts";

const path = z.string().regex(/^[^\s.]{1,60}(\.[^\s.]{1,60}){0,7}$/, "must be a path such as data.id");
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** When an answer means what: the first of these that fits decides, before what HTTP itself says. */
const answerRuleSchema = z.strictObject({
  /** `200`, or `2xx` for all of a hundred; any when absent. */
  status: z
    .string()
    .regex(/^[1-5](\d\d|xx)$/, "must be a status such as 202 or 4xx")
    .optional(),
  /** Values that the answer holds, by path; one or any of several. */
  where: z.record(path, z.union([scalar, z.array(scalar)])).optional(),
  means: z.enum(["accepted", "retry", "refused"]),
});
export type AnswerRule = z.infer<typeof answerRuleSchema>;

const schema = z
  .strictObject({
    method: z.enum(["POST", "PUT", "GET"]).default("POST"),
    headers: z.record(z.string(), z.string()).default({ authorization: "Bearer {key}" }),
    /** The body as JSON; the default is `{to, from, message}`. */
    json: z.json().optional(),
    /** The body as a form, in place of JSON. */
    form: z.record(z.string(), z.string()).optional(),
    /** Where the message's id stands in the answer; null when answers carry none. */
    id: path.nullable().default("id"),
    answers: z.array(answerRuleSchema).max(20).default([]),
    /** Asked with GET whether a message arrived, by its reference. */
    lookUp: z.url({ protocol: /^https?$/, error: "must be an address with {reference} in it" }).optional(),
  })
  .refine(({ json, form }) => json === undefined || form === undefined, { message: "json and form cannot both be set", path: ["form"] })
  .refine(({ method, json, form }) => method !== "GET" || (json === undefined && form === undefined), {
    message: "a GET has no body: put {to} and {text} into SMS_SERVER_URL",
    path: ["method"],
  });

/** How a gateway of the user's own is spoken to. Texts may hold {to}, {from}, {text}, {reference} and {key}. */
export interface GatewayShape {
  readonly method: "POST" | "PUT" | "GET";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly kind: "json"; readonly json: Json } | { readonly kind: "form"; readonly form: Record<string, string> } | null;
  readonly id: string | null;
  readonly answers: readonly AnswerRule[];
  readonly lookUp: string | undefined;
}

export interface GatewayVariables {
  /** `SMS_SERVER_URL`. */
  readonly url: string;
  /** `SMS_GATEWAY`: JSON; without it `POST {to, from, message}` with the key as a bearer. */
  readonly json: string | undefined;
  readonly apiKey: string | undefined;
  readonly from: string | undefined;
}

/**
 * The gateway that the variables describe.
 * @throws AiCooError `config_invalid` naming every fault.
 */
export function parseGatewayShape(variables: GatewayVariables): GatewayShape {
  const { url, json } = variables;
  const parsed = schema.safeParse(readJson(json ?? "{}"));
  if (!parsed.success) throw invalid(parsed.error.issues.map(({ path: at, message }) => [at.join("."), message].filter(Boolean).join(" ")));
  const { method, headers, json: body, form, id, answers, lookUp } = parsed.data;
  const shape: GatewayShape = { method, url, headers, body: bodyOf(method, body, form), id, answers, lookUp };
  const faults = faultsOf(shape, variables);
  if (faults.length > 0) throw invalid(faults);
  return shape;
}

function bodyOf(method: string, json: Json | undefined, form: Record<string, string> | undefined): GatewayShape["body"] {
  if (method === "GET") return null;
  if (form !== undefined) return { kind: "form", form };
  return { kind: "json", json: json ?? { to: "{to}", from: "{from}", message: "{text}" } };
}

function faultsOf({ url, headers, body, lookUp }: GatewayShape, { apiKey, from }: GatewayVariables): string[] {
  const message = placeholdersOf(`${url} ${JSON.stringify(body)}`);
  const inHeaders = placeholdersOf(JSON.stringify(headers));
  const inLookUp = placeholdersOf(lookUp ?? "");
  const all = [...message, ...inHeaders, ...inLookUp];
  const faults = all
    .filter((name) => !["to", "from", "text", "reference", "key"].includes(name))
    .map((name) => `{${name}} is no placeholder: use {to}, {from}, {text}, {reference} or {key}`);
  for (const name of ["to", "text"]) {
    if (!message.includes(name)) faults.push(`{${name}} must stand in the body or in SMS_SERVER_URL`);
  }
  if (all.includes("key") && apiKey === undefined) faults.push("SMS_API_KEY must be set because {key} is used");
  if (all.includes("from") && from === undefined) faults.push("SMS_FROM_NUMBER must be set because {from} is used");
  if (lookUp !== undefined && !inLookUp.includes("reference")) faults.push("lookUp must hold {reference}");
  if (lookUp !== undefined && ![...message, ...inHeaders].includes("reference"))
    faults.push("{reference} must stand in the body, the headers or SMS_SERVER_URL, or lookUp would find nothing");
  for (const address of [url, lookUp].filter((one) => one !== undefined)) {
    if (placeholdersOf(address.split(/[/?#]/, 3).join(" ")).length > 0) faults.push("the host of an address cannot hold a placeholder");
    if (URL.parse(address)?.username !== "") faults.push("an address cannot hold a user or password: put them into headers");
  }
  if (inHeaders.includes("text")) faults.push("headers cannot hold {text}");
  try {
    // A header that cannot be sent shall stop the start, not an SMS.
    void new Headers(fill({ ...headers }, { to: "+1", from: from ?? "", text: "", reference: "0", key: apiKey ?? "" }));
  } catch {
    faults.push("headers, with SMS_API_KEY, hold a name or value that HTTP does not allow");
  }
  return [...new Set(faults)];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(["must be JSON"]);
  }
}

function invalid(faults: readonly string[]): AiCooError {
  return new AiCooError(
    "config_invalid",
    `SMS_GATEWAY is not usable, so nothing was started:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    { next: "Correct it and start again; docs/sms.md shows examples.", details: { faults } },
  );
}
