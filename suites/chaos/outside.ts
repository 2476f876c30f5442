import { startSimulator, type Release, type Simulator } from "#simulator/index.ts";
import { startSmtp2go } from "#simulator/mail/smtp2go.ts";
import { startSmtpSink } from "#simulator/mail/smtpSink.ts";
import { startSmsGateway } from "#simulator/sms/gateway.ts";
import { startSmtp2goSms } from "#simulator/sms/smtp2goSms.ts";
import { startTwilio } from "#simulator/sms/twilio.ts";
import type { SmsStandIn } from "#simulator/sms/standIn.ts";
import { type Entry, Ledger } from "./ledger.ts";
import { strikeMail, strikeSms, strikeSmtp } from "./messages.ts";
import { strikeOdoo } from "./odoo.ts";
import type { Org } from "./plan.ts";

/** A message that was taken outside: it would have reached a person. */
export interface TakenMessage {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** The action that it says it is of; of an SMS only its number tells. */
  readonly actionId: string | undefined;
}

/** Everything outside the product for one organisation, in the judge's own process: it is never killed. */
export interface Outside extends AsyncDisposable {
  readonly org: Org;
  readonly simulator: Simulator;
  readonly ledger: Ledger;
  /** The actions by what the stand-ins see of them. */
  readonly byDeal: Map<number, Entry>;
  readonly byAddress: Map<string, Entry>;
  /** Whether this organisation's mail can be looked up. */
  readonly mailLooksUp: boolean;
  /** What a process of the product is configured with to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  mails(): readonly TakenMessage[];
  texts(): readonly TakenMessage[];
}

const RELEASES: Readonly<Record<Org, Release>> = { alpha: 19, beta: 14, gamma: 19 };

export async function openOutside(org: Org): Promise<Outside> {
  await using opened = new AsyncDisposableStack();
  const ledger = new Ledger();
  const byDeal = new Map<number, Entry>();
  const byAddress = new Map<string, Entry>();
  const simulator = await startSimulator({ release: RELEASES[org], company: "empty", now: () => new Date() });
  opened.defer(() => simulator.stop());
  strikeOdoo(simulator, ledger, (id) => byDeal.get(id));
  const of = (address: string): Entry | undefined => byAddress.get(address.toLowerCase());
  const mail = await openMail(org, ledger, of);
  opened.defer(() => mail.stop());
  const sms = await openSms(org);
  opened.defer(() => sms.standIn.stop());
  strikeSms(sms.standIn, ledger, of);
  const resources = opened.move();
  return {
    org,
    simulator,
    ledger,
    byDeal,
    byAddress,
    mailLooksUp: mail.looksUp,
    environment: {
      ODOO_URL: simulator.url,
      ODOO_DB: simulator.database,
      ODOO_LOGIN: simulator.login,
      ODOO_API_KEY: simulator.apiKey,
      ...mail.environment,
      ...sms.environment,
    },
    mails: () => mail.taken(),
    texts: () => sms.standIn.sent().map(({ to, text }) => ({ to: [to], subject: "", text, actionId: undefined })),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

interface Mail {
  readonly environment: Readonly<Record<string, string>>;
  readonly looksUp: boolean;
  taken(): readonly TakenMessage[];
  stop(): Promise<void>;
}

async function openMail(org: Org, ledger: Ledger, of: (address: string) => Entry | undefined): Promise<Mail> {
  if (org === "alpha") {
    const sink = await startSmtpSink();
    strikeSmtp(sink, ledger, of);
    return {
      environment: { SMTP_URL: sink.url, MAIL_FROM: "Accounts <accounts@ourcompany.example>" },
      looksUp: false,
      taken: () =>
        sink.messages().map(({ recipients, mail }) => ({
          to: recipients,
          subject: mail.subject ?? "",
          text: mail.text ?? "",
          actionId: /<([0-9a-f-]{36})@ai-coo>/.exec(mail.messageId ?? "")?.[1],
        })),
      stop: () => sink.stop(),
    };
  }
  const provider = await startSmtp2go();
  strikeMail(provider, ledger, of);
  return {
    environment: { SMTP2GO_API_KEY: provider.apiKey, SMTP2GO_URL: provider.url, SMTP2GO_FROM_EMAIL: "accounts@ourcompany.example" },
    looksUp: true,
    taken: () =>
      provider.sent().map(({ to, cc, subject, textBody, headers }) => ({
        to: [...to, ...cc],
        subject,
        text: textBody,
        actionId: headers["X-Aicoo-Action"],
      })),
    stop: () => provider.stop(),
  };
}

async function openSms(org: Org): Promise<{ readonly standIn: SmsStandIn; readonly environment: Readonly<Record<string, string>> }> {
  switch (org) {
    case "alpha": {
      const standIn = await startSmsGateway();
      const shape = {
        json: { to: "{to}", from: "{from}", message: "{text}", reference: "{reference}" },
        lookUp: `${standIn.url}/messages?reference={reference}`,
      };
      return {
        standIn,
        environment: {
          SMS_PROVIDER: "gateway",
          SMS_SERVER_URL: `${standIn.url}/send`,
          SMS_API_KEY: standIn.apiKey,
          SMS_FROM_NUMBER: "+33600000001",
          SMS_GATEWAY: JSON.stringify(shape),
        },
      };
    }
    case "beta": {
      const standIn = await startTwilio();
      return {
        standIn,
        environment: {
          SMS_PROVIDER: "twilio",
          SMS_SERVER_URL: standIn.url,
          SMS_API_KEY: `${standIn.accountSid}:${standIn.apiKey}`,
          SMS_FROM_NUMBER: "+33600000002",
        },
      };
    }
    case "gamma": {
      const standIn = await startSmtp2goSms();
      return {
        standIn,
        environment: {
          SMS_PROVIDER: "smtp2go",
          SMS_SERVER_URL: standIn.url,
          SMS_API_KEY: standIn.apiKey,
          SMS_FROM_NUMBER: "+33600000003",
        },
      };
    }
  }
}
