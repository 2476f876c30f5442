import { AiCooError } from "#src/lib/errors.ts";
import { done, final, type LookUp, type Outcome, retry, unknown } from "../outcome.ts";
import { printable } from "../printable.ts";
import { headersOf, refusalOf } from "./compose.ts";
import { type Answer, postJson } from "./postJson.ts";
import { readSearch, readSend } from "./smtp2goAnswers.ts";
import { ACTION_HEADER, type MailLookUp, type MailMessage, type MailTransport } from "./transport.ts";

export interface Smtp2goSettings {
  readonly apiKey: string;
  /** `Name <address>` of a verified sender. */
  readonly from: string;
  /** Up to and including the version: `https://api.smtp2go.com/v3`. */
  readonly baseUrl: string;
  /** For one request, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number;
}

/** Many refused requests also block the address for a minute or more, and 429 says nothing about how long. */
const BLOCK_MS = 60_000;
/** Clocks differ, and the index files an event under the moment it was processed. */
const CLOCK_SLACK_MS = 5 * 60_000;
const SEARCH_PAGE = 1_000;
const SEARCH_PAGES = 10;

/**
 * Mail through SMTP2GO's API v3. It has no idempotency key: a repeated call is a second mail, so only a
 * definite refusal says "retry", and its search index lags, so not finding is no proof.
 * Source: SMTP2GO's OpenAPI description 3.0.4, as of 2026.
 */
export function smtp2goTransport(settings: Smtp2goSettings): MailTransport {
  return {
    name: "smtp2go",
    repeatable: false,
    async send(message) {
      const refusal = refusalOf(message);
      return refusal === undefined ? sendToEach(message, settings) : final(refusal);
    },
    lookUp: (query) => search(query, settings),
  };
}

/** One call per To recipient, so that no answer speaks of several; copies go with the first. */
async function sendToEach(message: MailMessage, settings: Smtp2goSettings): Promise<Outcome> {
  const refs: string[] = [];
  for (const recipient of message.to) {
    const outcome = await sendOne(message, recipient, refs.length === 0 ? message.cc : [], settings);
    if (outcome.kind === "done") refs.push(outcome.ref);
    else if (refs.length === 0) return outcome;
    // Sending again would reach those that have it, so a person decides about the rest.
    else return unknown(`The mail went to ${message.to.slice(0, refs.length).join(", ")}, but not on to ${recipient}: ${outcome.reason}`);
  }
  return done(refs.join(","));
}

async function sendOne(message: MailMessage, to: string, cc: readonly string[], settings: Smtp2goSettings): Promise<Outcome> {
  const headers = { ...headersOf(message, [to, ...cc]), ...(message.replyTo === undefined ? {} : { "Reply-To": message.replyTo }) };
  const answer = await post("email/send", settings, {
    sender: settings.from,
    to: [to],
    ...(cc.length === 0 ? {} : { cc }),
    subject: message.subject,
    text_body: message.text,
    ...(message.html === undefined ? {} : { html_body: message.html }),
    custom_headers: Object.entries(headers).map(([header, value]) => ({ header, value })),
    // With it the answer would come before the mail was looked at, and without counts.
    fastaccept: false,
  });
  return outcomeOf(answer, settings);
}

function outcomeOf(answer: Answer, { apiKey }: Smtp2goSettings): Outcome {
  switch (answer.kind) {
    case "not_sent":
      return retry(`SMTP2GO could not be reached, nothing was sent: ${printable(answer.reason)}`);
    case "silent":
      return unknown(`SMTP2GO did not answer after the request was sent (${printable(answer.reason)}); the mail may have been sent.`);
    case "answered":
      return answer.status === 200 ? outcomeOfSuccess(answer.body, apiKey) : outcomeOfRefusal(answer.status, answer.body, apiKey);
  }
}

/** HTTP 200 says that the request was understood; only the counts say whether the mail was taken. */
function outcomeOfSuccess(body: unknown, apiKey: string): Outcome {
  const { succeeded, failed, failures, emailId } = readSend(body);
  if (failed !== undefined && failed > 0 && (succeeded ?? 0) === 0)
    return final(`SMTP2GO refused the mail: ${printable(failures.join("; "), [apiKey]) || "no reason given"}`);
  if (succeeded !== undefined && succeeded > 0 && failed === 0 && emailId !== undefined) return done(emailId);
  return unknown("SMTP2GO's answer does not say whether the mail was taken.");
}

function outcomeOfRefusal(status: number, body: unknown, apiKey: string): Outcome {
  const { errorCode, error } = readSend(body);
  const said = printable([errorCode, error].filter((part) => part !== undefined).join(": "), [apiKey]) || `HTTP ${status}`;
  if (status === 429) return retry(`SMTP2GO asks to slow down: ${said}`, BLOCK_MS);
  // Keys and permissions are for a person to mend; the mail itself was not at fault.
  if (status === 401 || status === 403 || (status === 400 && /permission|api_?key|auth/i.test(errorCode ?? ""))) {
    return retry(`SMTP2GO refused the API key, nothing was sent: ${said}`, BLOCK_MS);
  }
  // other redirects, and the four below 500, may come after the mail was taken
  if (status === 301 || status === 307 || status === 308)
    return retry(`SMTP2GO's address points elsewhere (HTTP ${status}), nothing was sent: check the configured URL.`);
  if (status >= 400 && status < 500 && ![408, 409, 425, 499].includes(status)) return final(`SMTP2GO refused the mail: ${said}`);
  return unknown(`SMTP2GO answered HTTP ${status} (${said}); the mail may have been sent.`);
}

/** There is no search by header: all mails to the recipient since the intent, each compared by its header. */
async function search({ actionId, recipient, since }: MailLookUp, settings: Smtp2goSettings): Promise<LookUp> {
  let page: string | undefined;
  for (let pages = 0; pages < SEARCH_PAGES; pages++) {
    const answer = await post("activity/search", settings, {
      // Without it the search begins today at midnight UTC and misses the evening before.
      start_date: new Date(since.getTime() - CLOCK_SLACK_MS).toISOString(),
      search_recipient: recipient,
      custom_headers: [ACTION_HEADER],
      limit: SEARCH_PAGE,
      ...(page === undefined ? {} : { continue_token: page }),
    });
    const result = answer.kind === "answered" && answer.status === 200 ? readSearch(answer.body) : undefined;
    if (result === undefined) throw cannotAsk(answer);
    const { events, next } = result;
    const found = events.find((event) => event.headers[ACTION_HEADER.toLowerCase()] === actionId);
    if (found !== undefined) return { kind: "found", ref: found.emailId };
    if (next === undefined) break;
    page = next;
  }
  return { kind: "not_found" };
}

function cannotAsk(answer: Answer): AiCooError {
  const why = answer.kind === "answered" ? `HTTP ${answer.status}` : answer.reason;
  return new AiCooError(
    "provider_unreachable",
    `SMTP2GO could not be asked about the mail (${printable(why)}); whether it was sent is still open.`,
    {
      next: "Nothing to do: it is asked again. If it lasts, check the API key's permission for activity search.",
    },
  );
}

function post(path: string, settings: Smtp2goSettings, body: Record<string, unknown>): Promise<Answer> {
  const url = `${settings.baseUrl.replace(/\/+$/, "")}/${path}`;
  return postJson({ url, headers: { "X-Smtp2go-Api-Key": settings.apiKey }, body, timeoutMs: settings.timeoutMs ?? 30_000 });
}
