import { getOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { isKnownTimezone, mayContactAt, nextContactMoment, outreachSettingsSchema } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";

/**
 * The moment (RFC 3339, UTC) from which the recipients may be written to, where it is not now: by the hours that the action
 * names, the organisation's free days and, where it observes them, the holidays of its own country. Those of the recipient's are known
 * when the facts are read. Null where it may be now, never, or where no hours bind.
 */
export async function readContactFrom(ctx: Context, action: ActionProtocol): Promise<string | null> {
  const predicate = action.revalidation_plan.checks.map((check) => check.predicate).find(({ type }) => type === "quiet_hours_ok");
  if (predicate?.type !== "quiet_hours_ok" || !isKnownTimezone(predicate.timezone)) return null;
  const stored = await withTransaction(ctx, (inner) => getOrgSettings(inner, "outreach"));
  const settings = outreachSettingsSchema.safeParse(stored ?? {});
  // what is wrong with them is said where they are set
  if (!settings.success) return null;
  const { timezone, business_hours_start: start, business_hours_end: end, days } = predicate;
  const hours = { timezone, start, end, days };
  const now = ctx.clock.now();
  if (mayContactAt(now, hours, settings.data, [])) return null;
  return nextContactMoment(now, hours, settings.data, [])?.toISOString() ?? null;
}
