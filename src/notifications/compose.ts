import type { ActionRow } from "#src/db/access/autonomousActions.ts";
import { getRiskReasons } from "#src/db/access/riskReasons.ts";
import type { OwnNotificationRow } from "#src/db/access/notifications.ts";
import type { TxContext } from "#src/db/index.ts";
import { RISK_LEVELS } from "#src/protocol/index.ts";
import { actionText } from "./actionText.ts";
import { whatWasDecided } from "./decided.ts";
import { composeApprovalMail, composeTestMail } from "./mail.ts";
import type { Approver } from "./people.ts";
import type { NotifierPorts } from "./ports.ts";
import type { NotificationSettings } from "./settings.ts";
import { actionOfReceipt, composeApprovalSms, composeManySms, composeReceipt, composeTestSms } from "./smsText.ts";
import type { ActsFor } from "./standIns.ts";
import { mintCode, mintLink } from "./tokens.ts";
import { wordsOf } from "./words.ts";

/** What goes out, and the tokens that were made for it. */
export type Message = { readonly tokenIds: readonly string[] } & (
  | { readonly kind: "mail"; readonly subject: string; readonly text: string; readonly html: string; readonly language: string }
  | { readonly kind: "sms"; readonly body: string }
);

/** An action that somebody is asked about: for themselves (null), in the place of who is away, or both. */
export interface Asked {
  readonly action: ActionRow;
  readonly seats: readonly (ActsFor | null)[];
}

export interface About {
  readonly person: Approver;
  /** The first of the rows that it is sent for. */
  readonly row: OwnNotificationRow;
  readonly asked: readonly Asked[];
  readonly ports: NotifierPorts;
  readonly settings: NotificationSettings;
}

/** Actions that a list names; the others are a number and the inbox. */
const MOST_LISTED = 20;

/** Composes a message and makes the links and codes in it, which stand nowhere but there. */
export async function compose(ctx: TxContext, about: About): Promise<Message> {
  return about.row.channel === "email" ? mailAbout(ctx, about) : smsAbout(ctx, about);
}

async function mailAbout(ctx: TxContext, { person, row, asked, ports }: About): Promise<Message> {
  const { language } = person.settings;
  if (row.kind === "test" || row.kind === "receipt") return { kind: "mail", language, tokenIds: [], ...composeTestMail(person) };
  const words = wordsOf(language);
  const inboxUrl = origin(ports) === null ? null : `${origin(ports)}/`;
  const tokenIds: string[] = [];
  const listed = [];
  for (const { action, seats } of asked.slice(0, MOST_LISTED)) {
    const ways = [];
    for (const actsFor of seats) {
      const link = await linkTo(ctx, person, { action, actsFor }, ports);
      if (link !== null) tokenIds.push(link.id);
      ways.push({ actsFor, url: link?.url ?? null });
    }
    listed.push({ action: actionText(action, words, await getRiskReasons(ctx, action.actionId)), ways });
  }
  const mail = composeApprovalMail(person, row.kind, listed, { more: asked.length - listed.length, inboxUrl });
  return { kind: "mail", language, tokenIds, ...mail };
}

async function smsAbout(ctx: TxContext, { person, row, asked, ports, settings }: About): Promise<Message> {
  if (row.kind === "receipt") {
    const actionId = actionOfReceipt(row.detail);
    const decided = actionId === null ? null : await whatWasDecided(ctx, actionId);
    return { kind: "sms", tokenIds: [], body: composeReceipt(person, row.detail, decided) };
  }
  if (row.kind === "test") return { kind: "sms", tokenIds: [], body: composeTestSms(person) };
  const [only, ...others] = asked;
  if (row.kind === "digest" || only === undefined || others.length > 0) {
    const inbox = origin(ports);
    return { kind: "sms", tokenIds: [], body: composeManySms(person, asked.length, inbox === null ? null : `${inbox}/`) };
  }
  const { action, seats } = only;
  // there is room for one answer: their own where they are asked themselves, which leaves the other's voice to the other
  const actsFor = seats.includes(null) ? null : (seats[0] ?? null);
  const whom = { userId: person.userId, forUser: actsFor?.userId ?? null };
  const code = mayAnswer(person, action, settings) ? await mintCode(ctx, whom, action) : null;
  const link = await linkTo(ctx, person, { action, actsFor }, ports);
  const text = actionText(action, wordsOf(person.settings.language));
  const body = composeApprovalSms(person, row.kind, { action: text, actsFor, code: code?.secret ?? null, url: link?.url ?? null });
  return { kind: "sms", tokenIds: [code, link].flatMap((token) => (token === null ? [] : [token.id])), body };
}

/** Whether an answer by SMS decides: the document and the organisation allow it at this risk, and nobody guessed codes. */
function mayAnswer(person: Approver, action: ActionRow, { smsDecides }: NotificationSettings): boolean {
  if (smsDecides === "never" || person.isSmsLocked || !action.actionProtocol.approval.channels.includes("sms")) return false;
  return RISK_LEVELS.indexOf(action.riskLevel) <= RISK_LEVELS.indexOf(smsDecides);
}

/** Behind the `#`, which no browser sends to a server and no log keeps. */
async function linkTo(
  ctx: TxContext,
  { userId }: Approver,
  { action, actsFor }: { readonly action: ActionRow; readonly actsFor: ActsFor | null },
  ports: NotifierPorts,
) {
  const base = origin(ports);
  if (base === null) return null;
  const { id, secret } = await mintLink(ctx, { userId, forUser: actsFor?.userId ?? null }, action);
  return { id, url: `${base}/decide#${secret}` };
}

const origin = ({ publicUrl }: NotifierPorts): string | null => publicUrl?.replace(/\/+$/, "") ?? null;
