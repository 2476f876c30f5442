import { z } from "zod";
import { momentSchema } from "./common.ts";

/** The emergency stop of the organisation: nothing starts while it is on. */
export const stopSwitchSchema = z.object({
  stopped: z.boolean(),
  stoppedAt: momentSchema.nullable(),
  /** The name of who stopped it, or what stopped it. */
  stoppedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type StopSwitchView = z.infer<typeof stopSwitchSchema>;

/** Kept in the audit. */
export const stopBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(1000) });
