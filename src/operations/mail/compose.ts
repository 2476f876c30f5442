import MailComposer from "nodemailer/lib/mail-composer";
import { printable } from "../printable.ts";
import { ACTION_HEADER, type MailMessage } from "./transport.ts";

/** One bare address: what could carry a second one, a name or a line break is not an address. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]{1,253}$/u;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MESSAGE_ID = /^<[^\s<>@]+@[^\s<>@]+>$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

/**
 * Why this mail must not leave in any form, or `undefined`. The protocol refuses such values long before;
 * this is the last door, so that nothing that reaches a transport can add a header or a recipient.
 */
export function refusalOf(message: MailMessage): string | undefined {
  if (!UUID.test(message.actionId)) return "The mail carries no valid action id.";
  if (!MESSAGE_ID.test(message.messageId)) return "The mail carries no valid Message-ID.";
  if (message.to.length === 0) return "The mail has no recipient.";
  const addresses = [...message.to, ...message.cc, ...(message.replyTo === undefined ? [] : [message.replyTo])];
  const bad = addresses.find((address) => !ADDRESS.test(address));
  if (bad !== undefined) return `"${printable(bad)}" is not a mail address.`;
  if (message.listUnsubscribe !== undefined && !ADDRESS.test(message.listUnsubscribe.mailto)) return "The unsubscribe address is none.";
  if (CONTROL.test(message.subject)) return "The subject holds a control character.";
  if (message.language !== undefined && !/^[A-Za-z0-9-]{1,35}$/.test(message.language)) return "The language is not a language tag.";
  return undefined;
}

/** The mail as the bytes of an RFC 5322 message with CRLF line ends. Reads no file and fetches nothing. */
export async function composeMail(message: MailMessage, from: string): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    to: [...message.to],
    cc: [...message.cc],
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
    subject: message.subject,
    messageId: message.messageId,
    date: message.date,
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    // whole on their lines: a link that was broken up is not recognised everywhere, and none of them is as long as a line may be
    headers: Object.fromEntries(
      Object.entries(headersOf(message, [...message.to, ...message.cc])).map(([name, value]) => [name, { prepared: true, value }]),
    ),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The headers beside the standard ones, of a copy that goes to these recipients together. */
export function headersOf(message: MailMessage, recipients: readonly string[]): Record<string, string> {
  return {
    ...unsubscribeHeaders(message, recipients),
    [ACTION_HEADER]: message.actionId,
    // Keeps absence notes and list robots from answering.
    "Auto-Submitted": "auto-generated",
    ...(message.language === undefined ? {} : { "Content-Language": message.language }),
  };
}

/**
 * One click unsubscribes (RFC 8058). A copy that several people get cannot say which of them clicked: it offers the mail address
 * alone, from which everybody writes as themselves.
 */
function unsubscribeHeaders({ listUnsubscribe }: MailMessage, recipients: readonly string[]): Record<string, string> {
  if (listUnsubscribe === undefined) return {};
  const [only, ...others] = recipients;
  const byMail = `<mailto:${encodeURI(listUnsubscribe.mailto)}?subject=unsubscribe>`;
  if (only === undefined || others.length > 0) return { "List-Unsubscribe": byMail };
  return {
    "List-Unsubscribe": `<${listUnsubscribe.urlFor(only)}>, ${byMail}`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}
