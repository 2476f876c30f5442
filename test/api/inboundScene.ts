import { createInbound, webhookAddresses } from "#src/main/inbound.ts";
import { resolveCommonConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { createUnsubscribeLinks } from "#src/outreach/index.ts";
import type { ApiDeps } from "#src/api/index.ts";

export const PUBLIC_URL = "https://coo.example.com";
export const ORG = "org-acme";
export const AUTH_SECRET = "a secret of tests ".repeat(3);
export const TWILIO = { accountSid: "AC0123456789abcdef0123456789abcdef", authToken: "0123456789abcdef0123456789abcdef" };

/** How an installation believes its callers, as the product sets it up from its environment. */
export function inboundOfTests(environment: Readonly<Record<string, string>> = {}): {
  readonly inbound: NonNullable<ApiDeps["inbound"]>;
  /** Paths by the beginning of what they are for. */
  readonly pathOf: (what: string) => string;
  readonly links: ReturnType<typeof createUnsubscribeLinks>;
} {
  const env = readEnv({ ORG_ID: ORG, PUBLIC_URL, ...environment });
  const config = resolveCommonConfig(env);
  const addresses = webhookAddresses(config, { authSecret: AUTH_SECRET, webhook: undefined, origin: PUBLIC_URL });
  return {
    inbound: createInbound(config, AUTH_SECRET, { webhook: undefined, twilioAuthToken: TWILIO.authToken }),
    pathOf: (what) => addresses.find((address) => address.what.startsWith(what))!.url.slice(PUBLIC_URL.length),
    links: createUnsubscribeLinks(AUTH_SECRET),
  };
}
