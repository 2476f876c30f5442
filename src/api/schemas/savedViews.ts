import { z } from "zod";
import { savedNameSchema, savedQuerySchema } from "#src/people/index.ts";

export const savedViewListSchema = z.object({
  /** Oldest first. */
  views: z.array(z.object({ id: z.uuid(), name: z.string(), query: savedQuerySchema })).readonly(),
});
export type SavedViewList = z.infer<typeof savedViewListSchema>;

export const saveViewBodySchema = z.strictObject({ name: savedNameSchema, query: savedQuerySchema });

export const savedViewParams = z.object({ id: z.uuid() });
