export { announceSuppression } from "./announce.ts";
export { assumeOutreach } from "./assume.ts";
export { isKnownTimezone, nextBusinessMoment } from "#src/lib/businessHours.ts";
export { askedDebtOf, asksForMoney, commitmentOf, keepCommitmentHolds } from "./commitments.ts";
export { announceCommitment, recordEnding, repliesWereRead } from "./commitmentTrail.ts";
export { isKnownPlace } from "./holidayCalendar.ts";
export { mayContactAt, nextContactMoment } from "./quietHours.ts";
export { isKnownAddress, holdCustomer, optOut, optOutSentence } from "./holds.ts";
export { noteInbound, takeInbound, takeReceivedSms, type InboundReport, type ReceivedSms } from "./inbound.ts";
export { outreachSettingsIfReadable, readOutreachSettings, shownTimezone } from "./readSettings.ts";
export { findRecentOutreach, type RecentOutreach } from "./recent.ts";
export { lockOutreach } from "./facts.ts";
export {
  markAllOutreachSent,
  markAllOutreachUnknown,
  markOutreachSent,
  markOutreachUnknown,
  releaseAllOutreach,
  releaseOutreach,
} from "./outcome.ts";
export { reserveOutreach, reserveOutreachBatch } from "./reserve.ts";
export { createUnsubscribeLinks, type Unsubscriber, type UnsubscribeLinks } from "./unsubscribeLinks.ts";
export { DEFAULT_OUTREACH_SETTINGS, type OutreachSettings, outreachSettingsSchema } from "./settings.ts";
export { findSuppressions, isOptOut, normaliseAddress, suppressAddress } from "./suppressions.ts";
export { type Reservation, type ReserveOutreachInput } from "./types.ts";
