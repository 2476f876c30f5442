import { Readable } from "node:stream";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { NodemailerError } from "nodemailer";
import { done, final, type Outcome, retry, unknown } from "../outcome.ts";
import { printable } from "../printable.ts";
import { composeMail, refusalOf } from "./compose.ts";
import type { MailMessage, MailTransport } from "./transport.ts";

export interface SmtpSettings {
  /** e.g. `smtps://user:password@mail.example.com:465`; options of nodemailer's connection in the query. */
  readonly url: string;
  /** The sender: `Name <address>` or an address. */
  readonly from: string;
  /** For connecting, in milliseconds; 30,000 unless told. Answers are waited for longer, see below. */
  readonly timeoutMs?: number;
}

/** Servers scan a message before they answer; giving up then would leave a mail in doubt that has gone out. */
const ANSWER_IN_TIMEOUTS = 4;
/** How long a whole delivery may last before it is given up. */
const DEADLINE_IN_TIMEOUTS = 6;

/**
 * Mail through any SMTP server, one connection a mail. SMTP has no look-up: once the message was handed over,
 * a lost connection is an unknown outcome that only a person can settle.
 */
export function smtpTransport(settings: SmtpSettings): MailTransport {
  return {
    name: "smtp",
    repeatable: false,
    async send(message) {
      const refusal = refusalOf(message);
      if (refusal !== undefined) return final(refusal);
      return deliver(message, await composeMail(message, settings.from), settings);
    },
    async lookUp() {
      return { kind: "unsupported" };
    },
  };
}

async function deliver(message: MailMessage, raw: Buffer, settings: SmtpSettings): Promise<Outcome> {
  const timeout = settings.timeoutMs ?? 30_000;
  const options = parseConnectionUrl(settings.url);
  const connection = new SMTPConnection({
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: ANSWER_IN_TIMEOUTS * timeout,
    dnsTimeout: timeout,
    ...options,
    logger: false,
  });
  // The server's "go ahead" is what makes nodemailer read the message: before that, nothing of it has left.
  let handedOver = false;
  let asked = false;
  const body = new Readable({
    read() {
      handedOver = true;
      // only 354 asks for the message; what comes after another answer may have been said before the message was there
      asked = String(connection.lastServerResponse).startsWith("354");
      this.push(raw);
      this.push(null);
    },
  });
  const from = addressOf(settings.from);
  const secrets = secretsOf(options);
  const recipients = [...message.to, ...message.cc];

  return new Promise<Outcome>((resolve) => {
    const deadline = setTimeout(
      () => fail(Object.assign(new Error("The delivery took too long"), { code: "ETIMEDOUT" })),
      DEADLINE_IN_TIMEOUTS * timeout,
    );
    const settle = (outcome: Outcome): void => {
      clearTimeout(deadline);
      connection.close();
      resolve(outcome);
    };
    const fail = (error: NodemailerError): void => settle(outcomeOfError(error, handedOver, secrets));
    const send = (): void =>
      connection.send({ from, to: recipients, size: raw.length }, body, (error, info) => {
        if (error !== null) return fail(error);
        settle(asked ? outcomeOfAnswer(message, info?.rejected ?? [], info?.response ?? "", secrets) : unasked());
      });

    connection.on("error", fail);
    connection.connect((error) => {
      if (error !== undefined && error !== null) return fail(error);
      if (options.auth === undefined || !connection.allowsAuth) return send();
      connection.login(options.auth, (refused) => (refused === null ? send() : fail(refused)));
    });
  });
}

function unasked(): Outcome {
  return unknown(
    "The mail server did not ask for the message and answered all the same, so its answer proves nothing; it may have been sent.",
  );
}

/** What a failed delivery may have done. Only a reply of the server to the whole message says that it was not taken. */
function outcomeOfError(error: NodemailerError, handedOver: boolean, secrets: readonly string[]): Outcome {
  const said = printable(typeof error.response === "string" ? error.response : error.message, secrets);
  const code = error.responseCode;
  if (handedOver) {
    const refused = error.code === "EMESSAGE" && code !== undefined && code >= 400 && code < 600;
    if (!refused)
      return unknown(`The mail server gave no answer to the message after it was handed over (${said}); it may have been sent.`);
    return code < 500
      ? retry(`The mail server did not take the message for now: ${said}`)
      : final(`The mail server refused the message: ${said}`);
  }
  if (error.code === "EAUTH") return retry(`The mail server refused the login, nothing was sent: ${said}`);
  if (code !== undefined && code >= 500) return final(`The mail server refused the mail: ${said}`);
  if (code !== undefined) return retry(`The mail server did not take the mail for now: ${said}`);
  if (error.code === "EENVELOPE" || error.code === "EMESSAGE") return final(`The mail could not be addressed: ${said}`);
  return retry(`The mail server could not be reached, nothing was sent: ${said}`);
}

/** A server may take the message for some recipients and refuse others; then only a person can say what to do. */
function outcomeOfAnswer(message: MailMessage, rejected: readonly string[], response: string, secrets: readonly string[]): Outcome {
  const refused = message.to.filter((address) => rejected.includes(address));
  if (refused.length > 0) {
    return unknown(
      `The mail server took the mail for some recipients and refused it for ${refused.join(", ")}: ${printable(response, secrets)}`,
    );
  }
  // nodemailer takes whatever begins with a 2 for a yes; the last line of a reply is its verdict, and 250 the only yes to a message
  if (!/^250(?: |$)/.test(response.trimEnd().split(/\r?\n/).at(-1) ?? "")) {
    return unknown(`The mail server's reply to the message cannot be read (${printable(response, secrets)}); it may have been sent.`);
  }
  return done(message.messageId);
}

/** What the server may repeat of the login. */
function secretsOf({ auth }: ReturnType<typeof parseConnectionUrl>): string[] {
  const credentials: unknown = auth;
  if (typeof credentials !== "object" || credentials === null || !("pass" in credentials)) return [];
  return typeof credentials.pass === "string" ? [credentials.pass] : [];
}

/** The bare address of `Name <address>`. */
function addressOf(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
}
