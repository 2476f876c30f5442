import { createHash, randomInt } from "node:crypto";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { appendAuditEvent } from "#src/audit/index.ts";
import { endCodes } from "#src/db/access/approvalTokens.ts";
import { findPreferencesByPhone, saveNotificationPreferences } from "#src/db/access/approvers.ts";
import { isCustomersAddress } from "#src/db/access/notifications.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";

const CODE_MINUTES = 30;
const hashOf = (userId: string, code: string): string => createHash("sha256").update(`ai-coo phone ${userId} ${code}`).digest("hex");

/**
 * Claims a number for a person. Nothing is sent to it before they have sent the code from it: so a customer's number, or one with a
 * slip in it, never gets anything. Errors: `invalid_input` for what is no mobile number, or one that customers are written to at.
 */
export async function claimPhone(
  ctx: Context,
  userId: string,
  number: string,
): Promise<{ readonly phone: string; readonly code: string; readonly until: Date }> {
  const phone = mobileIn(number);
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const until = new Date(ctx.clock.now().getTime() + CODE_MINUTES * 60_000);
  await withTransaction(ctx, async (inner) => {
    await refuseCustomers(inner, phone);
    await saveNotificationPreferences(inner, userId, { pendingPhone: phone, phoneCodeHash: hashOf(userId, code), phoneCodeUntil: until });
  });
  return { phone, code, until };
}

/** Registers the number that this message came from for whoever claimed it with this code; null where nobody did. */
export async function provePhone(ctx: TxContext, phone: string, code: string): Promise<{ readonly userId: string } | null> {
  const claims = await findPreferencesByPhone(ctx, "pendingPhone", phone);
  const claim = claims.find(
    (one) => one.phoneCodeHash === hashOf(one.userId, code) && one.phoneCodeUntil !== null && one.phoneCodeUntil > ctx.clock.now(),
  );
  if (claim === undefined) return null;
  // whoever holds the telephone holds the number: it is taken from a colleague who had it before
  for (const before of await findPreferencesByPhone(ctx, "phone", phone)) {
    if (before.userId !== claim.userId) await register(ctx, before.userId, null, "given_up");
  }
  await register(ctx, claim.userId, phone, "sms");
  return { userId: claim.userId };
}

/** Registers a number on the word of whoever runs AI COO. Errors: `invalid_input`, `conflict`. */
export async function registerPhone(ctx: Context, userId: string, number: string): Promise<string> {
  const phone = mobileIn(number);
  await withTransaction(ctx, async (inner) => {
    await refuseCustomers(inner, phone);
    await register(inner, userId, phone, "command_line");
  });
  return phone;
}

/** Takes a person's number away, with every code that was sent to it. */
export async function removePhone(ctx: Context, userId: string): Promise<void> {
  await withTransaction(ctx, (inner) => register(inner, userId, null, "person"));
}

/** Lets a person decide by SMS again after wrong codes; the codes of before stay ended. */
export async function unlockSms(ctx: Context, userId: string): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    await saveNotificationPreferences(inner, userId, { smsLockedAt: null, smsWrong: 0 });
    await appendAuditEvent(inner, { kind: "approver.sms_unlocked", facts: { user: userId } });
  });
}

async function register(ctx: TxContext, userId: string, phone: string | null, by: string): Promise<void> {
  await saveNotificationPreferences(ctx, userId, { phone, pendingPhone: null, phoneCodeHash: null, phoneCodeUntil: null, smsWrong: 0 });
  // a code that went to the number of before is not answered from the new one
  await endCodes(ctx, userId);
  await appendAuditEvent(ctx, {
    kind: "approver.phone_changed",
    facts: { user: userId, registered: phone !== null, by },
    ...(phone === null ? {} : { personal: { subject: `user:${userId}`, text: phone } }),
  });
}

function mobileIn(text: string): string {
  const number = text.length > 40 ? undefined : parsePhoneNumberFromString(text);
  const type = number?.isValid() === true ? number.getType() : undefined;
  if (number !== undefined && (type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE")) return number.number;
  throw new AiCooError("invalid_input", "This is no mobile number in international form, so nothing was changed.", {
    next: "Write it with its country, such as +33 6 12 34 56 78.",
    details: { issues: [{ path: "phone", message: "must be a mobile number with its country" }] },
  });
}

async function refuseCustomers(ctx: TxContext, phone: string): Promise<void> {
  if (!(await isCustomersAddress(ctx, "sms", phone))) return;
  throw new AiCooError("invalid_input", "Customers are written to at this number, so it cannot be an approver's; nothing was changed.", {
    next: "Use a number of your own.",
    details: { issues: [{ path: "phone", message: "is a customer's" }] },
  });
}
