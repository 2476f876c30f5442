import { z } from "zod";
import { getOrgSettings, saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { takeApproverSms } from "#src/notifications/index.ts";
import { takeReceivedSms, type ReceivedSms } from "#src/outreach/index.ts";
import { DECISIONS } from "./notifications.ts";

/** Where SMS that came in are read; its own adapter is handed in. */
export interface SmsReplies {
  receivedSince(since: Date): Promise<readonly ReceivedSms[]>;
}

const DAY_MS = 86_400_000;
/** How far back the first look goes: as far as the provider shows by itself. */
const FIRST_LOOK_DAYS = 7;
/** How far back any look goes, however long nobody looked. */
export const LONGEST_LOOK_DAYS = 60;
/** What came late into the provider's list is seen again for as long; each SMS counts once. */
const OVERLAP_DAYS = 1;

const stateSchema = z.object({ read_at: z.iso.datetime() });

/**
 * Reads what customers answered by SMS where the provider has to be asked: a stop closes the number, any other answer holds the
 * customer's actions, and what decides is taken for its approver. It goes on from where a look last came to its end, whatever else came in meanwhile: one that breaks off is
 * done again from the same moment. Safe twice and at once. Errors: `provider_unreachable`.
 */
export async function pollSmsReplies(ctx: Context, inbox: SmsReplies): Promise<{ readonly received: number; readonly stopped: number }> {
  const now = ctx.clock.now();
  const since = sinceWhen(now, await withTransaction(ctx, (inner) => getOrgSettings(inner, "sms_replies")));
  let received = 0;
  let stopped = 0;
  for (const sms of await inbox.receivedSince(since)) {
    if (await takeApproverSms(ctx, { source: "smtp2go_sms", sms, verbs: DECISIONS })) continue;
    const { fresh, suppressed } = await withTransaction(ctx, (inner) => takeReceivedSms(inner, "smtp2go_sms", sms));
    if (fresh) received += 1;
    if (suppressed) stopped += 1;
  }
  await withTransaction(ctx, (inner) => saveOrgSettings(inner, "sms_replies", { read_at: now.toISOString() }));
  return { received, stopped };
}

function sinceWhen(now: Date, stored: unknown): Date {
  const state = stateSchema.safeParse(stored);
  if (!state.success) return new Date(now.getTime() - FIRST_LOOK_DAYS * DAY_MS);
  const readAt = Math.min(Date.parse(state.data.read_at), now.getTime());
  return new Date(Math.max(now.getTime() - LONGEST_LOOK_DAYS * DAY_MS, readAt - OVERLAP_DAYS * DAY_MS));
}
