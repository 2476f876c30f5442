import { z } from "zod";
import { DEFAULTS } from "#src/protocol/index.ts";
import { STOP_LANGUAGES } from "./stopWords.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day as HH:MM");

const dayOff = z.strictObject({ date: z.iso.date(), name: z.string().max(100).optional() });

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
  /** ISO 3166 alpha-2: whose public holidays count for recipients whose own country is not known. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "a country as two capital letters, such as FR")
    .optional(),
  /** A region of that country with holidays of its own, such as BY for Bavaria. */
  region: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,8}$/, "a region's code, such as BY")
    .optional(),
  /** Whether public holidays of the recipient's country (else the organisation's) count as closed. */
  publicHolidays: z.boolean().default(true),
  /** Further days on which nobody is contacted, in the recipient's own calendar. */
  holidays: z.array(dayOff).default([]),
  /** Public holidays on which people are contacted all the same. */
  workingDays: z.array(dayOff).default([]),
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
  /** The languages in which an SMS that says stop is understood. */
  stopLanguages: z.array(z.enum(STOP_LANGUAGES)).min(1).default(STOP_LANGUAGES),
  /** What Twilio is given to answer to the first stop of a number; nothing is answered when not set. */
  stopConfirmation: z.string().trim().min(1).max(160).optional(),
  /** The link with which one click unsubscribes (RFC 8058); needs PUBLIC_URL to be an https address. */
  listUnsubscribe: z
    .strictObject({
      enabled: z.boolean().default(false),
      /** Also on reminders and payment confirmations, which need none by law. */
      transactional: z.boolean().default(false),
      /** Where a mail that unsubscribes goes; the sender's address when not set. */
      mailto: z.email().max(254).optional(),
    })
    .prefault({}),
});

export type OutreachSettings = z.infer<typeof outreachSettingsSchema>;

export const DEFAULT_OUTREACH_SETTINGS: OutreachSettings = outreachSettingsSchema.parse({});
