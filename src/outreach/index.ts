export { type BusinessHours, isKnownTimezone, isWithinBusinessHours, nextBusinessMoment } from "./businessHours.ts";
export { findRecentOutreach, type RecentOutreach } from "./recent.ts";
export { markOutreachSent, markOutreachUnknown, releaseOutreach } from "./outcome.ts";
export { reserveOutreach, reserveOutreachBatch } from "./reserve.ts";
export { DEFAULT_OUTREACH_SETTINGS, type OutreachSettings, outreachSettingsSchema } from "./settings.ts";
export { findSuppressions, normaliseAddress, suppressAddress, type Suppression } from "./suppressions.ts";
export {
  type OutreachChannel,
  type OutreachContext,
  type Reservation,
  type ReservationRefusal,
  type ReserveOutreachInput,
} from "./types.ts";
