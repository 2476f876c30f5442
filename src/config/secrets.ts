import type { Environment } from "./env.ts";
import { readInboundSecrets, type InboundSecrets } from "./inbound.ts";
import { readSmsSecrets, type SmsSecrets } from "./sms.ts";

/** What must never be printed, logged or handed to the web process unless it needs it. */
export interface Secrets {
  readonly databaseUrl: string | undefined;
  readonly authSecret: string | undefined;
  readonly odooApiKey: string | undefined;
  readonly odooReadApiKey: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly smtp2goApiKey: string | undefined;
  /** Where the audit's head is posted; the address may hold a secret as well as the key. */
  readonly auditWebhook: { readonly url: string; readonly key: string | undefined } | undefined;
  /** For Claude; no model is asked without it. */
  readonly anthropicApiKey: string | undefined;
  readonly sms: SmsSecrets;
  readonly inbound: InboundSecrets;
}

/** The secrets of the environment, apart from the configuration so that one can be shown and the other not. */
export function readSecrets(env: Environment): Secrets {
  return {
    databaseUrl: env.DATABASE_URL,
    authSecret: env.AUTH_SECRET,
    odooApiKey: env.ODOO_API_KEY,
    odooReadApiKey: env.ODOO_READ_API_KEY,
    smtpUrl: env.SMTP_URL,
    smtp2goApiKey: env.SMTP2GO_API_KEY,
    auditWebhook: env.AUDIT_WEBHOOK_URL === undefined ? undefined : { url: env.AUDIT_WEBHOOK_URL, key: env.AUDIT_WEBHOOK_KEY },
    anthropicApiKey: env.ANTHROPIC_API_KEY,
    sms: readSmsSecrets(env),
    inbound: readInboundSecrets(env),
  };
}
