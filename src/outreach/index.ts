export { isKnownTimezone, isWithinBusinessHours, nextBusinessMoment } from "./businessHours.ts";
export { findRecentOutreach, type RecentOutreach } from "./recent.ts";
export { lockOutreach } from "./facts.ts";
export { markOutreachSent, markOutreachUnknown, releaseOutreach } from "./outcome.ts";
export { reserveOutreach, reserveOutreachBatch } from "./reserve.ts";
export { DEFAULT_OUTREACH_SETTINGS, type OutreachSettings, outreachSettingsSchema } from "./settings.ts";
export { findSuppressions, normaliseAddress, suppressAddress } from "./suppressions.ts";
export { type Reservation, type ReserveOutreachInput } from "./types.ts";
