import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import type { Clock } from "#src/lib/clock.ts";
import { checkFolder, checkGateway, checkSmtp, checkSmtp2go, checkSmtp2goSms, checkTwilio, type DoorCheck } from "#src/operations/index.ts";
import { outboxFolder } from "./mail.ts";
import { smsOutboxFolder } from "./sms.ts";

/** A way for messages: how it is configured, without any secret, and how to try it. */
interface Door {
  readonly kind: string;
  /** Where messages go to, for people. */
  readonly where: string;
  readonly from: string | null;
  check(): Promise<DoorCheck>;
}

export interface Doors {
  readonly mail: Door;
  readonly sms: Door;
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? "";

/** The configured ways for messages. Opens no connection. */
export function openDoors(config: Config, secrets: Secrets, clock: Clock): Doors {
  return { mail: mailDoor(config, secrets, clock), sms: smsDoor(config, secrets, clock) };
}

function mailDoor(config: Config, secrets: Secrets, clock: Clock): Door {
  const { mail } = config;
  const { kind, from } = mail;
  switch (mail.kind) {
    case "outbox":
      return { kind, where: "outbox", from, check: () => checkFolder(outboxFolder(config.dataDir)) };
    case "smtp":
      return { kind, where: hostOf(secrets.smtpUrl!), from, check: () => checkSmtp({ url: secrets.smtpUrl! }) };
    case "smtp2go": {
      const settings = { apiKey: secrets.smtp2goApiKey!, from, baseUrl: mail.url };
      return { kind, where: hostOf(mail.url), from, check: () => checkSmtp2go(settings, clock.now()) };
    }
  }
}

function smsDoor(config: Config, secrets: Secrets, clock: Clock): Door {
  const { sms } = config;
  const { serverUrl, apiKey } = secrets.sms;
  const { kind } = sms;
  switch (sms.kind) {
    case "none":
      return { kind, where: "", from: null, check: () => Promise.resolve(NO_SMS) };
    case "outbox":
      return { kind, where: "outbox", from: sms.from, check: () => checkFolder(smsOutboxFolder(config.dataDir)) };
    case "gateway":
      return { kind, where: sms.host, from: sms.from ?? null, check: () => checkGateway(serverUrl!) };
    case "smtp2go": {
      const settings = { apiKey: apiKey!, from: sms.from, baseUrl: sms.url };
      return { kind, where: hostOf(sms.url), from: sms.from ?? null, check: () => checkSmtp2goSms(settings, clock.now()) };
    }
    case "twilio": {
      const settings = { accountSid: sms.accountSid, authToken: apiKey!, from: sms.from, baseUrl: sms.url };
      return { kind, where: hostOf(sms.url), from: sms.from, check: () => checkTwilio(settings) };
    }
  }
}

const NO_SMS: DoorCheck = {
  ok: false,
  sentence: "No way for SMS is configured, so none can be sent.",
  next: "Set SMS_PROVIDER and what it needs, if you want SMS; everything else works without.",
};
