import type { Unsubscriber } from "#src/outreach/index.ts";

/** Whose webhooks an address is for. */
export const WEBHOOK_PROVIDERS = ["smtp2go", "sms"] as const;
export type WebhookProvider = (typeof WEBHOOK_PROVIDERS)[number];

/** Where an SMS stands in what a gateway of the user's own sends; paths in JSON (`message.text`), names in a form. */
export interface GatewayInbound {
  readonly from: string;
  readonly text: string;
  readonly id: string;
}

/** What the API needs to believe who calls it without a session. None of it can cause an effect. */
export interface Inbound {
  /** Whether this is the secret of an organisation's webhooks of a provider; takes the same time whatever is given. */
  isSecret(orgId: string, provider: WebhookProvider, given: string): boolean;
  /** Whether Twilio signed this for the organisation; false where it is not configured. */
  isFromTwilio(orgId: string, request: { readonly target: string; readonly form: URLSearchParams; readonly signature: string }): boolean;
  /** Opens the token of an unsubscribe link; null for anything that we did not make. */
  openUnsubscribe(token: string): Unsubscriber | null;
  /** How the organisation's own gateway reports an SMS. */
  readonly gateway: GatewayInbound;
}
