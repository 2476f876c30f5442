import { z } from "zod";
import { isKnownTimezone } from "#src/lib/businessHours.ts";
import { phoneNumberSchema, RISK_LEVELS, type RiskLevel } from "#src/protocol/index.ts";

/** What an organisation sets about telling its approvers. */
export const notificationSettingsSchema = z.strictObject({
  /** Hours without a decision after which the next in line is told; sooner where the action would expire before. */
  escalateAfterHours: z.number().min(0.25).max(168).default(4),
  /** Who is asked first, second, and so on, by their ids; after them the owners. Everybody who may decide, when empty. */
  line: z.array(z.string().min(1).max(64)).max(20).default([]),
  /** Up to which risk a code by SMS decides; of what is riskier an SMS only tells. */
  smsDecides: z.enum(["never", "low", "medium"]).default("medium"),
  /** The number that approvers answer to, for people to read. */
  smsNumber: phoneNumberSchema.optional(),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

export const NOTIFICATION_LANGUAGES = ["en", "fr"] as const;
export const notificationLanguageSchema = z.enum(NOTIFICATION_LANGUAGES);
export type NotificationLanguage = z.infer<typeof notificationLanguageSchema>;

const wayOf = (email: boolean, sms: boolean, when: "at_once" | "digest") =>
  z.strictObject({ email: z.boolean().default(email), sms: z.boolean().default(sms), when: z.enum(["at_once", "digest"]).default(when) });

/** By which ways a person is told about the actions of a risk; with neither they see them in the inbox alone, as always. */
export type Way = z.infer<ReturnType<typeof wayOf>>;

/** How a person wants to be told. */
export const personSettingsSchema = z.strictObject({
  language: notificationLanguageSchema.default("en"),
  /** Hour of the person's own clock at which digests come. */
  digestHour: z.int().min(0).max(23).default(8),
  risks: z
    .strictObject({
      low: wayOf(true, false, "digest").prefault({}),
      medium: wayOf(true, false, "at_once").prefault({}),
      high: wayOf(true, false, "at_once").prefault({}),
      critical: wayOf(true, false, "at_once").prefault({}),
    })
    .prefault({}),
});
export type PersonSettings = z.infer<typeof personSettingsSchema>;

export const timezoneSchema = z.string().max(64).refine(isKnownTimezone, "not an IANA time zone such as Europe/Paris");

/** The risks of which a person hears by a channel, at once or in the digest. */
export function risksBy(settings: PersonSettings, channel: "email" | "sms", when: Way["when"]): RiskLevel[] {
  return RISK_LEVELS.filter((risk) => settings.risks[risk][channel] && settings.risks[risk].when === when);
}
