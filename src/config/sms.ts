import { z } from "zod";
import type { Environment } from "./env.ts";

const text = z.string().trim().min(1, "must not be empty");

/** The environment variables of outgoing SMS. */
export const smsVariables = {
  SMS_PROVIDER: z
    .enum(["gateway", "smtp2go", "twilio"])
    .optional()
    .describe("Who sends SMS: `gateway` (your own, the default when SMS_SERVER_URL is set), `smtp2go` or `twilio`; see docs/sms.md."),
  SMS_SERVER_URL: z
    .url({ protocol: /^https?$/, error: "must be an address such as https://sms.example.com/send" })
    .optional()
    .describe("Address of your SMS gateway; for SMTP2GO and Twilio another address of their API."),
  SMS_API_KEY: text
    .optional()
    .describe("Key of the SMS account; for Twilio `<Account SID>:<auth token>`; for SMTP2GO SMTP2GO_API_KEY when not set."),
  SMS_FROM_NUMBER: text.optional().describe("Number or name that SMS come from; for Twilio also a messaging service, `MG…`."),
  SMS_GATEWAY: text
    .optional()
    .describe("How your gateway is spoken to, as JSON; `POST {to, from, message}` with a bearer key when not set."),
};

/** How SMS leave; holds no secret, so of a gateway's address only the host. */
export type SmsConfig =
  | { readonly kind: "none" }
  | { readonly kind: "outbox"; readonly from: string }
  | { readonly kind: "gateway"; readonly host: string; readonly from: string | undefined }
  | { readonly kind: "smtp2go"; readonly url: string; readonly from: string | undefined }
  | { readonly kind: "twilio"; readonly url: string; readonly accountSid: string; readonly from: string };

/** The configured way; the demo has an outbox, and a real company without one sends no SMS. */
export function resolveSms(env: Environment): SmsConfig {
  const from = env.SMS_FROM_NUMBER;
  switch (providerOf(env)) {
    case "gateway":
      return { kind: "gateway", host: new URL(env.SMS_SERVER_URL!).host, from };
    case "smtp2go":
      return { kind: "smtp2go", url: env.SMS_SERVER_URL ?? env.SMTP2GO_URL, from };
    case "twilio":
      return {
        kind: "twilio",
        url: env.SMS_SERVER_URL ?? "https://api.twilio.com",
        accountSid: TWILIO_KEY.exec(env.SMS_API_KEY!)![1]!,
        from: from!,
      };
    case undefined:
      return env.ODOO_URL === undefined ? { kind: "outbox", from: from ?? "Linden & Vale" } : { kind: "none" };
  }
}

const TWILIO_KEY = /^(AC[0-9a-fA-F]{32}):(.+)$/;

const providerOf = (env: Environment) => env.SMS_PROVIDER ?? (env.SMS_SERVER_URL === undefined ? undefined : "gateway");

/** SMS variables that only make sense together. */
export function smsFaults(env: Environment): string[] {
  const provider = providerOf(env);
  const faults: string[] = [];
  if (provider === undefined) {
    for (const name of ["SMS_API_KEY", "SMS_GATEWAY"] as const) {
      if (env[name] !== undefined) faults.push(`SMS_SERVER_URL or SMS_PROVIDER must be set because ${name} is`);
    }
  }
  if (provider === "gateway" && env.SMS_SERVER_URL === undefined) faults.push("SMS_SERVER_URL must be set because SMS_PROVIDER is gateway");
  if (provider !== "gateway" && provider !== undefined && env.SMS_GATEWAY !== undefined)
    faults.push(`SMS_GATEWAY describes a gateway of your own, and SMS_PROVIDER is ${provider}`);
  if (provider === "smtp2go" && env.SMS_API_KEY === undefined && env.SMTP2GO_API_KEY === undefined)
    faults.push("SMS_API_KEY or SMTP2GO_API_KEY must be set because SMS_PROVIDER is smtp2go");
  if (provider === "smtp2go" && env.SMS_FROM_NUMBER !== undefined && !/^\+[1-9]\d{6,14}$/.test(env.SMS_FROM_NUMBER))
    faults.push("SMS_FROM_NUMBER must be a number such as +33612345678 for SMTP2GO");
  if (provider === "twilio" && !TWILIO_KEY.test(env.SMS_API_KEY ?? ""))
    faults.push("SMS_API_KEY must be <Account SID>:<auth token> because SMS_PROVIDER is twilio");
  if (provider === "twilio" && env.SMS_FROM_NUMBER === undefined) faults.push("SMS_FROM_NUMBER must be set because SMS_PROVIDER is twilio");
  return faults;
}

/** The secrets of outgoing SMS: an address and headers may hold them as well as the key. */
export interface SmsSecrets {
  readonly serverUrl: string | undefined;
  readonly apiKey: string | undefined;
  readonly gateway: string | undefined;
}

export function readSmsSecrets(env: Environment): SmsSecrets {
  const apiKey =
    providerOf(env) === "twilio"
      ? TWILIO_KEY.exec(env.SMS_API_KEY ?? "")?.[2]
      : (env.SMS_API_KEY ?? (providerOf(env) === "smtp2go" ? env.SMTP2GO_API_KEY : undefined));
  return { serverUrl: env.SMS_SERVER_URL, apiKey, gateway: env.SMS_GATEWAY };
}
