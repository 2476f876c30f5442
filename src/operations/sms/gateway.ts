import { type Answer, askOnce } from "../http.ts";
import { done, final, type LookUp, type Outcome, retry, unknown } from "../outcome.ts";
import { BLOCK_MS, cannotAsk, neverLeft, outcomeOfSilence, outcomeOfStatus, said } from "./answers.ts";
import type { AnswerRule, GatewayShape } from "./gatewayShape.ts";
import { providerId } from "../providerId.ts";
import { fill, fillUrl, type TemplateValues, valueAt } from "./template.ts";
import { smsRefusalOf, type SmsLookUp, type SmsMessage, type SmsTransport } from "./transport.ts";

export interface GatewaySettings {
  readonly shape: GatewayShape;
  /** Empty when the gateway wants none. */
  readonly apiKey: string;
  readonly from: string;
  /** For one request, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number;
}

const PROVIDER = "The SMS gateway";

/**
 * SMS through an HTTP gateway of the user's own, as its shape describes it. The action's id is the reference.
 * An answer that the shape does not explain and HTTP does not make a refusal leaves the outcome open.
 */
export function gatewayTransport(settings: GatewaySettings): SmsTransport {
  return {
    name: "gateway",
    repeatable: false,
    async send(message) {
      const refusal = smsRefusalOf(message);
      if (refusal !== undefined) return final(refusal);
      return outcomeOf(await send(message, settings), message, settings);
    },
    lookUp: (query) => lookUp(query, settings),
  };
}

function send(message: SmsMessage, settings: GatewaySettings): Promise<Answer> {
  const { method, url, headers, body } = settings.shape;
  const values = valuesOf(message, settings);
  const type = body?.kind === "form" ? "application/x-www-form-urlencoded" : "application/json";
  return askOnce({
    method,
    url: fillUrl(url, values),
    headers: { ...(body === null ? {} : { "content-type": type }), ...lowerCase(fill({ ...headers }, values)) },
    ...(body === null
      ? {}
      : { body: body.kind === "form" ? new URLSearchParams(fill(body.form, values)).toString() : JSON.stringify(fill(body.json, values)) }),
    timeoutMs: settings.timeoutMs ?? 30_000,
  });
}

const valuesOf = (message: Pick<SmsMessage, "actionId" | "to" | "body">, settings: GatewaySettings): TemplateValues => ({
  to: message.to,
  from: settings.from,
  text: message.body,
  reference: message.actionId,
  key: settings.apiKey,
});

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function outcomeOf(answer: Answer, message: SmsMessage, { shape, apiKey }: GatewaySettings): Outcome {
  if (answer.kind !== "answered") return outcomeOfSilence(PROVIDER, answer);
  const { status, body, retryAfterMs } = answer;
  const words = ["error", "message", "reason"].map((name) => valueAt(body, name)).find((value) => typeof value === "string");
  const why = said([typeof words === "string" ? words : undefined], status, [apiKey, ...secretHeaders(shape)]);
  const id = shape.id === null ? undefined : idOf(valueAt(body, shape.id));
  switch (shape.answers.find((rule) => fits(rule, status, body))?.means) {
    case "accepted":
      return done(id ?? `reference:${message.actionId}`);
    case "retry":
      return retry(`${PROVIDER} did not take the SMS for now: ${why}`, retryAfterMs ?? BLOCK_MS);
    case "refused":
      return final(`${PROVIDER} refused the SMS: ${why}`);
    case undefined:
      break;
  }
  if (status < 200 || status > 299) return outcomeOfStatus(PROVIDER, status, why, retryAfterMs);
  if (shape.id === null) return done(`reference:${message.actionId}`);
  // A page of a proxy or a note of trouble can come with 200, too.
  return id === undefined ? unknown(`${PROVIDER} answered HTTP ${status} without a message id; the SMS may have been sent.`) : done(id);
}

/** Headers may hold a secret of their own beside the key. */
const secretHeaders = ({ headers }: GatewayShape): string[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    /auth|key|token|secret|pass/i.test(name) ? [value.replace(/^(?:basic|bearer)\s+/i, "")] : [],
  );

function fits(rule: AnswerRule, status: number, body: unknown): boolean {
  const isStatus = rule.status === undefined || rule.status === String(status) || rule.status === `${Math.floor(status / 100)}xx`;
  return isStatus && Object.entries(rule.where ?? {}).every(([path, wanted]) => [wanted].flat().includes(scalarOf(valueAt(body, path))));
}

/** What is not there equals nothing that a rule can name. */
const scalarOf = (value: unknown): string | number | boolean | null =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null ? value : "\u0000absent";

function idOf(value: unknown): string | undefined {
  return providerId.safeParse(Number.isSafeInteger(value) ? String(value) : value).data;
}

/**
 * Asks by the reference. Only a record that itself names the reference counts: a gateway that does not know
 * the question may answer with everything it has.
 */
async function lookUp(query: SmsLookUp, settings: GatewaySettings): Promise<LookUp> {
  const { shape } = settings;
  if (shape.lookUp === undefined) return { kind: "unsupported" };
  const values = valuesOf(query, settings);
  const answer = await askOnce({
    method: "GET",
    url: fillUrl(shape.lookUp, values),
    headers: lowerCase(fill({ ...shape.headers }, values)),
    timeoutMs: settings.timeoutMs ?? 30_000,
  });
  if (answer.kind === "answered" && answer.status === 404) return { kind: "not_found" };
  if (answer.kind !== "answered" || answer.status !== 200 || answer.body === undefined) throw cannotAsk(PROVIDER, answer);
  const name = shape.id?.split(".").at(-1) ?? "id";
  const record = recordWith(answer.body, query.actionId, name);
  if (record === undefined || neverLeft(textOf(record["status"]))) return { kind: "not_found" };
  return { kind: "found", ref: idOf(record[name])! };
}

const MAX_DEPTH = 20;

/** The first object, wherever it stands, that holds the reference as one of its own values beside an id: a question that is echoed has none. */
function recordWith(value: unknown, reference: string, id: string, depth = 0): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return undefined;
  const record = value as Record<string, unknown>;
  const values = Object.values(record);
  if (values.includes(reference) && idOf(record[id]) !== undefined) return record;
  for (const inner of values) {
    const found = recordWith(inner, reference, id, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
