import { newestInboundEvent } from "#src/db/access/inboundEvents.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { takeReceivedSms, type ReceivedSms } from "#src/outreach/index.ts";

/** Where SMS that came in are read; its own adapter is handed in. */
export interface SmsReplies {
  receivedSince(since: Date): Promise<readonly ReceivedSms[]>;
}

const DAY_MS = 86_400_000;
/** How far back the first look goes, and every one where nothing ever came: as far as the provider shows by itself. */
const FIRST_LOOK_DAYS = 7;
/** What came late into the provider's list is seen again for as long; each SMS counts once. */
const OVERLAP_DAYS = 1;

/**
 * Reads what customers answered by SMS where the provider has to be asked: a stop closes the number, any other answer holds the
 * customer's actions. Safe twice and at once. Errors: `provider_unreachable`.
 */
export async function pollSmsReplies(ctx: Context, inbox: SmsReplies): Promise<{ readonly received: number; readonly stopped: number }> {
  const now = ctx.clock.now().getTime();
  const newest = await withTransaction(ctx, (inner) => newestInboundEvent(inner, "smtp2go_sms"));
  const since = Math.max(now - FIRST_LOOK_DAYS * DAY_MS, (newest?.getTime() ?? 0) - OVERLAP_DAYS * DAY_MS);
  let received = 0;
  let stopped = 0;
  for (const sms of await inbox.receivedSince(new Date(since))) {
    const { fresh, suppressed } = await withTransaction(ctx, (inner) => takeReceivedSms(inner, "smtp2go_sms", sms));
    if (fresh) received += 1;
    if (suppressed) stopped += 1;
  }
  return { received, stopped };
}
