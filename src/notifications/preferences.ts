import { appendAuditEvent } from "#src/audit/index.ts";
import { getNotificationPreferences, saveNotificationPreferences } from "#src/db/access/approvers.ts";
import { insertNotification, listNotificationsOf, type OwnNotificationRow } from "#src/db/access/notifications.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { findApprover } from "./people.ts";
import { personSettingsSchema, type PersonSettings } from "./settings.ts";

/** How somebody is told, as they see it. */
export interface Preferences {
  readonly settings: PersonSettings;
  /** Null: the organisation's. */
  readonly timezone: string | null;
  /** Where mail goes; null where the account has no address, or may not decide. */
  readonly email: string | null;
  /** Registered for SMS. */
  readonly phone: string | null;
  /** Claimed and not proved yet. */
  readonly pendingPhone: string | null;
  readonly isSmsLocked: boolean;
  /** Whether they are told at all: those who only read are not. */
  readonly isTold: boolean;
}

/** What a person set, with the defaults where they set nothing. */
export async function getPreferences(ctx: Context, userId: string): Promise<Preferences> {
  return withTransaction(ctx, async (inner) => {
    const row = await getNotificationPreferences(inner, userId);
    const approver = await findApprover(inner, userId);
    const stored = personSettingsSchema.safeParse(row?.settings ?? {});
    return {
      settings: stored.success ? stored.data : personSettingsSchema.parse({}),
      timezone: row?.timezone ?? null,
      email: approver?.email ?? null,
      phone: row?.phone ?? null,
      pendingPhone: row !== null && row.phoneCodeUntil !== null && row.phoneCodeUntil > inner.clock.now() ? row.pendingPhone : null,
      isSmsLocked: row !== null && row.smsLockedAt !== null,
      isTold: approver !== null,
    };
  });
}

/** Replaces what a person set. */
export async function savePreferences(
  ctx: Context,
  userId: string,
  { settings, timezone }: Pick<Preferences, "settings" | "timezone">,
): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    await saveNotificationPreferences(inner, userId, { settings, timezone });
    await appendAuditEvent(inner, { kind: "approver.preferences_changed", facts: { user: userId, settings, timezone } });
  });
}

/** At most one test a person and channel in this time: it costs, and its address is somebody's. */
const TEST_EVERY_MS = 60_000;

/** Asks the worker for a message to oneself. Errors: `invalid_input` without an address, `conflict` right after another one. */
export async function askForTest(ctx: Context, userId: string, channel: "email" | "sms"): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    const person = await findApprover(inner, userId);
    if (person === null || (channel === "email" ? person.email : person.phone) === null) {
      throw new AiCooError("invalid_input", "There is no address of yours to send it to, so nothing was sent.", {
        next: channel === "email" ? "Give your account a mail address." : "Register your number first.",
      });
    }
    const now = inner.clock.now();
    const dedupeKey = `test:${channel}:${userId}:${Math.floor(now.getTime() / TEST_EVERY_MS)}`;
    if (await insertNotification(inner, uuidv7(now), { dedupeKey, userId, channel, kind: "test", dueAt: now })) return;
    throw new AiCooError("conflict", "A test was asked for a moment ago, so no other one was sent.", { next: "Wait a minute." });
  });
}

export type ToldOf = Pick<
  OwnNotificationRow,
  "id" | "channel" | "kind" | "state" | "actionId" | "createdAt" | "dueAt" | "sentAt" | "reason" | "deliveryId"
>;

/** What somebody was told lately, newest first. */
export async function listTold(ctx: Context, userId: string, limit: number): Promise<readonly ToldOf[]> {
  return withTransaction(ctx, (inner) => listNotificationsOf(inner, userId, limit));
}
