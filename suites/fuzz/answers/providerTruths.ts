import type { Sample } from "./server.ts";

/**
 * What answers of providers prove, written from docs and the providers' own descriptions and without the code that
 * reads them. What no rule here calls a proof is none.
 */
export interface Provider {
  readonly name: "smtp2go mail" | "smtp2go sms" | "twilio" | "gateway";
  readonly share: number;
  /** Valid answers to a request to send. */
  readonly sent: readonly Sample[];
  /** Valid answers to a look-up. */
  readonly listed: readonly Sample[];
  provesSent(status: number, body: unknown, ref: string): boolean;
  /** Beside a plain refusal by HTTP. */
  provesRefused(status: number, body: unknown): boolean;
  provesFound(body: unknown, ref: string): boolean;
}

const ACTION = "019cad1a-4c00-7000-8000-00000000f0f0";
const TO = "+33612345678";
const SENT_TEXT = "Reminder: invoice INV/2026/00017 is due. Ref 001W7G";

const at = (value: unknown, ...names: readonly (string | number)[]): unknown =>
  names.reduce<unknown>(
    (one, name) => (typeof one === "object" && one !== null && Object.hasOwn(one, name) ? Reflect.get(one, name) : undefined),
    value,
  );
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
/** Other values have no words, and may not even be turned into any. */
const word = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const digits = (value: unknown): string => word(value).replaceAll(/\D/g, "");
/** Words for a message that never left. */
const FAILED = /fail|reject|cancel|discard|expired|refus|not[ _-]?found/i;

const mail: Provider = {
  name: "smtp2go mail",
  share: 2_300,
  sent: [
    { status: 200, body: { request_id: "r-1", data: { succeeded: 1, failed: 0, failures: [], email_id: "1abcDE-00001-22" } } },
    {
      status: 200,
      body: { request_id: "r-1", data: { succeeded: 0, failed: 1, failures: ["550 no such user"], email_id: "1abcDE-00001-22" } },
      words: "data.failures",
    },
    { status: 200, body: { request_id: "r-1", data: { email_id: "1abcDE-00001-22" } } },
    {
      status: 400,
      body: { request_id: "r-1", data: { error: "no", error_code: "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD" } },
      words: "data.error",
    },
    {
      status: 401,
      body: { request_id: "r-1", data: { error: "bad key", error_code: "E_ApiResponseCodes.API_EXCEPTION" } },
      words: "data.error_code",
    },
  ],
  listed: [
    {
      status: 200,
      body: {
        data: { events: [{ email_id: "1abcDE", event: "processed", custom_headers: { "X-Aicoo-Action": ACTION } }], total_events: 1 },
      },
    },
    {
      status: 200,
      body: {
        data: {
          events: [{ email_id: "2abcDE", event: "processed", custom_headers: { "X-Aicoo-Action": "another" } }],
          continue_token: "next",
        },
      },
    },
    { status: 200, body: { data: { events: [] } } },
  ],
  provesSent: (status, body, ref) =>
    status === 200 &&
    Number.isInteger(at(body, "data", "succeeded")) &&
    Number(at(body, "data", "succeeded")) > 0 &&
    at(body, "data", "failed") === 0 &&
    at(body, "data", "email_id") === ref,
  provesRefused: (status, body) =>
    status === 200 &&
    Number.isInteger(at(body, "data", "failed")) &&
    Number(at(body, "data", "failed")) > 0 &&
    !(Number(at(body, "data", "succeeded")) > 0),
  provesFound: (body, ref) =>
    list(at(body, "data", "events")).some(
      (event) =>
        at(event, "email_id") === ref &&
        Object.entries((at(event, "custom_headers") as object | null | undefined) ?? {}).some(
          ([name, value]) => name.toLowerCase() === "x-aicoo-action" && typeof value === "string" && value.trim() === ACTION,
        ),
    ),
};

const smtp2goSms: Provider = {
  name: "smtp2go sms",
  share: 1_400,
  sent: [
    {
      status: 200,
      body: { request_id: "r-1", data: { total_sent: 1, messages: [{ destination: TO, message_id: "m-1", status: "queued" }] } },
    },
    {
      status: 200,
      body: { request_id: "r-1", data: { total_sent: 0, messages: [{ destination: TO, message_id: "m-1", status: "rejected" }] } },
    },
    { status: 200, body: { request_id: "r-1", data: { total_sent: 1, statuses: { queued: 1 } } } },
    {
      status: 400,
      body: { request_id: "r-1", data: { error: "no", error_code: "E_ApiResponseCodes.ENDPOINT_PERMISSION_DENIED" } },
      words: "data.error",
    },
  ],
  listed: [
    {
      status: 200,
      body: {
        data: { messages: [{ id: "m-1", destination_address: TO, content: SENT_TEXT, timestamp: "2026-03-02T09:00:05Z", status: "sent" }] },
      },
    },
    {
      status: 200,
      body: {
        data: {
          messages: [
            { id: "m-2", destination_address: 33612345678, content: "another", timestamp: "2026-03-02T09:00:05Z", status: "rejected" },
          ],
        },
      },
    },
  ],
  provesSent: (status, body, ref) =>
    status === 200 &&
    (list(at(body, "data", "messages")).some(
      (one) =>
        digits(at(one, "destination")) === digits(TO) &&
        at(one, "message_id") === ref &&
        isText(at(one, "status")) &&
        !FAILED.test(word(at(one, "status"))),
    ) ||
      (at(body, "data", "total_sent") === 1 &&
        at(body, "data", "statuses", "queued") === 1 &&
        ref === `request:${word(at(body, "request_id"))}`)),
  provesRefused: (status, body) =>
    status === 200 &&
    (at(body, "data", "total_sent") === 0 ||
      list(at(body, "data", "messages")).some(
        (one) => digits(at(one, "destination")) === digits(TO) && FAILED.test(word(at(one, "status"))),
      )),
  provesFound: (body, ref) =>
    list(at(body, "data", "messages")).some((row) =>
      isOurs(at(row, "id"), at(row, "destination_address"), at(row, "content"), at(row, "status"), ref),
    ),
};

const twilio: Provider = {
  name: "twilio",
  share: 1_400,
  sent: [
    { status: 201, body: { sid: `SM${"a".repeat(32)}`, status: "queued", to: TO, error_code: null, error_message: null } },
    {
      status: 201,
      body: { sid: `SM${"b".repeat(32)}`, status: "failed", to: TO, error_code: 30003, error_message: "unreachable" },
      words: "error_message",
    },
    {
      status: 400,
      body: { code: 21211, message: "The 'To' number is not valid", more_info: "https://www.twilio.com", status: 400 },
      words: "message",
    },
    { status: 401, body: { code: 20003, message: "Authenticate", status: 401 }, words: "message" },
  ],
  listed: [
    {
      status: 200,
      body: {
        messages: [
          { sid: `SM${"a".repeat(32)}`, to: TO, body: SENT_TEXT, date_created: "Mon, 02 Mar 2026 09:00:05 +0000", status: "sent" },
        ],
        next_page_uri: null,
      },
    },
    { status: 200, body: { messages: [], next_page_uri: "/2010-04-01/Accounts/x/Messages.json?Page=1" } },
    { status: 200, body: { messages: [], next_page_uri: "http://127.0.0.1:9/elsewhere" } },
  ],
  provesSent: (status, body, ref) =>
    (status === 200 || status === 201) && at(body, "sid") === ref && isText(at(body, "status")) && !FAILED.test(word(at(body, "status"))),
  provesRefused: (status, body) =>
    (status === 200 || status === 201) && isText(at(body, "status")) && FAILED.test(word(at(body, "status"))),
  provesFound: (body, ref) =>
    list(at(body, "messages")).some((row) => isOurs(at(row, "sid"), at(row, "to"), at(row, "body"), at(row, "status"), ref)),
};

const gateway: Provider = {
  name: "gateway",
  share: 1_400,
  sent: [
    { status: 200, body: { id: "m-1", status: "queued" } },
    { status: 202, body: { id: 12345 } },
    { status: 200, body: { error: "no credit" }, words: "error" },
    { status: 422, body: { error: "bad number" }, words: "error" },
  ],
  listed: [
    { status: 200, body: { id: "m-1", ref: ACTION, status: "delivered" } },
    {
      status: 200,
      body: {
        messages: [
          { id: "m-1", reference: ACTION },
          { id: "m-2", reference: "another" },
        ],
      },
    },
    { status: 404, body: {} },
  ],
  provesSent: (status, body, ref) =>
    status >= 200 && status < 300 && word(at(body, "id")) === ref && (isText(at(body, "id")) || Number.isSafeInteger(at(body, "id"))),
  provesRefused: () => false,
  provesFound: (body, ref) =>
    records(body).some(
      (record) =>
        Object.values(record).includes(ACTION) && word(Reflect.get(record, "id")) === ref && !FAILED.test(word(at(record, "status"))),
    ),
};

/** Whether a row of a list is our message, by its number and its text. */
function isOurs(id: unknown, to: unknown, text: unknown, status: unknown, ref: string): boolean {
  return (
    id === ref &&
    digits(to) === digits(TO) &&
    typeof text === "string" &&
    text.includes(SENT_TEXT.slice(-6)) &&
    !FAILED.test(typeof status === "string" ? status : "")
  );
}

/** Every object inside a value. */
function records(value: unknown, depth = 0): object[] {
  if (typeof value !== "object" || value === null || depth > 30) return [];
  return [value, ...Object.values(value).flatMap((inner) => records(inner, depth + 1))];
}

export const PROVIDERS: readonly Provider[] = [mail, smtp2goSms, twilio, gateway];
