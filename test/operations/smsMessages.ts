import {
  gatewayTransport,
  parseGatewayShape,
  smtp2goSmsTransport,
  type SmsMessage,
  type SmsTransport,
  twilioTransport,
} from "#src/operations/index.ts";
import { smsCode } from "#src/protocol/index.ts";
import { startSmsGateway } from "#simulator/sms/gateway.ts";
import { startSmtp2goSms } from "#simulator/sms/smtp2goSms.ts";
import type { SmsStandIn, StandInOptions } from "#simulator/sms/standIn.ts";
import { startTwilio } from "#simulator/sms/twilio.ts";
import { ACTION_ID } from "./mails.ts";

export const OTHER_ID = "019cad1a-4c00-7000-8000-00000000ffff";
export const FROM = "+33700000001";
export const NOW = new Date("2026-03-02T09:00:00Z");

/** An SMS as `send_sms` hands it to a transport: emoji, signs of GSM's extension and what a template must not read. */
export function sms(over: Partial<SmsMessage> = {}): SmsMessage {
  return {
    actionId: ACTION_ID,
    to: "+33612345678",
    body: "Bonjour, où en est le devis S00042 ? 1 250 € & {key}\nAnna",
    date: NOW,
    ...over,
  };
}

/** The same with the action's code in the text. */
export function codedSms(over: Partial<SmsMessage> = {}): SmsMessage {
  const actionId = over.actionId ?? ACTION_ID;
  return sms({ ...over, body: `Bonjour, où en est le devis S00042 ? (${smsCode(actionId)})` });
}

export interface Provider {
  readonly standIn: SmsStandIn;
  readonly transport: SmsTransport;
}

/** Every real provider with its stand-in, ready to be sent through. */
export const PROVIDERS: Readonly<Record<string, (options?: StandInOptions) => Promise<Provider>>> = {
  "a gateway": async (options) => {
    const standIn = await startSmsGateway({ now: () => NOW, ...options });
    const url = `${standIn.url}/send`;
    const json = JSON.stringify({
      json: { to: "{to}", from: "{from}", message: "{text}", reference: "{reference}" },
      lookUp: `${standIn.url}/messages?reference={reference}`,
    });
    const shape = parseGatewayShape({ url, json, apiKey: standIn.apiKey, from: FROM });
    return { standIn, transport: gatewayTransport({ shape, apiKey: standIn.apiKey, from: FROM, timeoutMs: 400 }) };
  },
  "a gateway with forms": async (options) => {
    const standIn = await startSmsGateway({ now: () => NOW, dialect: "form", ...options });
    const url = `${standIn.url}/send`;
    const json = JSON.stringify({
      headers: { "X-Api-Key": "{key}" },
      form: { recipient: "{to}", originator: "{from}", body: "{text}", client_ref: "{reference}" },
      id: "data.0.message_id",
      lookUp: `${standIn.url}/messages?client_ref={reference}`,
    });
    const shape = parseGatewayShape({ url, json, apiKey: standIn.apiKey, from: FROM });
    return { standIn, transport: gatewayTransport({ shape, apiKey: standIn.apiKey, from: FROM, timeoutMs: 400 }) };
  },
  SMTP2GO: async (options) => {
    const standIn = await startSmtp2goSms({ now: () => NOW, ...options });
    const { url: baseUrl, apiKey } = standIn;
    return { standIn, transport: smtp2goSmsTransport({ apiKey, from: FROM, baseUrl, timeoutMs: 400 }) };
  },
  Twilio: async (options) => {
    const standIn = await startTwilio({ now: () => NOW, ...options });
    const { url: baseUrl, apiKey: authToken, accountSid } = standIn;
    return { standIn, transport: twilioTransport({ accountSid, authToken, from: FROM, baseUrl, timeoutMs: 400 }) };
  },
};
