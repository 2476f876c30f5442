import { z } from "zod";
import { type Answer, askOnce } from "../http.ts";
import { done, final, type LookUp, type Outcome, retry, unknown } from "../outcome.ts";
import { BLOCK_MS, cannotAsk, neverLeft, outcomeOfSilence, outcomeOfStatus, said } from "./answers.ts";
import { CLOCK_SLACK_MS, findListed, type ListedSms } from "./listing.ts";
import { providerId } from "../providerId.ts";
import { smsRefusalOf, type SmsLookUp, type SmsTransport } from "./transport.ts";

export interface TwilioSettings {
  /** `AC…` and 32 hexadecimal digits. */
  readonly accountSid: string;
  /** The account's auth token, or an API key of it with its secret: `SK…:secret`. */
  readonly authToken: string;
  /** A number of the account in E.164, a registered sender name, or the SID of a messaging service (`MG…`). */
  readonly from: string;
  /** `https://api.twilio.com`. */
  readonly baseUrl: string;
  /** For one request, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number;
}

const PROVIDER = "Twilio";
const PAGE_SIZE = 1_000;
const PAGES = 10;

/**
 * SMS through Twilio's API of 2010-04-01. It documents no idempotency parameter and keeps no reference of
 * ours: a repeated call is a second SMS, and a sent one is found in the list of messages by its text.
 * Source: Twilio's documentation of the Messages resource, as of 2026.
 */
export function twilioTransport(settings: TwilioSettings): SmsTransport {
  return {
    name: "twilio",
    repeatable: false,
    async send(message) {
      const refusal = smsRefusalOf(message);
      if (refusal !== undefined) return final(refusal);
      const sender = isService(settings.from) ? "MessagingServiceSid" : "From";
      const answer = await ask(
        "POST",
        messagesUrl(settings),
        settings,
        new URLSearchParams({ To: message.to, [sender]: settings.from, Body: message.body }),
      );
      return outcomeOf(answer, settings);
    },
    lookUp: (query) => lookUp(query, settings),
  };
}

/** Read leniently: what is missing or of another type is absent here, and what is absent never counts as success. */
const text = z.string().min(1).optional().catch(undefined);
const answerSchema = z.object({
  sid: providerId.optional().catch(undefined),
  status: z.unknown().optional(),
  error_message: text,
  code: z.int().optional().catch(undefined),
  message: text,
});

function outcomeOf(answer: Answer, { authToken }: TwilioSettings): Outcome {
  if (answer.kind !== "answered") return outcomeOfSilence(PROVIDER, answer);
  const { data: body } = answerSchema.safeParse(answer.body);
  if (answer.status === 200 || answer.status === 201) {
    if (body?.sid === undefined || typeof body.status !== "string" || body.status === "")
      return unknown(`${PROVIDER}'s answer does not say whether the SMS was taken.`);
    if (neverLeft(body.status))
      return final(`${PROVIDER} refused the SMS: ${said([body.status, body.error_message], answer.status, secretsOf(authToken))}`);
    return done(body.sid);
  }
  const why = said([body?.code?.toString(), body?.message], answer.status, secretsOf(authToken));
  // 20003: the credentials are not valid; it comes with other statuses than 401, too.
  if (answer.status === 400 && body?.code === 20_003) return retry(`${PROVIDER} refused the account, nothing was sent: ${why}`, BLOCK_MS);
  return outcomeOfStatus(PROVIDER, answer.status, why, answer.retryAfterMs);
}

const pageSchema = z.object({ messages: z.array(z.unknown()), next_page_uri: z.string().nullish() });
const rowSchema = z.object({ sid: providerId, to: z.string(), body: z.string(), date_sent: text, date_created: text, status: text });

async function lookUp(query: SmsLookUp, settings: TwilioSettings): Promise<LookUp> {
  const first = messagesUrl(settings);
  // The filter knows days only; a message is dated when it leaves, never before it was asked for.
  const day = new Date(query.since.getTime() - CLOCK_SLACK_MS).toISOString().slice(0, 10);
  first.search = new URLSearchParams({
    To: query.to,
    ...(isService(settings.from) ? {} : { From: settings.from }),
    "DateSent>": day,
    PageSize: String(PAGE_SIZE),
  }).toString();
  const rows: ListedSms[] = [];
  let next: URL | undefined = first;
  for (let pages = 0; next !== undefined && pages < PAGES; pages++) {
    const answer: Answer = await ask("GET", next, settings);
    const page = answer.kind === "answered" && answer.status === 200 ? pageSchema.safeParse(answer.body).data : undefined;
    if (page === undefined) throw cannotAsk(PROVIDER, answer);
    rows.push(...page.messages.flatMap(rowOf));
    next = nextPage(page.next_page_uri, first);
  }
  return findListed(rows, query);
}

function rowOf(row: unknown): ListedSms[] {
  const { data } = rowSchema.safeParse(row);
  if (data === undefined) return [];
  const at = new Date(data.date_created ?? data.date_sent ?? "");
  return [{ id: data.sid, to: data.to, text: data.body, at: Number.isNaN(at.getTime()) ? undefined : at, status: data.status }];
}

/** The credentials go with it, so a page elsewhere is not asked for. */
function nextPage(uri: string | null | undefined, first: URL): URL | undefined {
  const url = uri === null || uri === undefined || uri === "" ? null : URL.parse(uri, first.href);
  return url !== null && url.origin === first.origin ? url : undefined;
}

/** The token, and the secret of an API key. */
const secretsOf = (authToken: string): string[] => [authToken, authToken.slice(authToken.indexOf(":") + 1)];

const isService = (from: string): boolean => /^MG[0-9a-fA-F]{32}$/.test(from);

function messagesUrl({ baseUrl, accountSid }: TwilioSettings): URL {
  return new URL(`${baseUrl.replace(/\/+$/, "")}/2010-04-01/Accounts/${accountSid}/Messages.json`);
}

function ask(method: "GET" | "POST", url: URL, settings: TwilioSettings, form?: URLSearchParams): Promise<Answer> {
  const credentials =
    settings.authToken.startsWith("SK") && settings.authToken.includes(":")
      ? settings.authToken
      : `${settings.accountSid}:${settings.authToken}`;
  return askOnce({
    method,
    url: url.href,
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
      ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(form === undefined ? {} : { body: form.toString() }),
    timeoutMs: settings.timeoutMs ?? 30_000,
  });
}
