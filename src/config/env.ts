import { z } from "zod";
import { AiCooError } from "../lib/errors.ts";
import { inboundVariables } from "./inbound.ts";
import { modelFaults, modelVariables } from "./model.ts";
import { smsFaults, smsVariables } from "./sms.ts";

const url = (protocols: RegExp, example: string) => z.url({ protocol: protocols, error: `must be an address such as ${example}` });
const text = z.string().trim().min(1, "must not be empty");

/**
 * Every environment variable the product reads, with the sentence that docs/configuration.md prints.
 * An empty variable counts as not set, as shells and compose files leave them.
 */
export const environmentSchema = z.object({
  HOST: text.default("127.0.0.1").describe("Address the web server listens on."),
  PORT: z.coerce
    .number("must be a port number")
    .int()
    .min(0)
    .max(65535)
    .default(4747)
    .describe("Port the web server listens on; 0 takes any free one."),
  PUBLIC_URL: url(/^https?$/, "https://coo.example.com")
    .optional()
    .describe("Address people use to reach the web server; links in messages start with it."),
  TRUSTED_PROXIES: z.coerce
    .number("must be a number of proxies")
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe("How many reverse proxies of yours stand before the web server; each has to append to X-Forwarded-For whom it saw."),
  DATA_DIR: text.default(".data").describe("Folder of the embedded database, the demo's outbox and the published audit heads."),
  DATABASE_URL: url(/^postgres(ql)?$/, "postgres://user:password@host:5432/name")
    .optional()
    .describe("A PostgreSQL 15 or newer of your own, as a role that may create schemas and roles; embedded when not set."),
  AUDIT_HEADS_FILE: text
    .optional()
    .describe("A second file for the published audit heads, best where a restore of DATA_DIR and the database's writers do not reach."),
  AUDIT_WEBHOOK_URL: url(/^https?$/, "https://witness.example.com/audit-heads")
    .optional()
    .describe("Where the audit's head is posted daily and on every export; see docs/audit.md."),
  AUDIT_WEBHOOK_KEY: text.optional().describe("Bearer key that goes with it."),
  AUTH_SECRET: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe("Signs sessions; made and kept in the data folder when not set."),
  DRAIN_SECONDS: z.coerce
    .number("must be a number of seconds")
    .int()
    .min(0)
    .max(3600)
    .default(30)
    .describe("How long a process that is told to stop waits for what is in flight, in seconds."),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("warn")
    .describe("How much the log on standard error says."),
  ORG_ID: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and dashes")
    .optional()
    .describe(
      "Identifier of the organisation this installation serves; `main` when not set, and `demo` for the simulated company. `ai-coo web` with DATABASE_URL needs it or ODOO_URL.",
    ),
  ORG_NAME: text.optional().describe("Name of the organisation as people see it; Odoo's company name when not set."),
  ODOO_URL: url(/^https?$/, "https://odoo.example.com")
    .optional()
    .describe("Address of your Odoo; the simulated company runs when not set."),
  ODOO_DB: text.optional().describe("Odoo's database name."),
  ODOO_LOGIN: text.optional().describe("Login of the Odoo user AI COO works as."),
  ODOO_API_KEY: text.optional().describe("API key of that user."),
  ODOO_READ_API_KEY: text.optional().describe("API key of a second user that may only read, for analyses."),
  DEMO_RELEASE: z.enum(["14", "19"]).default("19").describe("Release of Odoo that the simulated company speaks."),
  SMTP_URL: url(/^smtps?$/, "smtps://user:password@mail.example.com:465")
    .optional()
    .describe("Mail server for outgoing mail."),
  SMTP2GO_API_KEY: text.optional().describe("API key of SMTP2GO for outgoing mail; goes before SMTP_URL."),
  SMTP2GO_URL: url(/^https?$/, "https://eu-api.smtp2go.com/v3")
    .default("https://api.smtp2go.com/v3")
    .describe("Address of SMTP2GO's API, to choose a region."),
  SMTP2GO_FROM_EMAIL: z.email("must be a mail address").optional().describe("Sender address registered with SMTP2GO."),
  MAIL_FROM: text.optional().describe("Sender of outgoing mail through SMTP_URL, such as `Accounts <accounts@example.com>`."),
  ...smsVariables,
  ...inboundVariables,
  ...modelVariables,
});

export type Environment = z.output<typeof environmentSchema>;

/**
 * Reads and checks the environment.
 * @throws AiCooError `config_invalid` naming every variable at fault and what it should be.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw invalid(faults);
  }
  const faults = incomplete(parsed.data);
  if (faults.length > 0) throw invalid(faults);
  return parsed.data;
}

/**
 * What opens a door to the outside: to Odoo, to a mail or an SMS provider, to a model, to whoever keeps the audit's
 * heads. The process that serves the page reads none of it. TWILIO_AUTH_TOKEN stays, because Twilio signs its webhooks
 * with it and nothing else; it could send as well, and the page has no code that does.
 */
const DOORS = [
  "ODOO_API_KEY",
  "ODOO_READ_API_KEY",
  "SMTP_URL",
  "SMTP2GO_API_KEY",
  "SMS_SERVER_URL",
  "SMS_API_KEY",
  "SMS_GATEWAY",
  "AUDIT_WEBHOOK_URL",
  "AUDIT_WEBHOOK_KEY",
  "ANTHROPIC_API_KEY",
] as const satisfies readonly (keyof Environment)[];

/**
 * The environment of the process that serves the page, without the keys that open a door to the outside: those that
 * are set are removed from `source` unread, and named in `withheld`. Which organisation it serves has to be said where
 * the database is not that of the data folder: the default rests on what the workers are told of Odoo.
 * @throws AiCooError `config_invalid` naming every variable at fault and what it should be.
 */
export function readWebEnv(source: Record<string, string | undefined> = process.env): {
  readonly env: Environment;
  readonly withheld: readonly string[];
} {
  const withheld = DOORS.filter((name) => source[name] !== undefined && source[name] !== "");
  for (const name of DOORS) delete source[name];
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  const { DATABASE_URL, ORG_ID, ODOO_URL } = parsed.data;
  if (DATABASE_URL !== undefined && ORG_ID === undefined && ODOO_URL === undefined) {
    throw invalid([
      "ORG_ID or ODOO_URL must be set because DATABASE_URL is: without them the page would serve another organisation than the workers. Give it the ODOO_URL that they have, which is no secret, or the ORG_ID that they name when they start (`main` with an Odoo of your own, `demo` with the simulated company)",
    ]);
  }
  return { env: parsed.data, withheld };
}

/** Variables that only make sense together. */
function incomplete(env: Environment): string[] {
  const faults: string[] = [];
  if (env.ODOO_URL !== undefined) {
    for (const name of ["ODOO_DB", "ODOO_LOGIN", "ODOO_API_KEY"] as const) {
      if (env[name] === undefined) faults.push(`${name} must be set because ODOO_URL is`);
    }
    if (env.SMTP2GO_API_KEY === undefined && env.SMTP_URL === undefined) {
      faults.push("SMTP_URL or SMTP2GO_API_KEY must be set because ODOO_URL is: reminders to real customers need a real mail server");
    }
  }
  // what is posted is no secret, but whoever can change it on the way makes it worthless
  if (env.AUDIT_WEBHOOK_URL?.startsWith("http:") === true && !/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(env.AUDIT_WEBHOOK_URL))
    faults.push("AUDIT_WEBHOOK_URL must begin with https unless it is on this machine");
  if (env.SMTP2GO_API_KEY !== undefined && env.SMTP2GO_FROM_EMAIL === undefined)
    faults.push("SMTP2GO_FROM_EMAIL must be set because SMTP2GO_API_KEY is");
  if (env.SMTP_URL !== undefined && env.SMTP2GO_API_KEY === undefined && env.MAIL_FROM === undefined)
    faults.push("MAIL_FROM must be set because SMTP_URL is");
  return [...faults, ...smsFaults(env), ...modelFaults(env)];
}

function invalid(faults: readonly string[]): AiCooError {
  return new AiCooError(
    "config_invalid",
    `The configuration is not usable, so nothing was started:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    {
      next: "Set these environment variables and start again; docs/configuration.md lists them all.",
      details: { faults },
    },
  );
}
