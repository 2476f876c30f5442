import { startSimulator, type Simulator } from "#simulator/index.ts";
import { startSmtp2go } from "#simulator/mail/smtp2go.ts";
import { startSmtpSink } from "#simulator/mail/smtpSink.ts";
import { startSmsGateway } from "#simulator/sms/gateway.ts";

/** How mail leaves: through a provider that can be asked what it sent, or through a plain mail server that cannot. */
export type MailKind = "smtp2go" | "smtp";

/** Everything outside the product, with ledgers of what reached it; it lives through backup and restore, as the world does. */
export interface Outside extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly environment: Readonly<Record<string, string>>;
  /** The text of every message that was taken, in order. */
  messages(): readonly string[];
}

export async function openOutside(mailKind: MailKind): Promise<Outside> {
  await using opened = new AsyncDisposableStack();
  const simulator = await startSimulator({ release: 19, company: "empty", now: () => new Date() });
  opened.defer(() => simulator.stop());
  const mail = mailKind === "smtp" ? await openSmtp() : await openSmtp2go();
  opened.defer(() => mail.stop());
  const sms = await startSmsGateway();
  opened.defer(() => sms.stop());
  const shape = {
    json: { to: "{to}", from: "{from}", message: "{text}", reference: "{reference}" },
    lookUp: `${sms.url}/messages?reference={reference}`,
  };
  const resources = opened.move();
  return {
    simulator,
    environment: {
      ODOO_URL: simulator.url,
      ODOO_DB: simulator.database,
      ODOO_LOGIN: simulator.login,
      ODOO_API_KEY: simulator.apiKey,
      ...mail.environment,
      SMS_PROVIDER: "gateway",
      SMS_SERVER_URL: `${sms.url}/send`,
      SMS_API_KEY: sms.apiKey,
      SMS_FROM_NUMBER: "+33600000001",
      SMS_GATEWAY: JSON.stringify(shape),
    },
    messages: () => [...mail.taken(), ...sms.sent().map(({ text }) => text)],
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function openSmtp2go() {
  const provider = await startSmtp2go();
  return {
    environment: { SMTP2GO_API_KEY: provider.apiKey, SMTP2GO_URL: provider.url, SMTP2GO_FROM_EMAIL: "accounts@ourcompany.example" },
    taken: () => provider.sent().map(({ textBody }) => textBody),
    stop: () => provider.stop(),
  };
}

async function openSmtp() {
  const sink = await startSmtpSink();
  return {
    environment: { SMTP_URL: sink.url, MAIL_FROM: "Accounts <accounts@ourcompany.example>" },
    taken: () => sink.messages().map(({ mail }) => mail.text ?? ""),
    stop: () => sink.stop(),
  };
}
