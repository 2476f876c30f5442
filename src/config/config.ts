import { resolve } from "node:path";
import type { Environment } from "./env.ts";
import { smsInboundFields, type SmsInboundFields } from "./inbound.ts";
import { resolveModel, type ModelConfig } from "./model.ts";
import { resolveSms, type SmsConfig } from "./sms.ts";

/** What every process of the installation is set to do, whatever its part. Paths are absolute. */
export interface CommonConfig {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  /** A second place for the published heads of the audit. */
  readonly auditHeadsFile: string | undefined;
  readonly logLevel: string;
  readonly database: "embedded" | "external";
  readonly organisation: { readonly id: string; readonly name: string | undefined };
  /** Where people open Odoo; absent with the simulated company, which has no pages. */
  readonly odooUrl: string | undefined;
  /** How long a process that is told to stop waits for what is in flight. */
  readonly drainSeconds: number;
  /** How many reverse proxies of one's own stand before the web server. */
  readonly trustedProxies: number;
  /** Where an SMS stands in what the organisation's own gateway reports. */
  readonly smsInbound: SmsInboundFields;
}

/** What this installation is set to do; holds no secret. */
export interface Config extends CommonConfig {
  readonly odoo:
    | { readonly kind: "simulated"; readonly release: 14 | 19 }
    | { readonly kind: "server"; readonly url: string; readonly database: string; readonly login: string };
  readonly mail:
    | { readonly kind: "outbox"; readonly from: string }
    | { readonly kind: "smtp"; readonly from: string }
    | { readonly kind: "smtp2go"; readonly from: string; readonly url: string };
  readonly sms: SmsConfig;
  readonly model: ModelConfig;
}

/** What the command line may set in place of the environment. */
export interface ConfigOverrides {
  readonly port?: number | undefined;
  readonly dataDir?: string | undefined;
}

/** The configuration that the environment asks for; see docs/configuration.md for the rules. */
export function resolveConfig(env: Environment, overrides: ConfigOverrides = {}): Config {
  return {
    ...resolveCommonConfig(env, overrides),
    odoo: resolveOdoo(env),
    mail: resolveMail(env),
    sms: resolveSms(env),
    model: resolveModel(env),
  };
}

/** The part of it that names no door to the outside: all that the process of the page needs. */
export function resolveCommonConfig(env: Environment, overrides: ConfigOverrides = {}): CommonConfig {
  return {
    host: env.HOST,
    port: overrides.port ?? env.PORT,
    publicUrl: env.PUBLIC_URL,
    dataDir: resolve(overrides.dataDir ?? env.DATA_DIR),
    auditHeadsFile: env.AUDIT_HEADS_FILE === undefined ? undefined : resolve(env.AUDIT_HEADS_FILE),
    logLevel: env.LOG_LEVEL,
    database: env.DATABASE_URL === undefined ? "embedded" : "external",
    organisation: { id: env.ORG_ID ?? defaultOrganisation(env), name: env.ORG_NAME },
    odooUrl: env.ODOO_URL,
    drainSeconds: env.DRAIN_SECONDS,
    trustedProxies: env.TRUSTED_PROXIES,
    smsInbound: smsInboundFields(env),
  };
}

/**
 * The simulated company is an organisation of its own: what the demo remembers and allows (contacts at any hour,
 * ids of invoices) must never count for a real one that is opened in the same data folder.
 */
function defaultOrganisation(env: Environment): string {
  if (env.ODOO_URL !== undefined) return "main";
  return env.DEMO_RELEASE === "14" ? "demo-14" : "demo";
}

function resolveOdoo(env: Environment): Config["odoo"] {
  if (env.ODOO_URL === undefined) return { kind: "simulated", release: env.DEMO_RELEASE === "14" ? 14 : 19 };
  return { kind: "server", url: env.ODOO_URL, database: env.ODOO_DB!, login: env.ODOO_LOGIN! };
}

function resolveMail(env: Environment): Config["mail"] {
  if (env.SMTP2GO_API_KEY !== undefined) return { kind: "smtp2go", from: env.SMTP2GO_FROM_EMAIL!, url: env.SMTP2GO_URL };
  if (env.SMTP_URL !== undefined) return { kind: "smtp", from: env.MAIL_FROM! };
  return { kind: "outbox", from: env.MAIL_FROM ?? "Linden & Vale <accounts@linden-vale.example>" };
}
