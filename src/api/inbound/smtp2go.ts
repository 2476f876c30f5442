import { withTransaction, type Context } from "#src/db/index.ts";
import { getActionById } from "#src/db/access/autonomousActions.ts";
import { settleLeftActions } from "#src/actions/index.ts";
import { noteInbound, normaliseAddress, takeInbound, type InboundReport } from "#src/outreach/index.ts";
import { isTerminal } from "#src/protocol/index.ts";
import { e164, textAt } from "./body.ts";
import { unreadable } from "./refusals.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What a report says of an address; events that say nothing about it (soft bounces, opens) have none. */
type Meaning = Pick<InboundReport, "consequence">;

/** Events of a mail that was taken in for delivery: whatever became of it later, it left. */
const LEFT = new Set(["processed", "delivered", "bounce", "spam", "open", "click", "unsubscribe"]);
const ACTION_HEADER = "x-aicoo-action";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Takes one event of SMTP2GO's. They are not signed, come up to 35 times and in any order: each counts once, and a word that a mail
 * left settles an action in doubt as done, never the other way round.
 * Source: SMTP2GO's documentation of webhooks, as of 2026.
 */
export async function takeSmtp2goEvent(ctx: Context, fields: Fields): Promise<void> {
  const event = textAt(fields, "event")?.toLowerCase();
  if (event === undefined || event === "" || event.length > 40) throw unreadable("it names no event");
  if (event === "opt-out") return takeOptOut(ctx, fields);
  const isBounce = event === "bounce";
  const kind = isBounce ? `${textAt(fields, "bounce")?.toLowerCase() === "hard" ? "hard" : "soft"}_bounce` : event;
  const meaning = meaningOf(kind, fields);
  const headers = Object.fromEntries(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const named = textAt(fields, headers[ACTION_HEADER] ?? ACTION_HEADER)
    ?.trim()
    .toLowerCase();
  const actionId = named !== undefined && UUID.test(named) ? named : undefined;
  if (meaning === null && (actionId === undefined || !LEFT.has(event))) return;

  const address = mailAddress(textAt(fields, "rcpt"));
  const emailId = textAt(fields, "email_id")?.slice(0, 100).toWellFormed();
  if (address === undefined || emailId === undefined || emailId === "") throw unreadable("it names no recipient or no email_id");
  const time = textAt(fields, "time")?.slice(0, 40).toWellFormed() ?? "";
  await withTransaction(ctx, async (inner) => {
    const mail = actionId === undefined ? null : await mailOf(inner, actionId, address);
    const left = mail === "in_doubt" && LEFT.has(event);
    if (meaning === null && !left) {
      // what came of a mail that was sent; openings and clicks say nothing that anybody asks for
      if (mail !== null && event === "delivered")
        await noteInbound(inner, { source: "smtp2go", identity: [emailId, address, time], kind, actionId });
      return;
    }
    const said = [textAt(fields, "message"), textAt(fields, "context")].filter(Boolean).join(" ");
    await takeInbound(inner, {
      source: "smtp2go",
      identity: [emailId, address, time],
      kind,
      channel: "email",
      address,
      consequence: meaning?.consequence ?? { does: "nothing" },
      ...(mail === null ? {} : { actionId }),
      ...(left ? { leftRef: emailId } : {}),
      facts: { email_id: emailId, at: time },
      ...(said === "" ? {} : { said }),
    });
    if (left && actionId !== undefined) await settleLeftActions(inner, { actionIds: [actionId] });
  });
}

function meaningOf(kind: string, fields: Fields): Meaning | null {
  switch (kind) {
    case "hard_bounce":
      return { consequence: { does: "suppress", reason: "hard_bounce" } };
    case "spam":
      return { consequence: { does: "suppress", reason: "complaint" } };
    case "unsubscribe":
      return { consequence: { does: "suppress", reason: "unsubscribe" } };
    case "reject":
      return { consequence: rejection(fields) };
    default:
      return null;
  }
}

/**
 * SMTP2GO rejects mail to addresses that bounced, complained or unsubscribed before; and all mail of a sender that is not verified
 * or of a key in a sandbox, which says nothing about the recipient.
 */
function rejection(fields: Fields): InboundReport["consequence"] {
  const said = `${textAt(fields, "message") ?? ""} ${textAt(fields, "context") ?? ""}`;
  if (!/sender|verif|sandbox|not allowed|quota|limit/i.test(said)) return { does: "suppress", reason: "hard_bounce" };
  return { does: "hold", cause: "refused", sentence: "SMTP2GO rejects our mail because of its sender or account: see what it says there." };
}

async function takeOptOut(ctx: Context, fields: Fields): Promise<void> {
  const number = e164(textAt(fields, "destination_number"));
  const id = textAt(fields, "message_id")?.slice(0, 100).toWellFormed();
  if (number === undefined || id === undefined) throw unreadable("it names no number or no message_id");
  await withTransaction(ctx, (inner) =>
    takeInbound(inner, {
      source: "smtp2go_sms",
      identity: [id, number],
      kind: "opt-out",
      channel: "sms",
      address: number,
      consequence: { does: "suppress", reason: "stop" },
      facts: { message_id: id },
    }),
  );
}

/**
 * What a report of this address can say of the action: `in_doubt` where it is still open and is a mail to this one address, so
 * that a mail that left is this one; of a mail to several, one that left says nothing of the rest. Null where it sends no mail there.
 */
async function mailOf(ctx: Parameters<typeof getActionById>[0], actionId: string, address: string): Promise<"in_doubt" | "sent" | null> {
  const row = await getActionById(ctx, actionId);
  const operation = row?.actionProtocol.operation;
  if (row === null || operation?.type !== "send_email") return null;
  const { to, cc } = operation.inputs;
  const isTo = (recipient: string): boolean => normaliseAddress("email", recipient) === address;
  if (!isTerminal(row.status)) return to.length === 1 && to.every(isTo) ? "in_doubt" : null;
  return row.status === "completed" && [...to, ...cc].some(isTo) ? "sent" : null;
}

function mailAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 500) return undefined;
  const bare = normaliseAddress("email", /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text);
  return /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,253}$/.test(bare) ? bare : undefined;
}
