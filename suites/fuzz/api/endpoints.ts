import type { createApi } from "#src/api/index.ts";
import { ACTION_ID } from "../answers/providers.ts";
import { example, type Schema } from "../jsonSchema.ts";
import { OURS } from "./world.ts";

export interface Endpoint {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** Of a body in JSON, where the API's own document describes one. */
  readonly body: Schema | undefined;
  readonly query: readonly string[];
  /** Whether a session or a key is needed. */
  readonly secured: boolean;
  /** Valid bodies, as far as anybody knows. */
  readonly samples: readonly unknown[];
}

interface Operation {
  readonly security?: unknown;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Every address of the app, from its own document and from its table of routes, so that a new one cannot be forgotten. */
export async function endpointsOf(app: ReturnType<typeof createApi>): Promise<Endpoint[]> {
  const document = (await (await app.request("/api/openapi.json")).json()) as OpenApi;
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => describedEndpoint(method.toUpperCase(), path, operation, document)),
  );
  const known = new Set(described.map(({ method, path }) => `${method} ${path}`));
  const others = app.routes
    .filter(({ method, path }) => method !== "ALL" && !path.includes("*"))
    .map(({ method, path }) => ({ method, path: path.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, "{$1}") }))
    .filter(({ method, path }) => !known.has(`${method} ${path}`));
  const seen = new Map(others.map((one) => [`${one.method} ${one.path}`, one]));
  return [
    ...described,
    ...[...seen.values()].map(({ method, path }) => ({
      method,
      path,
      body: undefined,
      query: [],
      secured: false,
      samples: samplesOf(path),
    })),
  ];
}

function describedEndpoint(method: string, path: string, operation: Operation, document: OpenApi): Endpoint {
  const schema = operation.requestBody?.content?.["application/json"]?.schema;
  const body = schema === undefined ? undefined : { ...schema, ...(document as object) };
  return {
    method,
    path,
    body,
    query: (operation.parameters ?? []).filter((parameter) => parameter.in === "query").map(({ name }) => name),
    secured: operation.security !== undefined,
    samples: schema === undefined ? samplesOf(path) : [example(schema, body), ...samplesOf(path)],
  };
}

const EVENT = {
  event: "bounce",
  bounce: "hard",
  rcpt: "somebody@customer.example",
  email_id: "1abcDE-00001-22",
  time: "2026-03-02T09:00:00Z",
  message: "550 no such user",
  "X-Aicoo-Action": ACTION_ID,
};
const TWILIO = {
  MessageSid: `SM${"a".repeat(32)}`,
  From: "+33612345678",
  To: "+15005550006",
  Body: "STOP",
  MessageStatus: "undelivered",
  ErrorCode: "30005",
};

/** What callers of addresses without a described body send. */
function samplesOf(path: string): unknown[] {
  if (path.includes("/smtp2go"))
    return [EVENT, [EVENT, { ...EVENT, event: "spam" }], { event: "opt-out", destination_number: "33612345678", message_id: "m-1" }];
  if (path.includes("/twilio")) return [TWILIO, { ...TWILIO, Body: "Please call me", OptOutType: "STOP" }];
  if (path.includes("/webhooks"))
    return [{ from: "+33612345678", message: "STOP", id: "m-1" }, [{ from: "0033612345678", message: "ok", id: 7 }]];
  if (path.includes("/sign-in/email")) return [{ email: `owner@${OURS}.invalid`, password: "a long password that is wrong" }];
  if (path.includes("/sign-in/link")) return [{ token: "a".repeat(43) }];
  if (path.endsWith("/edit")) return [...EDITS];
  return [{}];
}

const EDITS: readonly unknown[] = [
  { fingerprint: "0".repeat(64), edit: { subject: "Another subject" } },
  { fingerprint: "0".repeat(64), edit: { body_text: "Another text", reason: "x" } },
] as const;
