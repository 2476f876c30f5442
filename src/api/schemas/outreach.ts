import { z } from "zod";
import { actionTypeSchema } from "#src/protocol/index.ts";
import { momentSchema } from "./common.ts";

const channelSchema = z.enum(["email", "sms"]);
const daySchema = z.iso.date();

/** A contact with somebody outside that was made, may have been, or is being made. */
export const outreachContactSchema = z.object({
  id: z.uuid(),
  /** When it was sent; when it was begun where that is not known. */
  at: momentSchema,
  channel: channelSchema,
  /** `unknown` may have gone out, and counts as sent. */
  state: z.enum(["reserved", "sent", "unknown"]),
  partnerId: z.number().int(),
  partnerName: z.string().nullable(),
  addresses: z.array(z.string()).readonly(),
  actionId: z.uuid(),
  actionType: actionTypeSchema.nullable(),
  title: z.string().nullable(),
  /** Of the reminder ladder. */
  level: z.number().int().nullable(),
});
export type OutreachContact = z.infer<typeof outreachContactSchema>;

export const outreachCalendarSchema = z.object({
  /** IANA zone that the days go by. */
  timezone: z.string(),
  /** Days with a contact; counted over the whole span. */
  days: z.array(z.object({ day: daySchema, contacts: z.number().int() })).readonly(),
  /** Newest first. */
  contacts: z.array(outreachContactSchema).readonly(),
  nextCursor: z.string().nullable(),
});
export type OutreachCalendar = z.infer<typeof outreachCalendarSchema>;

export const outreachQuerySchema = z.object({
  /** The first day and the last, in the organisation's zone; at most 100 days. */
  from: daySchema,
  to: daySchema,
  channel: channelSchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
  cursor: z.string().max(500).optional(),
});

/**
 * Somebody who will be contacted, or may be:
 * - `approved` it goes out at its moment
 * - `pending` only once people approve it
 * - `reminder` the next level of a ladder, proposed not before that day
 * - `follow_up` becomes a proposal at its moment
 */
export const outreachPlanSchema = z.object({
  kind: z.enum(["approved", "pending", "reminder", "follow_up"]),
  id: z.string(),
  /** Not before this moment; null where it is only known by day, or not at all. */
  at: momentSchema.nullable(),
  /** In the organisation's zone; null where nobody can say yet. */
  day: daySchema.nullable(),
  channel: channelSchema.nullable(),
  partnerId: z.number().int().nullable(),
  partnerName: z.string().nullable(),
  actionId: z.uuid().nullable(),
  actionType: actionTypeSchema.nullable(),
  title: z.string(),
  level: z.number().int().nullable(),
  /** Why it is held although its time may have come. */
  held: z.string().nullable(),
});
export type OutreachPlan = z.infer<typeof outreachPlanSchema>;

export const outreachPlansSchema = z.object({
  timezone: z.string(),
  /** Soonest first; what has no day yet comes last. */
  plans: z.array(outreachPlanSchema).readonly(),
  /** Whether there are more than one answer holds. */
  more: z.boolean(),
});
export type OutreachPlans = z.infer<typeof outreachPlansSchema>;
