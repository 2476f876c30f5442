import { createHash } from "node:crypto";
import {
  type Ask,
  E164,
  type ListedSms,
  type Provider,
  type Reply,
  type SmsStandIn,
  type StandInOptions,
  startStandIn,
} from "./standIn.ts";

export interface TwilioStandIn extends SmsStandIn {
  readonly accountSid: string;
}

const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const SEND_FIELDS = ["To", "From", "MessagingServiceSid", "Body"];
const LIST_FIELDS = ["To", "From", "DateSent", "DateSent>", "DateSent<", "PageSize", "Page", "PageToken"];
const TRIAL = "Sent from your Twilio trial account - ";

/** A strict stand-in of Twilio's Messages resource (2010-04-01): fields that AI COO has no business with are refused. */
export async function startTwilio(
  options: StandInOptions & {
    /** A trial account puts words of its own before every text. */
    readonly trial?: boolean;
    /** How many messages a page of the list holds at most, below what is asked for. */
    readonly maxPageSize?: number;
  } = {},
): Promise<TwilioStandIn> {
  const apiKey = options.apiKey ?? "0123456789abcdef0123456789abcdef";
  const path = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
  const provider: Provider = {
    route: (ask) => {
      if (ask.headers.authorization !== `Basic ${Buffer.from(`${ACCOUNT}:${apiKey}`).toString("base64")}`)
        return refused(401, 20003, "Authenticate");
      if (ask.path !== path) return refused(404, 20404, `The requested resource ${ask.path} was not found`);
      if (ask.method === "POST") return "send";
      return ask.method === "GET" ? "look_up" : refused(405, 20004, "Method not allowed");
    },
    read: (ask) => readSend(ask, options.trial === true ? TRIAL : ""),
    id: (number) => `SM${createHash("md5").update(String(number)).digest("hex")}`,
    accepted: ([sms]) => ({ status: 201, body: resource({ ...sms!, status: "queued" }) }),
    lookUp: ({ query }, sent, { careless }) => {
      const strange = [...query.keys()].find((name) => !LIST_FIELDS.includes(name));
      if (strange !== undefined) return refused(400, 20001, `Unknown parameter ${strange}`);
      const size = Number(query.get("PageSize") ?? 50);
      if (!(size >= 1 && size <= 1000)) return refused(400, 20006, "PageSize must be between 1 and 1000");
      const days = ["DateSent", "DateSent>", "DateSent<"].map((name) => query.get(name)).filter((day) => day !== null);
      if (!days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))) return refused(400, 20001, "DateSent must be YYYY-MM-DD");
      const rows = sent.filter((sms) => careless || isAskedFor(sms, query)).toReversed();
      return page(path, rows, query, Math.min(size, options.maxPageSize ?? 1000));
    },
  };
  const standIn = await startStandIn(provider, { ...options, apiKey, path: "" });
  return { ...standIn, accountSid: ACCOUNT };
}

function readSend(ask: Ask, prefix: string): ReturnType<Provider["read"]> {
  if (ask.headers["content-type"] !== "application/x-www-form-urlencoded")
    return { refusal: refused(400, 20001, "The body must be a form") };
  const form = new URLSearchParams(ask.text);
  const strange = [...form.keys()].find((name) => !SEND_FIELDS.includes(name));
  if (strange !== undefined) return { refusal: refused(400, 20001, `Unknown parameter ${strange}`) };
  const to = form.get("To");
  const from = form.get("From");
  const service = form.get("MessagingServiceSid");
  const body = form.get("Body");
  if (to === null) return { refusal: refused(400, 21604, "A 'To' phone number is required.") };
  if (!E164.test(to)) return { refusal: refused(400, 21211, `The 'To' number ${to} is not a valid phone number.`) };
  if (from === null && service === null) return { refusal: refused(400, 21603, "A 'From' phone number is required.") };
  if (from !== null && !E164.test(from) && !/^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(from))
    return { refusal: refused(400, 21212, `The 'From' number ${from} is not a valid phone number, shortcode, or alphanumeric sender ID.`) };
  if (service !== null && !/^MG[0-9a-f]{32}$/.test(service))
    return { refusal: refused(400, 21701, "The Messaging Service does not exist.") };
  if (body === null || body === "") return { refusal: refused(400, 21602, "Message body is required.") };
  if (body.length > 1600) return { refusal: refused(400, 21617, "The concatenated message body exceeds the 1600 character limit.") };
  return { sms: [{ to, from: from ?? service!, text: prefix + body, reference: undefined }] };
}

function isAskedFor(sms: ListedSms, query: URLSearchParams): boolean {
  const day = sms.at.toISOString().slice(0, 10);
  return (
    (query.get("To") ?? sms.to) === sms.to &&
    (query.get("From") ?? sms.from) === sms.from &&
    (query.get("DateSent") ?? day) === day &&
    day >= (query.get("DateSent>") ?? day) &&
    day <= (query.get("DateSent<") ?? day)
  );
}

function page(path: string, rows: readonly ListedSms[], query: URLSearchParams, size: number): Reply {
  const number = Number(query.get("Page") ?? 0);
  const next = new URLSearchParams(query);
  next.set("Page", String(number + 1));
  next.set("PageToken", `PT${number + 1}`);
  const isLast = (number + 1) * size >= rows.length;
  return {
    status: 200,
    body: {
      messages: rows.slice(number * size, (number + 1) * size).map(resource),
      page: number,
      page_size: size,
      uri: `${path}?${query.toString()}`,
      first_page_uri: `${path}?${query.toString()}`,
      previous_page_uri: null,
      next_page_uri: isLast ? null : `${path}?${next.toString()}`,
    },
  };
}

function resource(sms: ListedSms): Record<string, unknown> {
  const moment = sms.at.toUTCString().replace("GMT", "+0000");
  return {
    sid: sms.id,
    account_sid: ACCOUNT,
    to: sms.to,
    from: sms.from,
    body: sms.text,
    status: sms.status ?? "sent",
    direction: "outbound-api",
    date_created: moment,
    date_updated: moment,
    date_sent: sms.status === "queued" ? null : moment,
    num_segments: "1",
    error_code: null,
    error_message: null,
    uri: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${sms.id}.json`,
  };
}

const refused = (status: number, code: number, message: string): Reply => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});
