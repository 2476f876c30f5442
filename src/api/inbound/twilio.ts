import { withTransaction, type Context } from "#src/db/index.ts";
import { takeInbound, takeReceivedSms } from "#src/outreach/index.ts";
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

/** Takes an SMS that Twilio received. Answers whether the number has stopped just now. */
export async function takeTwilioMessage(ctx: Context, form: URLSearchParams): Promise<{ readonly stopped: boolean }> {
  const id = form.get("MessageSid") ?? form.get("SmsMessageSid");
  const from = e164(form.get("From") ?? undefined);
  if (id === null || id === "" || from === undefined) throw unreadable("it names no MessageSid or no number in From");
  const isStop = form.get("OptOutType")?.toUpperCase() === "STOP";
  const sms = { id: id.slice(0, 100), from, text: form.get("Body") ?? "", ...(isStop ? { isStop } : {}) };
  const { suppressed } = await withTransaction(ctx, (inner) => takeReceivedSms(inner, "twilio", sms));
  return { stopped: suppressed };
}

/** Takes what became of an SMS of ours: one that can never arrive, or whose recipient has stopped, closes the number. */
export async function takeTwilioStatus(ctx: Context, form: URLSearchParams): Promise<void> {
  const id = form.get("MessageSid") ?? form.get("SmsSid");
  const status = form.get("MessageStatus") ?? form.get("SmsStatus");
  const to = e164(form.get("To") ?? undefined);
  if (id === null || id === "" || status === null || to === undefined)
    throw unreadable("it names no MessageSid, MessageStatus or number in To");
  const code = form.get("ErrorCode") ?? "";
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
      facts: { message_id: id.slice(0, 100), error_code: code.slice(0, 10) },
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
