import type { Smtp2goMail } from "./smtp2go.ts";

type Refusal = { readonly status: number; readonly data: Readonly<Record<string, unknown>> };
type Checked = { readonly refusal: Refusal } | { readonly mail: Omit<Smtp2goMail, "emailId" | "at"> };

const KNOWN = [
  "sender",
  "to",
  "cc",
  "bcc",
  "subject",
  "text_body",
  "html_body",
  "custom_headers",
  "attachments",
  "inlines",
  "schedule",
  "fastaccept",
  "template_id",
  "template_data",
  "version",
];
const MAX_RECIPIENTS = 100;
const ADDRESS = /^(?:[^<>"@]*<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>|"[^"]*" <[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)$/;

const invalid = (field: string, message: string): { refusal: Refusal } => ({
  refusal: {
    status: 400,
    data: {
      error_code: "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD",
      error: "The request failed validation",
      field_validation_errors: { fieldname: field, message },
    },
  },
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const strings = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;

/** Reads the body of `email/send` as strictly as the API's description allows. */
export function validateSend(body: unknown): Checked {
  if (!isRecord(body)) return invalid("", "an object is required");
  const unknownField = Object.keys(body).find((name) => !KNOWN.includes(name));
  if (unknownField !== undefined) return invalid(unknownField, "unexpected field");
  // The default of the real API is about to change to accepting everything at once; who relies on counts must say so.
  if (body["fastaccept"] !== false) return invalid("fastaccept", "this stand-in requires fastaccept: false");
  const { sender, subject } = body;
  if (typeof sender !== "string" || !ADDRESS.test(sender)) return invalid("sender", "not an address");
  const to = strings(body["to"]);
  if (!to || to.length === 0 || to.length > MAX_RECIPIENTS) return invalid("to", "between 1 and 100 recipients are required");
  const cc = body["cc"] === undefined ? [] : strings(body["cc"]);
  if (!cc || cc.length > MAX_RECIPIENTS) return invalid("cc", "a list of at most 100 addresses is required");
  const bad = [...to, ...cc].find((address) => !ADDRESS.test(address));
  if (bad !== undefined) return invalid("to", `not an address: ${bad}`);
  if (typeof subject !== "string" || subject === "" || /[\r\n]/.test(subject)) return invalid("subject", "a single line is required");
  const text = body["text_body"];
  const html = body["html_body"];
  if (typeof text !== "string" && typeof html !== "string") return invalid("text_body", "text_body or html_body is required");
  const headers = headersOf(body["custom_headers"]);
  if (!headers) return invalid("custom_headers", "a list of {header, value} without line breaks is required");
  return {
    mail: {
      sender,
      to,
      cc,
      subject,
      textBody: typeof text === "string" ? text : "",
      htmlBody: typeof html === "string" ? html : undefined,
      headers,
    },
  };
}

function headersOf(value: unknown): Record<string, string> | undefined {
  if (value === undefined) return {};
  if (!Array.isArray(value)) return undefined;
  const headers: Record<string, string> = {};
  for (const item of value as unknown[]) {
    if (!isRecord(item) || typeof item["header"] !== "string" || typeof item["value"] !== "string") return undefined;
    if (/[\r\n:]/.test(item["header"]) || /[\r\n]/.test(item["value"])) return undefined;
    headers[item["header"]] = item["value"];
  }
  return headers;
}
