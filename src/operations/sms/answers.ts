import { AiCooError } from "#src/lib/errors.ts";
import type { Answer } from "../http.ts";
import { final, type Outcome, retry, unknown } from "../outcome.ts";
import { printable } from "../printable.ts";

/** How long to wait when a provider asks to slow down, or refuses a key that a person has to mend, and does not say how long. */
export const BLOCK_MS = 60_000;

/** What no answer says about an SMS. */
export function outcomeOfSilence(provider: string, answer: Exclude<Answer, { kind: "answered" }>): Outcome {
  return answer.kind === "not_sent"
    ? retry(`${provider} could not be reached, nothing was sent: ${printable(answer.reason)}`)
    : unknown(`${provider} did not answer after the request was sent (${printable(answer.reason)}); the SMS may have been sent.`);
}

/**
 * What an HTTP status other than success says. Only what is certainly a refusal of this very request may be
 * tried again: a 408 or 409 can come after the SMS was taken, and so can a redirect or anything from 500 up.
 */
export function outcomeOfStatus(provider: string, status: number, said: string, retryAfterMs: number = BLOCK_MS): Outcome {
  if (status === 429) return retry(`${provider} asks to slow down: ${said}`, retryAfterMs);
  // Keys, permissions and credit are for a person to mend; the SMS itself was not at fault.
  if (status === 401 || status === 402 || status === 403)
    return retry(`${provider} refused the account, nothing was sent: ${said}`, retryAfterMs);
  if (status >= 400 && status < 500 && ![408, 409, 425, 499].includes(status)) return final(`${provider} refused the SMS: ${said}`);
  return unknown(`${provider} answered HTTP ${status} (${said}); the SMS may have been sent.`);
}

/** A provider's words for a reason, without the secrets it may repeat. */
export function said(words: readonly (string | undefined)[], status: number, secrets: readonly string[]): string {
  const text = words.filter((word) => word !== undefined && word !== "").join(": ");
  return printable(text, secrets) || `HTTP ${status}`;
}

/** The error of a look-up that could not be made, which is not the same as not found. */
export function cannotAsk(provider: string, answer: Answer): AiCooError {
  const why = answer.kind === "answered" ? `HTTP ${answer.status}` : printable(answer.reason);
  return new AiCooError(
    "provider_unreachable",
    `${provider} could not be asked about the SMS (${why}); whether it was sent is still open.`,
    { next: "Nothing to do: it is asked again. If it lasts, check the SMS account and its permission to list messages." },
  );
}

/** Whether a status of a provider says that the message never left; a message that left and did not arrive has left. */
export function neverLeft(status: string | undefined): boolean {
  return status !== undefined && /fail|reject|cancel|discard|expired|refus|not[ _-]?found/i.test(status) && !/undelivered/i.test(status);
}
