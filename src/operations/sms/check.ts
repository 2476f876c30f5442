import { connect } from "node:net";
import { z } from "zod";
import { doorOf, type DoorCheck } from "../doorCheck.ts";
import { askOnce } from "../http.ts";
import { printable } from "../printable.ts";
import type { Smtp2goSmsSettings } from "./smtp2go.ts";
import type { TwilioSettings } from "./twilio.ts";

const TIMEOUT_MS = 10_000;
const text = z.string().optional().catch(undefined);
const twilioSchema = z.object({ message: text, status: text, type: text });

/** Asks Twilio what the account is. */
export async function checkTwilio({ accountSid, authToken, baseUrl, timeoutMs }: TwilioSettings): Promise<DoorCheck> {
  const credentials = authToken.startsWith("SK") && authToken.includes(":") ? authToken : `${accountSid}:${authToken}`;
  const answer = await askOnce({
    method: "GET",
    url: `${baseUrl.replace(/\/+$/, "")}/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=1`,
    headers: { authorization: `Basic ${Buffer.from(credentials).toString("base64")}` },
    timeoutMs: timeoutMs ?? TIMEOUT_MS,
  });
  const body = answer.kind === "answered" ? twilioSchema.safeParse(answer.body).data : undefined;
  return doorOf("Twilio", answer, {
    words: body?.message,
    secrets: [authToken, authToken.slice(authToken.indexOf(":") + 1)],
    setting: "account SID and token in SMS_API_KEY",
    permission: "read and send messages",
  });
}

const smtp2goSchema = z.object({
  data: z.object({ error: text, error_code: text }).catch({ error: undefined, error_code: undefined }),
});

/** Asks SMTP2GO for the SMS of this moment, of which there are none. */
export async function checkSmtp2goSms(settings: Smtp2goSmsSettings, now: Date): Promise<DoorCheck> {
  const answer = await askOnce({
    method: "POST",
    url: `${settings.baseUrl.replace(/\/+$/, "")}/sms/view-sent`,
    headers: { "content-type": "application/json", "X-Smtp2go-Api-Key": settings.apiKey },
    body: JSON.stringify({ start_date: now.toISOString() }),
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
  });
  const body = answer.kind === "answered" ? smtp2goSchema.safeParse(answer.body).data?.data : undefined;
  return doorOf("SMTP2GO", answer, {
    words: [body?.error_code, body?.error].filter((part) => part !== undefined).join(": "),
    secrets: [settings.apiKey],
    setting: "SMS_API_KEY or SMTP2GO_API_KEY",
    permission: "send and view SMS",
  });
}

/** Whether a gateway of one's own can be reached: it has no question that is certain to send nothing, so its key is not tried. */
export function checkGateway(address: string): Promise<DoorCheck> {
  const url = URL.parse(address);
  if (url === null) {
    return Promise.resolve({ ok: false, sentence: "The gateway's address is none.", next: "Correct SMS_SERVER_URL." });
  }
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  return new Promise((resolve) => {
    const socket = connect({ host: url.hostname, port, timeout: TIMEOUT_MS });
    const settle = (check: DoorCheck): void => {
      socket.destroy();
      resolve(check);
    };
    const fault = (said: string): void =>
      settle({
        ok: false,
        sentence: `The SMS gateway ${url.host} does not answer: ${printable(said)}.`,
        next: "Check SMS_SERVER_URL, and that the gateway is up.",
      });
    socket.once("connect", () =>
      settle({ ok: true, sentence: `The SMS gateway ${url.host} answers. Whether it takes the key shows at the first SMS.` }),
    );
    socket.once("timeout", () => fault("no connection in time"));
    socket.once("error", (error) => fault(error.message));
  });
}
