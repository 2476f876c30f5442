import { z } from "zod";
import { DEFAULTS } from "#src/protocol/index.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day as HH:MM");

const capsSchema = z.strictObject({
  perHour: z.int().positive(),
  perDay: z.int().positive(),
  /** Contacts of one customer within 24 hours. */
  perPartnerAndDay: z.int().positive(),
});

/** How an organisation contacts people. Every value has a default; limits are sliding windows, not calendar hours and days. */
export const outreachSettingsSchema = z.strictObject({
  /** IANA name; the zone of recipients whose own is not known. */
  timezone: z.string().default("UTC"),
  businessHours: z
    .strictObject({
      start: timeOfDay.default("09:00"),
      /** Exclusive; earlier than the start means a window over midnight. */
      end: timeOfDay.default("17:00"),
      /** ISO weekdays, 1 is Monday; a window over midnight belongs to the day on which it starts. */
      days: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
    })
    .prefault({}),
  /** Days on which nobody is contacted, in the recipient's own calendar. */
  holidays: z.array(z.strictObject({ date: z.iso.date(), name: z.string().max(100).optional() })).default([]),
  /** How long a customer is left alone on a channel after any contact. */
  partnerWindowMinutes: z
    .strictObject({
      email: z.int().nonnegative().default(DEFAULTS.windowMinutes.email),
      sms: z.int().nonnegative().default(DEFAULTS.windowMinutes.sms),
    })
    .prefault({}),
  limits: z
    .strictObject({
      email: capsSchema.default(DEFAULTS.rateLimits.email),
      sms: capsSchema.default(DEFAULTS.rateLimits.sms),
    })
    .prefault({}),
});

export type OutreachSettings = z.infer<typeof outreachSettingsSchema>;

export const DEFAULT_OUTREACH_SETTINGS: OutreachSettings = outreachSettingsSchema.parse({});
