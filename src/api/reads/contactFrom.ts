import type { ActionDetail } from "#src/actions/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { isKnownTimezone, mayContactAt, nextContactMoment, outreachSettingsIfReadable } from "#src/outreach/index.ts";

/**
 * The moment (RFC 3339, UTC) from which the recipients may be written to, where that is not when the action can begin anyway: by the
 * hours that the action names, the organisation's free days and, where it observes them, the holidays of its own country. Those of the
 * recipient's are known when the facts are read. Null where no hours hold it up, where they never come, and where the action does not
 * wait any more.
 */
export async function readContactFrom(
  ctx: Context,
  { action, status, notBefore }: Pick<ActionDetail, "action" | "status" | "notBefore">,
): Promise<string | null> {
  // of everything else it is known how it went
  if (status !== "pending_approval" && status !== "approved") return null;
  const predicate = action.revalidation_plan.checks.map((check) => check.predicate).find(({ type }) => type === "quiet_hours_ok");
  if (predicate?.type !== "quiet_hours_ok" || !isKnownTimezone(predicate.timezone)) return null;
  const settings = await withTransaction(ctx, outreachSettingsIfReadable);
  if (settings === null) return null;
  const { timezone, business_hours_start: start, business_hours_end: end, days } = predicate;
  const hours = { timezone, start, end, days };
  const now = ctx.clock.now();
  // who put it off has said when it can begin at the earliest
  const earliest = notBefore === null || Date.parse(notBefore) < now.getTime() ? now : new Date(notBefore);
  if (mayContactAt(earliest, hours, settings, [])) return null;
  return nextContactMoment(earliest, hours, settings, [])?.toISOString() ?? null;
}
