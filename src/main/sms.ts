import { join } from "node:path";
import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import {
  gatewayTransport,
  parseGatewayShape,
  smsOutboxTransport,
  smtp2goInbox,
  smtp2goSmsTransport,
  twilioTransport,
  type SmsInbox,
  type SmsTransport,
} from "#src/operations/index.ts";

/** Where the demo's SMS lie: one file each. */
export const smsOutboxFolder = (dataDir: string): string => join(dataDir, "sms-outbox");

export { listSmsOutbox } from "#src/operations/index.ts";

/**
 * The configured way for SMS to leave, `dir` being where the demo's lie; none for a real company that has configured none.
 * @throws AiCooError `config_invalid` when `SMS_GATEWAY` is not usable.
 */
export function createSmsTransport(
  config: Config,
  secrets: Secrets,
  dir = smsOutboxFolder(config.dataDir),
): { readonly sms?: SmsTransport } {
  const { sms } = config;
  const { serverUrl, apiKey, gateway } = secrets.sms;
  switch (sms.kind) {
    case "none":
      return {};
    case "outbox":
      return { sms: smsOutboxTransport({ dir, from: sms.from }) };
    case "gateway": {
      const shape = parseGatewayShape({ url: serverUrl!, json: gateway, apiKey, from: sms.from });
      return { sms: gatewayTransport({ shape, apiKey: apiKey ?? "", from: sms.from ?? "" }) };
    }
    case "smtp2go":
      return { sms: smtp2goSmsTransport({ apiKey: apiKey!, from: sms.from, baseUrl: sms.url }) };
    case "twilio":
      return { sms: twilioTransport({ accountSid: sms.accountSid, authToken: apiKey!, from: sms.from, baseUrl: sms.url }) };
  }
}

/** Where the configured provider keeps the SMS that came in; undefined where it reports them itself. */
export function createSmsInbox(config: Config, secrets: Secrets): SmsInbox | undefined {
  const { sms } = config;
  return sms.kind === "smtp2go" ? smtp2goInbox({ apiKey: secrets.sms.apiKey!, baseUrl: sms.url }) : undefined;
}
