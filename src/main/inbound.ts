import { createHash, hkdfSync, timingSafeEqual } from "node:crypto";
import { isTwilioSignature, WEBHOOK_PROVIDERS, type Inbound, type WebhookProvider } from "#src/api/index.ts";
import type { CommonConfig, Config } from "#src/config/config.ts";
import type { InboundSecrets } from "#src/config/inbound.ts";
import type { Secrets } from "#src/config/secrets.ts";
import { createUnsubscribeLinks } from "#src/outreach/index.ts";
import type { BackOffice } from "./backOffice.ts";
import { authSecret } from "./dataFolder.ts";

/** What the process of the page is given to believe who reports something without a session. */
export function createInbound(config: CommonConfig, signing: string, secrets: InboundSecrets): Inbound {
  const { organisation, publicUrl, smsInbound } = config;
  const digests = Object.fromEntries(
    WEBHOOK_PROVIDERS.map((provider) => [provider, digest(webhookSecret(organisation.id, provider, secrets.webhook ?? signing))]),
  ) as Record<WebhookProvider, Buffer>;
  const links = createUnsubscribeLinks(signing);
  return {
    isSecret: (orgId, provider, given) => timingSafeEqual(digest(given), digests[provider]) && orgId === organisation.id,
    isFromTwilio: (orgId, { target, form, signature }) => {
      const { twilioAuthToken } = secrets;
      if (twilioAuthToken === undefined || publicUrl === undefined || orgId !== organisation.id) return false;
      return isTwilioSignature(twilioAuthToken, { url: publicUrl.replace(/\/$/, "") + target, form, signature });
    },
    openUnsubscribe: (token) => {
      const unsubscriber = links.open(token);
      return unsubscriber?.orgId === organisation.id ? unsubscriber : null;
    },
    gateway: smsInbound,
  };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Each organisation and provider has its own, made from one that is kept; nothing has to be stored for it. */
function webhookSecret(orgId: string, provider: WebhookProvider, secret: string): string {
  return Buffer.from(hkdfSync("sha256", secret, "", `ai-coo webhook ${orgId} ${provider}`, 24)).toString("base64url");
}

/** What believes Twilio where its auth token is the key for sending as well; an API key (`SK…`) signs nothing. */
export function inboundSecretsOf(config: Config, { inbound, sms }: Secrets): InboundSecrets {
  const sending = config.sms.kind === "twilio" && sms.apiKey?.startsWith("SK") === false ? sms.apiKey : undefined;
  return { ...inbound, twilioAuthToken: inbound.twilioAuthToken ?? sending };
}

interface WebhookAddress {
  readonly what: string;
  readonly url: string;
}

/** The addresses of this installation as its command line knows them. */
export function webhooksOf({ config, authSecret: configured }: BackOffice, webhook: string | undefined): WebhookAddress[] {
  const origin = config.publicUrl ?? `http://${config.host}:${config.port}`;
  return webhookAddresses(config, { authSecret: authSecret(config.dataDir, configured), webhook, origin });
}

/** The addresses to be entered at the providers; those with a secret in them are secrets themselves. */
export function webhookAddresses(
  config: CommonConfig,
  given: { readonly authSecret: string; readonly webhook: string | undefined; readonly origin: string },
): WebhookAddress[] {
  const { id } = config.organisation;
  const base = `${given.origin.replace(/\/$/, "")}/api/webhooks/${id}`;
  const secretOf = (provider: WebhookProvider): string => webhookSecret(id, provider, given.webhook ?? given.authSecret);
  return [
    { what: "SMTP2GO, events of mails and SMS", url: `${base}/smtp2go/${secretOf("smtp2go")}` },
    { what: "Twilio, a message comes in", url: `${base}/twilio/messages` },
    { what: "Twilio, status callback", url: `${base}/twilio/status` },
    { what: "Your own gateway, a message comes in", url: `${base}/sms/${secretOf("sms")}` },
  ];
}
