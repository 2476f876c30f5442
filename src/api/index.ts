export {
  createAccounts,
  SIGN_IN_LINK_LIFE_MINUTES,
  signInUrl,
  type Accounts,
  type AccountsOptions,
  type CreateKeyInput,
} from "./accounts/index.ts";
export { createApi } from "./app.ts";
export type { ApiDeps, ModelMonth } from "./deps.ts";
export { isTwilioSignature } from "./inbound/twilioSignature.ts";
export { WEBHOOK_PROVIDERS, type GatewayInbound, type Inbound, type WebhookProvider } from "./inbound/types.ts";
export { loadWebApp, type WebApp } from "./web/webApp.ts";
export { ensureWebBuilt } from "./web/build.ts";
