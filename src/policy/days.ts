import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { getOrgSettings } from "#src/db/access/orgSettings.ts";
import type { TxContext } from "#src/db/index.ts";
import { isKnownTimezone } from "#src/lib/businessHours.ts";

/** Of the outreach settings, whose own folder knows the rest: where the organisation lives. */
const placeSchema = z.looseObject({ timezone: z.string().default("UTC") });

/**
 * The organisation's IANA time zone: the one of its hours of outreach. Null where what is stored is none; a rule that goes by the
 * clock then approves nothing, instead of going by another one.
 */
export async function readRuleTimezone(ctx: TxContext): Promise<string | null> {
  const parsed = placeSchema.safeParse((await getOrgSettings(ctx, "outreach")) ?? {});
  return parsed.success && isKnownTimezone(parsed.data.timezone) ? parsed.data.timezone : null;
}

const zoned = (moment: Date, timezone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timezone);

/** When the day of this moment began on the zone's own clock, UTC: a day of 23 or 25 hours is one day. */
export function startOfDay(moment: Date, timezone: string): Date {
  return new Date(zoned(moment, timezone).startOfDay().epochMilliseconds);
}

/** The zone's own day, `YYYY-MM-DD`. */
export function dayOf(moment: Date, timezone: string): string {
  return zoned(moment, timezone).toPlainDate().toString();
}

/** What the zone's own clock shows: the ISO weekday and the minute since midnight. */
export function clockOf(moment: Date, timezone: string): { readonly weekday: number; readonly minute: number } {
  const { dayOfWeek, hour, minute } = zoned(moment, timezone);
  return { weekday: dayOfWeek, minute: hour * 60 + minute };
}
