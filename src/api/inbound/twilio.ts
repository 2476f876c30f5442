import { withTransaction, type Context } from "#src/db/index.ts";
import { keepable } from "#src/lib/words.ts";
import { takeApproverSms } from "#src/notifications/index.ts";
import { takeInbound, takeReceivedSms } from "#src/outreach/index.ts";
import { DECISIONS } from "../decisions.ts";
import { e164 } from "./body.ts";
import { unreadable } from "./refusals.ts";

/** What a failed message says of its number, by Twilio's error code. Anything else may be otherwise tomorrow. */
const LASTING: Readonly<Record<string, "stop" | "hard_bounce">> = {
  // the recipient has stopped the sender
  "21610": "stop",
  // no such number; a landline, or one that no carrier reaches
  "30005": "hard_bounce",
  "30006": "hard_bounce",
};

/** What stands in a field, as it can be kept: a stop with an odd character in it is a stop. */
const fieldOf = (form: URLSearchParams, name: string): string | null => {
  const value = form.get(name);
  return value === null ? null : keepable(value);
};

/** Takes an SMS that Twilio received. Answers whether the number has stopped just now. */
export async function takeTwilioMessage(ctx: Context, form: URLSearchParams): Promise<{ readonly stopped: boolean }> {
  const id = fieldOf(form, "MessageSid") ?? fieldOf(form, "SmsMessageSid");
  const from = e164(fieldOf(form, "From") ?? undefined);
  if (id === null || id === "" || from === undefined) throw unreadable("it names no MessageSid or no number in From");
  const isStop = fieldOf(form, "OptOutType")?.toUpperCase() === "STOP";
  const sms = { id: id.slice(0, 100).toWellFormed(), from, text: fieldOf(form, "Body") ?? "", ...(isStop ? { isStop } : {}) };
  if (await takeApproverSms(ctx, { source: "twilio", sms, verbs: DECISIONS })) return { stopped: false };
  const { suppressed } = await withTransaction(ctx, (inner) => takeReceivedSms(inner, "twilio", sms));
  return { stopped: suppressed };
}

/** Takes what became of an SMS of ours: one that can never arrive, or whose recipient has stopped, closes the number. */
export async function takeTwilioStatus(ctx: Context, form: URLSearchParams): Promise<void> {
  const id = fieldOf(form, "MessageSid") ?? fieldOf(form, "SmsSid");
  const status = fieldOf(form, "MessageStatus") ?? fieldOf(form, "SmsStatus");
  const to = e164(fieldOf(form, "To") ?? undefined);
  if (id === null || id === "" || status === null || to === undefined)
    throw unreadable("it names no MessageSid, MessageStatus or number in To");
  const code = fieldOf(form, "ErrorCode") ?? "";
  const reason = status === "undelivered" || status === "failed" ? LASTING[code] : undefined;
  if (reason === undefined) return;
  await withTransaction(ctx, (inner) =>
    takeInbound(inner, {
      source: "twilio",
      identity: [id, status],
      kind: status,
      channel: "sms",
      address: to,
      consequence: { does: "suppress", reason },
      facts: { message_id: id.slice(0, 100).toWellFormed(), error_code: code.slice(0, 10).toWellFormed() },
    }),
  );
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** What Twilio is told to do with the sender: nothing, or one confirmation that it has stopped. */
export function twiml(confirmation: string | undefined): string {
  const body =
    confirmation === undefined ? "" : `<Message>${confirmation.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!)}</Message>`;
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`;
}
