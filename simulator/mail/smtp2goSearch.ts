import type { Smtp2goMail } from "./smtp2go.ts";

type Answer = { readonly status: number; readonly data: Readonly<Record<string, unknown>> };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const MAX_ROWS = 1000;

/** `activity/search`: one `processed` event per mail and recipient. Without `start_date` it begins today, UTC. */
export function answerSearch(body: unknown, mails: readonly Smtp2goMail[], now: Date): Answer {
  const query = isRecord(body) ? body : {};
  const limit = typeof query["limit"] === "number" ? query["limit"] : MAX_ROWS;
  if (limit < 1 || limit > MAX_ROWS)
    return { status: 400, data: { error_code: "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD", error: "limit must be between 1 and 1000" } };
  const start = new Date(typeof query["start_date"] === "string" ? query["start_date"] : `${now.toISOString().slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(start.getTime()))
    return { status: 400, data: { error_code: "E_ApiResponseCodes.NON_VALIDATING_IN_PAYLOAD", error: "start_date is not a date" } };
  const wanted = Array.isArray(query["custom_headers"])
    ? (query["custom_headers"] as unknown[]).map((name) => String(name).toLowerCase())
    : [];
  const recipient = typeof query["search_recipient"] === "string" ? query["search_recipient"].toLowerCase() : "";
  const events = mails
    .filter((mail) => mail.at >= start)
    .flatMap((mail) => [...mail.to, ...mail.cc].map((address) => event(mail, bare(address), wanted)))
    .filter((one) => one.recipient.includes(recipient));
  const from = typeof query["continue_token"] === "string" ? Number(query["continue_token"]) : 0;
  const rows = events.slice(from, from + limit);
  const next = from + rows.length < events.length ? { continue_token: String(from + rows.length) } : {};
  return { status: 200, data: { events: rows, total_events: events.length, ...next } };
}

const bare = (address: string): string => (/<([^>]+)>/.exec(address)?.[1] ?? address).toLowerCase();

function event(mail: Smtp2goMail, recipient: string, wanted: readonly string[]) {
  const headers = Object.fromEntries(Object.entries(mail.headers).filter(([name]) => wanted.includes(name.toLowerCase())));
  return {
    date: mail.at.toISOString(),
    event: "processed",
    email_id: mail.emailId,
    sender: bare(mail.sender),
    recipient,
    subject: mail.subject,
    ...(wanted.length > 0 ? { custom_headers: headers } : {}),
  };
}
