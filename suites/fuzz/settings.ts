import * as fc from "fast-check";
import { resolveConfig } from "#src/config/config.ts";
import { environmentSchema, readEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { createMailTransport } from "#src/main/mail.ts";
import { createSmsTransport } from "#src/main/sms.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { parseGatewayShape } from "#src/operations/index.ts";
import { refusalOfCodes } from "./answers/errors.ts";
import { CANARIES, secretIn } from "./canaries.ts";
import type { Fault, Trial } from "./harness.ts";
import { broken, breaks, NASTY_TEXTS, spoilt, SPOILS, textOf, type Break, type Spoil } from "./values.ts";

/** Values that fit, secrets among them. */
const VALID: Readonly<Record<string, readonly string[]>> = {
  PORT: ["4747", "0"],
  PUBLIC_URL: ["https://coo.ourcompany.example"],
  DATABASE_URL: [`postgres://coo:${CANARIES.databasePassword}@127.0.0.1:9/coo`],
  AUTH_SECRET: [CANARIES.authSecret],
  ODOO_URL: ["https://erp.ourcompany.example", `https://robot:${CANARIES.odooPassword}@erp.ourcompany.example`],
  ODOO_DB: ["company"],
  ODOO_LOGIN: ["robot"],
  ODOO_API_KEY: [CANARIES.odooKey],
  ODOO_READ_API_KEY: [CANARIES.odooPassword],
  SMTP_URL: [
    `smtp://robot:${encodeURIComponent(CANARIES.smtpPassword)}@127.0.0.1:9`,
    `smtp://robot:%zz${CANARIES.smtpPassword}@127.0.0.1:9`,
  ],
  SMTP2GO_API_KEY: [CANARIES.smtp2go],
  SMTP2GO_FROM_EMAIL: ["accounts@ourcompany.example"],
  MAIL_FROM: ["Accounts <accounts@ourcompany.example>"],
  SMS_PROVIDER: ["gateway", "smtp2go", "twilio"],
  SMS_SERVER_URL: [
    "http://127.0.0.1:9/send",
    `http://127.0.0.1:9/send?key=${CANARIES.smsKey}`,
    `http://robot:${CANARIES.smsKey}@127.0.0.1:9/`,
  ],
  SMS_API_KEY: [CANARIES.smsKey, `AC${"0".repeat(32)}:${CANARIES.twilioToken}`],
  SMS_FROM_NUMBER: ["+33612345678", "Accounts"],
  SMS_GATEWAY: ['{"form":{"to":"{to}","text":"{text}"}}', `{"headers":{"x-key":"${CANARIES.smsKey}"}}`],
  WEBHOOK_SECRET: [CANARIES.webhook.repeat(2)],
  TWILIO_AUTH_TOKEN: [CANARIES.twilioToken],
};
const NAMES = Object.keys(environmentSchema.shape);

/** A valid value, a nasty text, or a secret with something nasty around it, where no secret belongs as well. */
const environment = fc.array(
  fc.record({
    name: fc.constantFrom(...NAMES),
    kind: fc.nat(5),
    nth: fc.nat(20),
    text: fc.constantFrom(...NASTY_TEXTS),
    secret: fc.constantFrom(...Object.values(CANARIES)),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Environments: read, or refused with a sentence for each variable; no secret in what is shown of them. */
export const environments: Trial<{ name: string; kind: number; nth: number; text: string; secret: string }[]> = {
  name: "settings/environment",
  share: 2_500,
  arbitrary: environment,
  judge(variables) {
    const source = Object.fromEntries(
      variables.map(({ name, kind, nth, text, secret }) => {
        const valid = VALID[name] ?? ["x"];
        return [name, kind === 0 ? text : kind === 1 ? `${text}${secret}` : valid[nth % valid.length]!];
      }),
    );
    try {
      const env = readEnv(source);
      const config = resolveConfig(env);
      const secrets = readSecrets(env);
      const leak = secretIn(JSON.stringify(config));
      if (leak !== null && !isElsewhere(source)) return leak;
      createMailTransport(config, secrets);
      createSmsTransport(config, secrets);
      if (config.odoo.kind === "server") void connectOdoo({ ...config.odoo, apiKey: secrets.odooApiKey! }).close();
      return null;
    } catch (error) {
      return refusal(error);
    }
  },
};

/** The variables whose values are never shown. What a person puts elsewhere is shown as what it was put for. */
const SECRET = [
  "DATABASE_URL",
  "AUTH_SECRET",
  "ODOO_API_KEY",
  "ODOO_READ_API_KEY",
  "SMTP_URL",
  "SMTP2GO_API_KEY",
  "SMS_API_KEY",
  "SMS_GATEWAY",
  "WEBHOOK_SECRET",
  "TWILIO_AUTH_TOKEN",
];

const isElsewhere = (source: Readonly<Record<string, string>>): boolean =>
  Object.entries(source).some(([name, value]) => !SECRET.includes(name) && secretIn(value) !== null);

/** What is said goes to a terminal, which can show anything. */
function refusal(error: unknown): Fault | null {
  const found = refusalOfCodes(error, ["config_invalid"]);
  return found?.kind === "outcome" ? null : found;
}

const SHAPES: readonly unknown[] = [
  {
    method: "POST",
    headers: { authorization: "Bearer {key}" },
    json: { to: "{to}", text: "{text}", ref: "{reference}" },
    id: "data.id",
    answers: [{ status: "2xx", where: { ok: true }, means: "accepted" }],
    lookUp: "http://127.0.0.1:9/?r={reference}",
  },
  { form: { to: "{to}", text: "{text}", key: "{key}" }, id: null },
  { method: "GET" },
];

/** Descriptions of gateways: taken, or refused with what is wrong with them. */
export const gatewayShapes: Trial<{ shape: number; breaks: Break[]; spoil: Spoil; at: number }> = {
  name: "settings/gateway",
  share: 1_000,
  arbitrary: fc.record({
    shape: fc.nat(2),
    breaks: breaks(3),
    spoil: fc.constantFrom<Spoil>("none", "none", "none", ...SPOILS),
    at: fc.nat(500),
  }),
  judge({ shape, breaks: list, spoil, at }) {
    const json = spoilt(textOf(broken(SHAPES[shape], list)), spoil, at);
    try {
      parseGatewayShape({ url: "http://127.0.0.1:9/send?to={to}", json, apiKey: CANARIES.smsKey, from: "+33612345678" });
      return null;
    } catch (error) {
      return refusal(error);
    }
  },
};
