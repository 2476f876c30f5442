import { createHash } from "node:crypto";
import { appendAuditEvent } from "#src/audit/index.ts";
import { endCodes, useApprovalToken, type ApprovalTokenRow } from "#src/db/access/approvalTokens.ts";
import { findPreferencesByPhone, saveNotificationPreferences, type NotificationPreferencesRow } from "#src/db/access/approvers.ts";
import { getActionById } from "#src/db/access/autonomousActions.ts";
import { insertInboundEvent } from "#src/db/access/inboundEvents.ts";
import { insertNotification } from "#src/db/access/notifications.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import type { InboundSource, JsonObject } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { findApprover } from "./people.ts";
import { provePhone } from "./phone.ts";
import type { DecisionVerbs } from "./ports.ts";
import { actsForBy } from "./standIns.ts";
import { codesOf, isCode, isCurrent } from "./tokens.ts";

/** An SMS that somebody sent to the organisation. */
export interface ApproverSms {
  /** The provider's id of the message. */
  readonly id: string;
  /** E.164. */
  readonly from: string;
  readonly text: string;
  /** Whether the provider itself took it for a stop. */
  readonly isStop?: boolean | undefined;
}

/** Wrong codes after which a number decides nothing more until its owner unlocks it, signed in. */
export const MOST_WRONG_CODES = 3;
/** Rejecting by SMS leaves no room for a reason. */
const REJECTED_BY_SMS = "Rejected by SMS, which carries no reason.";

/** What a whole message says: a decision, or that a number is somebody's. Null for anything else, whatever stands in it. */
export type SmsWord = { readonly says: "approve" | "reject"; readonly code: string } | { readonly says: "confirm"; readonly code: string };

/**
 * Reads `YES 4821`, `NO 4821` and `CONFIRM 482913` where they are the whole message. A text with anything beside them, a stop word
 * among it, is never a decision.
 */
export function readSmsWord(text: string): SmsWord | null {
  const [, word, code] = /^[ \t\r\n]*(YES|NO|CONFIRM)[ \t]+([0-9]{4}|[0-9]{6})[ \t\r\n]*$/i.exec(text) ?? [];
  if (word === undefined || code === undefined) return null;
  const isConfirm = word.toUpperCase() === "CONFIRM";
  if (isConfirm !== (code.length === 6)) return null;
  return isConfirm ? { says: "confirm", code } : { says: word.toUpperCase() === "YES" ? "approve" : "reject", code };
}

/**
 * Takes an SMS that decides, where it comes from the registered number of somebody who may decide; false for every other one, which
 * is a customer's. Delivered twice it counts once. What came of it is told to the number, whatever that is.
 */
export async function takeApproverSms(
  ctx: Context,
  { source, sms, verbs }: { readonly source: InboundSource; readonly sms: ApproverSms; readonly verbs: DecisionVerbs },
): Promise<boolean> {
  const word = sms.isStop === true ? null : readSmsWord(sms.text);
  if (word === null) return false;
  try {
    return await withTransaction(ctx, (inner) => take(inner, source, sms, word, verbs));
  } catch (error) {
    // a decision that was refused (somebody was first, the organisation's limit) is an answer; a database that is away is not
    if (!(error instanceof AiCooError) || error.code === "database_unreachable" || error.code === "internal") throw error;
    const { message } = error;
    // who was first in the same moment is told as one who was first by an hour: by name, not by an id
    const { actionId, status } = error.details ?? {};
    const isOver = error.code === "conflict" && typeof actionId === "string" && status !== "pending_approval";
    const told: JsonObject = isOver ? { says: "over", action_id: actionId } : { says: "refused", reason: message };
    return withTransaction(ctx, async (inner) => {
      if (!(await isFresh(inner, source, sms, word))) return true;
      const [owner] = await findPreferencesByPhone(inner, "phone", sms.from);
      if (owner !== undefined) await tellBack(inner, owner.userId, told);
      return true;
    });
  }
}

async function take(ctx: TxContext, source: InboundSource, sms: ApproverSms, word: SmsWord, verbs: DecisionVerbs): Promise<boolean> {
  if (word.says === "confirm") {
    const proved = await provePhone(ctx, sms.from, word.code);
    if (proved === null) return false;
    await isFresh(ctx, source, sms, word);
    await tellBack(ctx, proved.userId, { says: "confirmed" });
    return true;
  }
  const [owner] = await findPreferencesByPhone(ctx, "phone", sms.from);
  if (owner === undefined || (await findApprover(ctx, owner.userId)) === null) return false;
  if (!(await isFresh(ctx, source, sms, word))) return true;
  if (owner.smsLockedAt !== null) {
    await tellBack(ctx, owner.userId, { says: "locked" });
    return true;
  }
  const token = (await codesOf(ctx, owner.userId)).find((one) => isCode(one, word.code));
  if (token === undefined) await countWrong(ctx, owner);
  else await decide(ctx, token, word.says, verbs);
  return true;
}

async function decide(ctx: TxContext, token: ApprovalTokenRow, says: "approve" | "reject", verbs: DecisionVerbs): Promise<void> {
  const { userId, forUser, actionId, fingerprint } = token;
  const action = await getActionById(ctx, actionId);
  if ((await actsForBy(ctx, token)) === "ended") {
    await tellBack(ctx, userId, { says: "handed_back", action_id: actionId });
    return;
  }
  const isGood =
    action !== null && token.expiresAt > ctx.clock.now() && isCurrent(token, action) && (await useApprovalToken(ctx, token.id));
  if (!isGood) {
    await tellBack(ctx, userId, { says: "over", status: action?.status ?? null, action_id: actionId });
    return;
  }
  const inPlace = forUser === null ? {} : { actingFor: `user:${forUser}` as const };
  const as: TxContext = { ...ctx, actor: `user:${userId}`, ...inPlace };
  const about = { actionId, fingerprint, channel: "sms" as const };
  const { status } =
    says === "approve"
      ? await verbs.approve({ ctx: as, input: about })
      : await verbs.reject({ ctx: as, input: { ...about, reason: REJECTED_BY_SMS } });
  await saveNotificationPreferences(ctx, userId, { smsWrong: 0 });
  await tellBack(ctx, userId, { says: "decided", decision: says, status, action_id: actionId });
}

/** Guessing ends after three tries: every code of the person ends, and none decides until they unlock it, signed in. */
async function countWrong(ctx: TxContext, { userId, smsWrong }: NotificationPreferencesRow): Promise<void> {
  const wrong = smsWrong + 1;
  const isLocked = wrong >= MOST_WRONG_CODES;
  await saveNotificationPreferences(ctx, userId, { smsWrong: wrong, ...(isLocked ? { smsLockedAt: ctx.clock.now() } : {}) });
  if (isLocked) {
    await endCodes(ctx, userId);
    await appendAuditEvent(ctx, { kind: "approver.sms_locked", facts: { user: userId, wrong } });
  }
  await tellBack(ctx, userId, isLocked ? { says: "locked" } : { says: "wrong", left: MOST_WRONG_CODES - wrong });
}

/** Whether this very message was not taken before: providers deliver the same one again and again. */
async function isFresh(ctx: TxContext, source: InboundSource, sms: ApproverSms, word: SmsWord): Promise<boolean> {
  const eventKey = createHash("sha256")
    .update(JSON.stringify([source, "approver", sms.id, sms.from, sms.text]))
    .digest("hex");
  return insertInboundEvent(ctx, {
    source,
    eventKey,
    kind: word.says === "confirm" ? "confirm" : "decision",
    actionId: null,
    leftRef: null,
  });
}

/** What came of it goes back by SMS, from the worker; the process that takes webhooks can send nothing. */
async function tellBack(ctx: TxContext, userId: string, detail: JsonObject): Promise<void> {
  const now = ctx.clock.now();
  const id = uuidv7(now);
  await insertNotification(ctx, id, { dedupeKey: `receipt:${id}`, userId, channel: "sms", kind: "receipt", detail, dueAt: now });
}
