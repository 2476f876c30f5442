import { z } from "zod";
import { actionTypeSchema, actorSchema, FOLLOW_UP_CONTEXTS, parametersSchema } from "#src/protocol/index.ts";
import { momentSchema } from "./common.ts";

const followUpStatusSchema = z.enum(["scheduled", "proposed", "closed", "cancelled"]);

/** What becomes a proposal again at its time. */
export const followUpSchema = z.object({
  followUpId: z.uuid(),
  /** The action that scheduled it. */
  actionId: z.uuid(),
  contextType: z.enum(FOLLOW_UP_CONTEXTS),
  contextId: z.number().int(),
  scheduledFor: momentSchema,
  /** What it asks for when it is due. */
  actionType: actionTypeSchema,
  parameters: parametersSchema,
  /** `closed`: nothing called for an action any more, or none could be made; `reason` says so. */
  status: followUpStatusSchema,
  reason: z.string().nullable(),
  tries: z.number().int(),
  /** What it became, or the open action that says the same already. */
  proposedActionId: z.uuid().nullable(),
  createdAt: momentSchema,
  settledAt: momentSchema.nullable(),
  settledBy: actorSchema.nullable(),
});
export type FollowUp = z.infer<typeof followUpSchema>;

export const followUpListSchema = z.object({
  /** Newest first. */
  followUps: z.array(followUpSchema).readonly(),
  nextCursor: z.string().nullable(),
});
export type FollowUpList = z.infer<typeof followUpListSchema>;

export const followUpQuerySchema = z.object({
  /** One status or several, with commas between; all when left out. */
  status: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(followUpStatusSchema))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
