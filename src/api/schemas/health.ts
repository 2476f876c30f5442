import { z } from "zod";

export const healthSchema = z.object({
  /** `draining` once the process was told to stop: it finishes what is in flight and takes nothing new. */
  status: z.enum(["ok", "draining"]),
  version: z.string(),
});
export type Health = z.infer<typeof healthSchema>;

export const readySchema = z.object({ status: z.literal("ready") });
