import { z } from "zod";
import type { Answer } from "../http.ts";
import { askOnce } from "../http.ts";
import { done, final, type LookUp, type Outcome, retry, unknown } from "../outcome.ts";
import { BLOCK_MS, cannotAsk, neverLeft, outcomeOfSilence, outcomeOfStatus, said } from "./answers.ts";
import { CLOCK_SLACK_MS, digits, findListed, type ListedSms } from "./listing.ts";
import { providerId } from "../providerId.ts";
import { smsRefusalOf, type SmsLookUp, type SmsMessage, type SmsTransport } from "./transport.ts";

export interface Smtp2goSmsSettings {
  readonly apiKey: string;
  /** E.164; the account's default sender when absent. */
  readonly from: string | undefined;
  /** Up to and including the version: `https://api.smtp2go.com/v3`. */
  readonly baseUrl: string;
  /** For one request, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number;
}

const PROVIDER = "SMTP2GO";

/**
 * SMS through SMTP2GO's API v3. It keeps no reference of ours and no idempotency key: a repeated call is a
 * second SMS, and a sent one is found by its text.
 * Source: SMTP2GO's OpenAPI description 3.0.3 (`sms/send`, `sms/view-sent`), as of 2026.
 */
export function smtp2goSmsTransport(settings: Smtp2goSmsSettings): SmsTransport {
  return {
    name: "smtp2go",
    repeatable: false,
    async send(message) {
      const refusal = smsRefusalOf(message);
      if (refusal !== undefined) return final(refusal);
      const answer = await post("sms/send", settings, {
        destination: [message.to],
        ...(settings.from === undefined ? {} : { sender: settings.from }),
        content: message.body,
      });
      return outcomeOf(answer, message, settings);
    },
    lookUp: (query) => lookUp(query, settings),
  };
}

/** Read leniently: what is missing or of another type is absent here, and what is absent never counts as success. */
const text = z.string().min(1).optional().catch(undefined);
const id = providerId.optional().catch(undefined);
const count = z.int().nonnegative().optional().catch(undefined);
const sendSchema = z.object({
  request_id: id,
  data: z
    .object({
      total_sent: count,
      statuses: z.record(z.string(), z.unknown()).catch({}).default({}),
      messages: z
        .array(z.object({ destination: text, message_id: id, status: text }).catch({}))
        .catch([])
        .default([]),
      error_code: text,
      error: text,
    })
    .catch({ statuses: {}, messages: [] })
    .default({ statuses: {}, messages: [] }),
  error_code: text,
  error: text,
});

function outcomeOf(answer: Answer, message: SmsMessage, { apiKey }: Smtp2goSmsSettings): Outcome {
  if (answer.kind !== "answered") return outcomeOfSilence(PROVIDER, answer);
  const { data: body } = sendSchema.safeParse(answer.body);
  if (answer.status === 200) return outcomeOfSuccess(body, message, apiKey);
  const code = body?.data.error_code ?? body?.error_code;
  const why = said([code, body?.data.error ?? body?.error], answer.status, [apiKey]);
  // A missing permission arrives as 400.
  if (answer.status === 400 && /permission|api_?key|auth/i.test(code ?? ""))
    return retry(`${PROVIDER} refused the account, nothing was sent: ${why}`, BLOCK_MS);
  return outcomeOfStatus(PROVIDER, answer.status, why, answer.retryAfterMs);
}

/** HTTP 200 says that the request was understood; only what it says about this number counts. */
function outcomeOfSuccess(body: z.infer<typeof sendSchema> | undefined, message: SmsMessage, apiKey: string): Outcome {
  const unclear = unknown(`${PROVIDER}'s answer does not say whether the SMS was taken.`);
  if (body === undefined) return unclear;
  const { messages, total_sent: total, statuses } = body.data;
  const ours = messages.find(({ destination }) => destination !== undefined && digits(destination) === digits(message.to));
  if (ours !== undefined) {
    if (ours.status === undefined) return unclear;
    if (neverLeft(ours.status)) return final(`${PROVIDER} refused the SMS: ${said([ours.status], 200, [apiKey])}`);
    return ours.message_id === undefined ? unclear : done(ours.message_id);
  }
  if (messages.length > 0) return unclear;
  // The list of messages is not in every answer.
  if (total === 0) return final(`${PROVIDER} refused the SMS: no message was sent`);
  const queued = total === 1 && statuses["queued"] === 1;
  return queued && body.request_id !== undefined ? done(`request:${body.request_id}`) : unclear;
}

const rowSchema = z.object({
  id: providerId,
  destination_address: z.union([z.string(), z.number()]).transform(String),
  content: z.string(),
  timestamp: text,
  status: text,
});
const listSchema = z.object({ data: z.object({ messages: z.array(z.unknown()) }) });

async function lookUp(query: SmsLookUp, settings: Smtp2goSmsSettings): Promise<LookUp> {
  // Without it the list begins seven days ago.
  const start = new Date(query.since.getTime() - CLOCK_SLACK_MS);
  const answer = await post("sms/view-sent", settings, { start_date: start.toISOString() });
  const list = answer.kind === "answered" && answer.status === 200 ? listSchema.safeParse(answer.body).data : undefined;
  if (list === undefined) throw cannotAsk(PROVIDER, answer);
  const rows = list.data.messages.flatMap((row): ListedSms[] => {
    const { data } = rowSchema.safeParse(row);
    if (data === undefined) return [];
    return [{ id: data.id, to: data.destination_address, text: data.content, at: dateOf(data.timestamp), status: data.status }];
  });
  return findListed(rows, query);
}

function dateOf(value: string | undefined): Date | undefined {
  const date = new Date(value ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function post(path: string, settings: Smtp2goSmsSettings, body: Record<string, unknown>): Promise<Answer> {
  return askOnce({
    method: "POST",
    url: `${settings.baseUrl.replace(/\/+$/, "")}/${path}`,
    headers: { "content-type": "application/json", "X-Smtp2go-Api-Key": settings.apiKey },
    body: JSON.stringify(body),
    timeoutMs: settings.timeoutMs ?? 30_000,
  });
}
