import { access, constants, mkdir } from "node:fs/promises";
import { parseConnectionUrl } from "nodemailer/lib/shared";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { NodemailerError } from "nodemailer";
import { doorOf, type DoorCheck } from "../doorCheck.ts";
import { printable } from "../printable.ts";
import { postJson } from "./postJson.ts";
import type { Smtp2goSettings } from "./smtp2go.ts";
import { readSend } from "./smtp2goAnswers.ts";
import type { SmtpSettings } from "./smtp.ts";

const TIMEOUT_MS = 10_000;

/** Connects, greets and logs in, and goes again: no mail is begun. */
export async function checkSmtp({ url, timeoutMs: timeout = TIMEOUT_MS }: Pick<SmtpSettings, "url" | "timeoutMs">): Promise<DoorCheck> {
  const options = parseConnectionUrl(url);
  const where = `${options.host}:${options.port ?? (options.secure === true ? 465 : 587)}`;
  const connection = new SMTPConnection({
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    ...options,
    logger: false,
  });
  return new Promise<DoorCheck>((resolve) => {
    const settle = (check: DoorCheck): void => {
      connection.close();
      resolve(check);
    };
    connection.on("error", (error) => settle(faultOf(error, where, url)));
    connection.connect((error) => {
      if (error !== undefined && error !== null) return settle(faultOf(error, where, url));
      if (options.auth === undefined)
        return settle({ ok: true, sentence: `The mail server ${where} answers; it is used without a login.` });
      if (!connection.allowsAuth) {
        return settle({
          ok: false,
          sentence: `The mail server ${where} answers and offers no login, although one is configured.`,
          next: "Use the port for sending with a login, usually 465 or 587, in SMTP_URL.",
        });
      }
      connection.login(options.auth, (refused) =>
        settle(refused === null ? { ok: true, sentence: `The mail server ${where} takes the login.` } : faultOf(refused, where, url)),
      );
    });
  });
}

/** What went wrong, and which part of the setting it points at. */
function faultOf(error: NodemailerError, where: string, url: string): DoorCheck {
  const secrets = secretsOf(url);
  const said = printable(typeof error.response === "string" ? error.response : error.message, secrets);
  const fault = FAULTS[error.code ?? ""] ?? UNUSABLE;
  return { ok: false, sentence: `${fault.says(where)}: ${said}.`, next: fault.next };
}

interface Fault {
  readonly says: (where: string) => string;
  readonly next: string;
}

const UNUSABLE: Fault = {
  says: (where) => `The mail server ${where} cannot be used`,
  next: "Check host and port in SMTP_URL, and that the server is up.",
};
const NO_NAME: Fault = { says: () => "There is no mail server under that name", next: "Check the host in SMTP_URL." };

/** By the codes of nodemailer. */
const FAULTS: Readonly<Record<string, Fault>> = {
  EAUTH: { says: (where) => `The mail server ${where} refuses the login`, next: "Check the user and the password in SMTP_URL." },
  EDNS: NO_NAME,
  ENOTFOUND: NO_NAME,
  ETLS: {
    says: (where) => `No safe connection to ${where} comes about`,
    next: "Use smtps:// for port 465 and smtp:// for 587, and check the server's certificate.",
  },
  ETIMEDOUT: {
    says: (where) => `The mail server ${where} does not answer in time`,
    next: "Check the port in SMTP_URL, and that no firewall is between.",
  },
};

function secretsOf(url: string): string[] {
  const password = URL.parse(url)?.password ?? "";
  return password === "" ? [] : [password, decodeURIComponent(password)];
}

/** Asks for a mail that was never sent: the key has to be valid and to see what was sent, as looking up after a lost answer needs. */
export async function checkSmtp2go(settings: Smtp2goSettings, now: Date): Promise<DoorCheck> {
  const answer = await postJson({
    url: `${settings.baseUrl.replace(/\/+$/, "")}/activity/search`,
    headers: { "X-Smtp2go-Api-Key": settings.apiKey },
    body: { start_date: now.toISOString(), search_recipient: "nobody@ai-coo.invalid", limit: 1 },
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
  });
  const { errorCode, error } = answer.kind === "answered" ? readSend(answer.body) : { errorCode: undefined, error: undefined };
  const check = doorOf("SMTP2GO", answer, {
    words: [errorCode, error].filter((part) => part !== undefined).join(": "),
    secrets: [settings.apiKey],
    setting: "SMTP2GO_API_KEY",
    permission: "use emails and activity search",
  });
  return check.ok
    ? { ok: true, sentence: "SMTP2GO knows the key and shows what was sent. Whether it takes the sender shows at the first mail." }
    : check;
}

/** Whether the demo's mails can be written. */
export async function checkFolder(dir: string): Promise<DoorCheck> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK);
    return { ok: true, sentence: "Messages are written to a folder of this computer and reach nobody." };
  } catch (error) {
    const said = error instanceof Error ? printable(error.message) : "unknown";
    return {
      ok: false,
      sentence: `The folder for messages cannot be written: ${said}.`,
      next: "Make the data folder writable for this user.",
    };
  }
}
