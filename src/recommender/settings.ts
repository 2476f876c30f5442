import { z } from "zod";
import { APPROVAL_CHANNELS, approvalChannelSchema, DEFAULTS } from "#src/protocol/index.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day as HH:MM");
const days = (standard: number) => z.int().min(0).max(60).default(standard);

/**
 * What an organisation may change about how actions are composed. Every field has a default, unknown keys are errors.
 * Hours and windows are the outreach settings': whoever calls hands them on. The risk is policy's to raise.
 */
export const recommenderSettingsSchema = z.strictObject({
  /** How long a proposal stays good. */
  expiryHours: z
    .int()
    .min(1)
    .max(DEFAULTS.maxLifeDays * 24)
    .default(DEFAULTS.expiryHours),
  /** When people may be contacted, on the recipient's wall clock. */
  businessHours: z
    .strictObject({
      start: timeOfDay.default("09:00"),
      end: timeOfDay.default("17:00"),
      /** ISO weekdays, Monday is 1. */
      days: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
    })
    .prefault({}),
  /** How long a customer gets no second mail of the same kind. */
  emailWindowMinutes: z.int().min(1).max(525_600).default(DEFAULTS.windowMinutes.email),
  /** The same for an SMS. */
  smsWindowMinutes: z.int().min(1).max(525_600).default(DEFAULTS.windowMinutes.sms),
  /** Days between two reminders of a customer. */
  daysBetweenReminders: z.int().min(0).max(60).default(DEFAULTS.daysBetweenReminders),
  collectionTask: z
    .strictObject({
      /** The Odoo project the task lands in; null makes one without a project, which only its assignees see. */
      projectId: z.int().positive().nullable().default(null),
      /** The Odoo user it is assigned to; null is the customer's salesperson. */
      userId: z.int().positive().nullable().default(null),
      dueInDays: days(3),
    })
    .prefault({}),
  /** Messages that a model is asked to draft in one run, most urgent first; the others keep the playbook's words. */
  modelDraftsPerRun: z.int().min(0).max(500).default(40),
  followUpTask: z
    .strictObject({
      /** The Odoo project that tasks for won deals and quiet customers land in; null makes them without one. */
      projectId: z.int().positive().nullable().default(null),
      dueInDays: days(2),
    })
    .prefault({}),
  /** Days until a customer that nobody was in touch with is checked in with. */
  checkInInDays: days(3),
  /** Days until the call of an escalation. */
  escalationDueInDays: days(1),
  approvalChannels: z.array(approvalChannelSchema).min(1).max(APPROVAL_CHANNELS.length).default(["in_app", "email"]),
});
export type RecommenderSettings = z.infer<typeof recommenderSettingsSchema>;

/** The settings of an organisation that has changed nothing. */
export const DEFAULT_RECOMMENDER_SETTINGS: RecommenderSettings = recommenderSettingsSchema.parse({});
