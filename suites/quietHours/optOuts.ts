import { createAccounts, createApi } from "#src/api/index.ts";
import { resolveCommonConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { createInbound, webhookAddresses } from "#src/main/inbound.ts";
import { readModelMonth } from "#src/main/model.ts";
import { suppress } from "#src/main/suppressionList.ts";
import { createUnsubscribeLinks } from "#src/outreach/index.ts";
import { smtp2goDelivery, type Smtp2goEvent } from "#simulator/mail/smtp2goWebhooks.ts";
import { twilioReceived, twilioStatus } from "#simulator/sms/twilioWebhooks.ts";
import type { Tenant } from "../support/stage.ts";

const PUBLIC_URL = "https://coo.example.com";
const AUTH_SECRET = "the secret of a suite ".repeat(3);
const TWILIO = { accountSid: "AC0123456789abcdef0123456789abcdef", authToken: "0123456789abcdef0123456789abcdef" };
const OUR_NUMBER = "+33700000000";

/** The ways in from outside, of one organisation: what its providers and customers can reach. */
export interface Doorstep {
  /** Delivers something and answers its HTTP status. */
  deliver(delivery: { readonly url: string; readonly init: RequestInit }): Promise<number>;
  urlOf(what: string): string;
  unsubscribeUrl(address: string): string;
}

export function openDoorstep({ system }: Tenant): Doorstep {
  const config = resolveCommonConfig(readEnv({ ORG_ID: system.orgId, PUBLIC_URL }));
  const { db, clock } = system;
  const origins = () => [PUBLIC_URL];
  const app = createApi({
    db,
    clock,
    logger: silentLogger,
    accounts: createAccounts({ db, clock, secret: AUTH_SECRET, publicUrl: PUBLIC_URL, origins }),
    version: "suite",
    origins,
    modelMonth: readModelMonth,
    webApp: null,
    inbound: createInbound(config, AUTH_SECRET, { webhook: undefined, twilioAuthToken: TWILIO.authToken }),
  });
  const addresses = webhookAddresses(config, { authSecret: AUTH_SECRET, webhook: undefined, origin: PUBLIC_URL });
  const links = createUnsubscribeLinks(AUTH_SECRET);
  return {
    deliver: async ({ url, init }) => (await app.request(url.slice(PUBLIC_URL.length), init)).status,
    urlOf: (what) => addresses.find((address) => address.what.startsWith(what))!.url,
    unsubscribeUrl: (address) => `${PUBLIC_URL}/unsubscribe/${links.seal({ orgId: system.orgId, channel: "email", address })}`,
  };
}

/** A way in which somebody at an address says, or lets it be known, that they are not to be written to. */
export interface OptOut {
  readonly name: string;
  readonly channel: "email" | "sms";
  readonly happen: (tenant: Tenant, doorstep: Doorstep, address: string) => Promise<void>;
}

let events = 0;

const ofSmtp2go =
  (event: Pick<Smtp2goEvent, "event" | "bounce">, output: "json" | "form"): OptOut["happen"] =>
  async ({ clock }, doorstep, address) => {
    events += 1;
    const delivery = smtp2goDelivery(
      { url: doorstep.urlOf("SMTP2GO"), output },
      { ...event, rcpt: address, emailId: `1s-${events}`, time: clock.now() },
    );
    // as often as SMTP2GO delivers what it holds for not taken
    for (let time = 0; time < 3; time++) taken(await doorstep.deliver(delivery));
  };

const ofTwilio =
  (body: string): OptOut["happen"] =>
  async (_, doorstep, from) => {
    events += 1;
    taken(
      await doorstep.deliver(
        twilioReceived(TWILIO, doorstep.urlOf("Twilio, a message"), { sid: `SM${events}`, from, to: OUR_NUMBER, body }),
      ),
    );
  };

const post = (type: string, body: string): RequestInit => ({ method: "POST", headers: { "content-type": type }, body });

export const OPT_OUTS: readonly OptOut[] = [
  { name: "a hard bounce", channel: "email", happen: ofSmtp2go({ event: "bounce", bounce: "hard" }, "json") },
  { name: "a complaint", channel: "email", happen: ofSmtp2go({ event: "spam" }, "form") },
  { name: "SMTP2GO's unsubscribe", channel: "email", happen: ofSmtp2go({ event: "unsubscribe" }, "json") },
  {
    name: "one click",
    channel: "email",
    happen: async (_, doorstep, address) =>
      taken(
        await doorstep.deliver({
          url: doorstep.unsubscribeUrl(address),
          init: post("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        }),
      ),
  },
  {
    name: "a person of ours",
    channel: "email",
    happen: async ({ person }, _, address) => void (await suppress(person, { channel: "email", address, note: "asked on the phone" })),
  },
  { name: "STOP to Twilio", channel: "sms", happen: ofTwilio("STOP") },
  { name: "please stop, in French", channel: "sms", happen: ofTwilio("Arrêtez svp !") },
  {
    name: "STOP to a gateway of one's own",
    channel: "sms",
    happen: async (_, doorstep, from) => {
      events += 1;
      const body = JSON.stringify({ id: `gw-${events}`, from, message: "stop." });
      taken(await doorstep.deliver({ url: doorstep.urlOf("Your own gateway"), init: post("application/json", body) }));
    },
  },
  {
    name: "SMTP2GO's opt-out",
    channel: "sms",
    happen: async (_, doorstep, number) => {
      events += 1;
      const body = JSON.stringify({ event: "opt-out", destination_number: number.slice(1), message_id: `m-${events}` });
      taken(await doorstep.deliver({ url: doorstep.urlOf("SMTP2GO"), init: post("application/json", body) }));
    },
  },
  {
    name: "a number that has stopped us at Twilio",
    channel: "sms",
    happen: async (_, doorstep, to) => {
      events += 1;
      const sms = { sid: `SM${events}`, to, from: OUR_NUMBER, status: "failed", errorCode: 21_610 };
      taken(await doorstep.deliver(twilioStatus(TWILIO, doorstep.urlOf("Twilio, status"), sms)));
    },
  },
];

function taken(status: number): void {
  if (status !== 200) throw new Error(`the report was answered with ${status}`);
}
