import { deleteApprovalTokens } from "#src/db/access/approvalTokens.ts";
import {
  giveUpSending,
  isCustomersAddress,
  isOwn,
  keepWaitingFor,
  listWaitingFor,
  lockDueNotification,
  lockDueWith,
  moveNotifications,
  type NotificationRow,
} from "#src/db/access/notifications.ts";
import { getSuppressions } from "#src/db/access/suppressions.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { RISK_LEVELS } from "#src/protocol/index.ts";
import { compose, type Asked, type Message } from "./compose.ts";
import { invitationMail } from "./invitation.ts";
import { findApprover, type Approver } from "./people.ts";
import type { NotifierPorts, SendOutcome } from "./ports.ts";
import { risksBy, type NotificationSettings } from "./settings.ts";
import { actsForNow } from "./standIns.ts";

export interface DeliverOptions {
  readonly ports: NotifierPorts;
  readonly settings: NotificationSettings;
  readonly timezone: string;
  readonly signal?: AbortSignal;
}

export interface Delivered {
  /** Messages that left. */
  readonly sent: number;
  /** Messages that are tried again. */
  readonly later: number;
  readonly failed: number;
  /** Messages that may have left; they are not sent again. */
  readonly unknown: number;
  /** What was no longer worth saying. */
  readonly dropped: number;
}

/** A worker that has said nothing for as long has died over what it took. */
const LOST_AFTER_MS = 10 * 60_000;
const MOST_TRIES = 5;
const RETRY_MS = 60_000;
/** More are gathered into one message. */
const MOST_IN_ONE = 1_000;

/** What goes out in one message, taken so that nobody else sends it. */
interface Taken {
  readonly ids: readonly string[];
  readonly deliveryId: string;
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly message: Message;
  readonly tries: number;
}

/**
 * Sends what is due: everything for one person and channel in one message. What is taken is written down before anything leaves, so
 * many workers send it once, and one that dies over it leaves it unsent rather than sent twice; the inbox shows the action all the
 * same. Who it goes to is looked up at that moment among the members.
 */
export async function deliverNotifications(ctx: Context, options: DeliverOptions): Promise<Delivered> {
  const counts = { sent: 0, later: 0, failed: 0, unknown: 0, dropped: 0 };
  const lost = new Date(ctx.clock.now().getTime() - LOST_AFTER_MS);
  counts.unknown += await withTransaction(ctx, (inner) =>
    giveUpSending(inner, lost, "The worker ended while it was being sent; it may have gone out and is not sent again."),
  );
  while (options.signal?.aborted !== true) {
    const taken = await withTransaction(ctx, (inner) => take(inner, options));
    if (taken === null) return counts;
    counts.dropped += taken.dropped;
    if (taken.message === null) continue;
    const outcome = await send(taken.message, options.ports, ctx.clock.now());
    counts[await withTransaction(ctx, (inner) => settle(inner, taken.message!, outcome))] += 1;
  }
  return counts;
}

/** Takes the next message; null where nothing is due, and without a message where what was due is to be said no more. */
async function take(ctx: TxContext, options: DeliverOptions): Promise<{ readonly dropped: number; readonly message: Taken | null } | null> {
  const first = await lockDueNotification(ctx);
  if (first === null) return null;
  if (!isOwn(first)) return takeInvitation(ctx, first, options);
  const alone = first.kind === "digest" || first.kind === "receipt" || first.kind === "test";
  const rows = alone ? [first] : await lockDueWith(ctx, first, MOST_IN_ONE);
  const ids = rows.map(({ id }) => id);
  const person = await findApprover(ctx, first.userId, options.timezone);
  const reached = await reach(ctx, person, first.channel, options.ports);
  if ("reason" in reached) return { dropped: await drop(ctx, ids, reached.reason), message: null };

  const asked = await askedIn(ctx, reached.person, rows);
  const isOver = !["receipt", "test"].includes(first.kind) && asked.length === 0;
  if (isOver) return { dropped: await drop(ctx, ids, NO_LONGER_ASKED), message: null };
  const gone = alone ? [] : rows.filter((row) => !asked.some((one) => isAskedBy(row, one))).map(({ id }) => id);
  const kept = ids.filter((id) => !gone.includes(id));
  const dropped = await drop(ctx, gone, NO_LONGER_ASKED);
  const deliveryId = uuidv7(ctx.clock.now());
  const message = await compose(ctx, { person: reached.person, row: first, asked, ...options });
  const tries = first.tries + 1;
  await moveNotifications(ctx, kept, "waiting", { state: "sending", claimedAt: ctx.clock.now(), deliveryId, tries, reason: null });
  return { dropped, message: { ids: kept, deliveryId, channel: first.channel, to: reached.to, message, tries } };
}

/** The mail of an invitation: to the invited address, which is nobody's account yet. */
async function takeInvitation(
  ctx: TxContext,
  row: NotificationRow,
  { ports, timezone }: DeliverOptions,
): Promise<{ readonly dropped: number; readonly message: Taken | null }> {
  const mail = await invitationMail(ctx, row, { ports, timezone });
  const refusal = "reason" in mail ? mail.reason : await refusalOf(ctx, "email", mail.to);
  if (refusal !== null || "reason" in mail) return { dropped: await drop(ctx, [row.id], refusal ?? ""), message: null };
  const { to, ...message } = mail;
  const deliveryId = uuidv7(ctx.clock.now());
  const tries = row.tries + 1;
  await moveNotifications(ctx, [row.id], "waiting", { state: "sending", claimedAt: ctx.clock.now(), deliveryId, tries, reason: null });
  return { dropped: 0, message: { ids: [row.id], deliveryId, channel: "email", to, message, tries } };
}

const NO_LONGER_ASKED = "Decided, changed or ended before it was sent.";

const isAbout = (row: NotificationRow, action: { readonly actionId: string; readonly version: number }): boolean =>
  row.actionId === action.actionId && row.version === action.version;

const isAskedBy = (row: NotificationRow, { action, seats }: Asked): boolean =>
  isAbout(row, action) && seats.some((actsFor) => (actsFor?.userId ?? null) === row.forUser);

/** What the person is asked now, for themselves and in the place of those for whom they still act. */
async function askedIn(ctx: TxContext, person: Approver, rows: readonly NotificationRow[]): Promise<Asked[]> {
  const [first] = rows;
  if (first === undefined || first.kind === "receipt" || first.kind === "test") return [];
  const isDigest = first.kind === "digest";
  const { userId } = person;
  const risks = isDigest ? risksBy(person.settings, first.channel, "digest") : RISK_LEVELS;
  const asked = new Map<string, { action: Asked["action"]; seats: Asked["seats"][number][] }>();
  for (const actsFor of [null, ...(await actsForNow(ctx, userId))]) {
    const whom = { userId, forUser: actsFor?.userId ?? null };
    const theirs = rows.filter((row) => row.forUser === whom.forUser);
    const ids = isDigest ? await listWaitingFor(ctx, whom, risks, MOST_IN_ONE) : theirs.flatMap(({ actionId }) => actionId ?? []);
    for (const action of await keepWaitingFor(ctx, whom, risks, ids)) {
      if (!isDigest && !theirs.some((row) => isAbout(row, action))) continue;
      const before = asked.get(action.actionId);
      if (before === undefined) asked.set(action.actionId, { action, seats: [actsFor] });
      else before.seats.push(actsFor);
    }
  }
  return [...asked.values()].toSorted((a, b) => a.action.expiresAt.getTime() - b.action.expiresAt.getTime());
}

/** Where the person is reached: their own address, never one that customers are written to at, and none that asked for nothing more. */
async function reach(
  ctx: TxContext,
  person: Approver | null,
  channel: "email" | "sms",
  ports: NotifierPorts,
): Promise<{ readonly person: Approver; readonly to: string } | { readonly reason: string }> {
  if (person === null) return { reason: "Belongs to the organisation no more, or may decide no more." };
  if (channel === "sms" && ports.sms === undefined) return { reason: "No SMS can be sent: none is configured." };
  const to = channel === "email" ? person.email : person.phone;
  if (to === null) return { reason: channel === "email" ? "The account has no mail address." : "No number is registered." };
  const reason = await refusalOf(ctx, channel, to);
  return reason === null ? { person, to } : { reason };
}

/** Why nothing of ours goes to an address: customers are written to there, or it asked for nothing more; else null. */
async function refusalOf(ctx: TxContext, channel: "email" | "sms", to: string): Promise<string | null> {
  if (await isCustomersAddress(ctx, channel, to)) return "Customers are written to at this address, so nothing was sent there.";
  const [stopped] = await getSuppressions(ctx, { channel, addresses: [to] });
  return stopped === undefined ? null : `The address is on the list of those never contacted (${stopped.reason}).`;
}

const drop = (ctx: TxContext, ids: readonly string[], reason: string): Promise<number> =>
  moveNotifications(ctx, ids, "waiting", { state: "dropped", reason });

/** Sends once. A transport that throws may have sent. */
async function send({ deliveryId, channel, to, message }: Taken, { mail, sms }: NotifierPorts, date: Date): Promise<SendOutcome> {
  try {
    if (message.kind === "mail") {
      const { subject, text, html, language } = message;
      return await mail({ id: deliveryId, to, subject, text, html, language, date });
    }
    if (channel !== "sms" || sms === undefined) return { kind: "final", reason: "No SMS can be sent: none is configured." };
    return await sms({ id: deliveryId, to, body: message.body, date });
  } catch (error) {
    return { kind: "unknown", reason: error instanceof Error ? error.message.slice(0, 300) : "The transport broke off." };
  }
}

async function settle(ctx: TxContext, taken: Taken, outcome: SendOutcome): Promise<"sent" | "later" | "failed" | "unknown"> {
  const now = ctx.clock.now();
  const { ids, tries, message } = taken;
  switch (outcome.kind) {
    case "done":
      await moveNotifications(ctx, ids, "sending", { state: "sent", sentAt: now, providerRef: outcome.ref.slice(0, 200) });
      return "sent";
    case "unknown":
      await moveNotifications(ctx, ids, "sending", { state: "unknown", reason: outcome.reason.slice(0, 500) });
      return "unknown";
    case "retry":
    case "final": {
      // nobody has the secrets in it, and the next try makes its own
      await deleteApprovalTokens(ctx, message.tokenIds);
      const reason = outcome.reason.slice(0, 500);
      if (outcome.kind === "final" || tries >= MOST_TRIES) {
        await moveNotifications(ctx, ids, "sending", { state: "failed", reason });
        return "failed";
      }
      const wait = Math.max(outcome.retryAfterMs ?? 0, RETRY_MS * 2 ** (tries - 1));
      await moveNotifications(ctx, ids, "sending", { state: "waiting", dueAt: new Date(now.getTime() + wait), reason });
      return "later";
    }
  }
}
