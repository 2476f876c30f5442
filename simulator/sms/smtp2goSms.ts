import { type Ask, E164, objectOf, type Provider, type Reply, type SmsStandIn, type StandInOptions, startStandIn } from "./standIn.ts";

export interface Smtp2goSms extends SmsStandIn {
  /** A customer sends an SMS to the account. */
  receive(sms: { readonly from: string; readonly text: string }): void;
}

/** A strict stand-in of SMTP2GO's API v3 for SMS (`send`, `view-sent`, `view-received`): fields it does not describe are refused. */
export async function startSmtp2goSms(options: StandInOptions = {}): Promise<Smtp2goSms> {
  const received: ReceivedRow[] = [];
  let number = 0;
  const apiKey = options.apiKey ?? "api-0123456789ABCDEF0123456789ABCDEF";
  const provider: Provider = {
    route: (ask) => {
      const call = ask.path === "/v3/sms/send" ? "send" : ask.path === "/v3/sms/view-sent" || ask.path === RECEIVED ? "look_up" : undefined;
      if (call === undefined) return refused(404, "ENDPOINT_NOT_FOUND", "Unknown endpoint");
      return requestProblem(ask, apiKey) ?? call;
    },
    read: ({ text }) => readSend(objectOf(text) ?? {}),
    id: (number) => `d6b0e06d-f031-4485-8e92-${String(number).padStart(12, "0")}`,
    accepted: (sms) => ({
      status: 200,
      body: {
        request_id: `sim-${sms[0]?.id ?? "0"}`,
        data: {
          statuses: { queued: sms.length },
          total_sent: sms.length,
          messages: sms.map(({ id, to }) => ({ destination: to, message_id: id, status: "queued" })),
        },
      },
    }),
    lookUp: ({ text, path }, sent, { careless, now }) => {
      const query = objectOf(text) ?? {};
      const strange = Object.keys(query).find((name) => !["start_date", "end_date", "username"].includes(name));
      if (strange !== undefined) return invalid(strange, "unexpected field");
      const start = dateOf(query["start_date"], new Date(now.getTime() - 7 * 86_400_000));
      const end = dateOf(query["end_date"], new Date(now.getTime() + 1));
      if (start === undefined || end === undefined) return invalid("start_date", "not an ISO-8601 date");
      if (path === RECEIVED) return { status: 200, body: receivedBody(received.filter(({ at }) => careless || (at >= start && at < end))) };
      const rows = sent.filter(({ at }) => careless || (at >= start && at < end));
      return {
        status: 200,
        body: {
          data: {
            request_id: "sim-list",
            messages: rows.map((sms) => ({
              id: sms.id,
              timestamp: sms.at.toISOString(),
              username: "aicoo",
              sender: sms.from,
              destination_address: sms.to,
              destination_address_country: "FR",
              format: "SMS",
              status: sms.status ?? "Message sent",
              content: sms.text,
              units: 1,
            })),
          },
        },
      };
    },
  };
  const standIn = await startStandIn(provider, { ...options, apiKey, path: "/v3" });
  return {
    ...standIn,
    receive: (sms) => {
      number += 1;
      received.push({
        id: `4c1d0952-1c91-48ab-9a72-${String(number).padStart(12, "0")}`,
        at: (options.now ?? (() => new Date()))(),
        ...sms,
      });
    },
  };
}

const RECEIVED = "/v3/sms/view-received";

interface ReceivedRow {
  readonly id: string;
  readonly at: Date;
  readonly from: string;
  readonly text: string;
}

/** Numbers stand in the list without their plus. */
function receivedBody(rows: readonly ReceivedRow[]): unknown {
  const messages = rows.map(({ id, at, from, text }) => ({
    source_address: from.replace(/^\+/, ""),
    destination_address: "15185550141",
    timestamp: at.toISOString(),
    content: text,
    message_id: id,
    username: "aicoo",
  }));
  return { data: { request_id: "sim-received", messages } };
}

function requestProblem(ask: Ask, apiKey: string): Reply | undefined {
  if (ask.method !== "POST") return refused(405, "METHOD_NOT_ALLOWED", "Only POST is allowed");
  if (!String(ask.headers["content-type"]).startsWith("application/json"))
    return refused(400, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json");
  const key = ask.headers["x-smtp2go-api-key"];
  if (key === undefined) return refused(400, "API_KEY_MISSING", "An API key is required");
  if (key !== apiKey) return refused(400, "ENDPOINT_PERMISSION_DENIED", "You do not have permission to access this API endpoint");
  return objectOf(ask.text) === undefined ? refused(400, "BAD_JSON", "The body is not JSON") : undefined;
}

function readSend(body: Record<string, unknown>): ReturnType<Provider["read"]> {
  const strange = Object.keys(body).find((name) => !["destination", "sender", "content"].includes(name));
  if (strange !== undefined) return { refusal: invalid(strange, "unexpected field") };
  const { destination, sender, content } = body;
  if (!Array.isArray(destination) || destination.length === 0 || destination.length > 100)
    return { refusal: invalid("destination", "between 1 and 100 numbers are required") };
  const numbers = destination.filter((number) => typeof number === "string").map((number) => number.replace(/^\+?/, "+"));
  if (numbers.length < destination.length || !numbers.every((number) => E164.test(number)))
    return { refusal: invalid("destination", "numbers with their country code are required") };
  if (sender !== undefined && (typeof sender !== "string" || !E164.test(sender)))
    return { refusal: invalid("sender", "a number in e.164 format is required") };
  if (typeof content !== "string" || content.trim() === "") return { refusal: invalid("content", "a text is required") };
  return { sms: numbers.map((to) => ({ to, from: sender ?? "shared", text: content, reference: undefined })) };
}

const refused = (status: number, code: string, error: string, more: Readonly<Record<string, unknown>> = {}): Reply => ({
  status,
  body: { request_id: "sim-refused", data: { error_code: `E_ApiResponseCodes.${code}`, error, ...more } },
});

const invalid = (fieldname: string, message: string): Reply =>
  refused(400, "NON_VALIDATING_IN_PAYLOAD", "The request failed validation", { field_validation_errors: { fieldname, message } });

function dateOf(value: unknown, fallback: Date): Date | undefined {
  if (value === undefined) return fallback;
  const date = typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? new Date(value) : new Date(Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
