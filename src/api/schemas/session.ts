import { z } from "zod";

/** Who is asking and for which organisation; roles decide what they may do. */
export const sessionSchema = z.object({
  actor: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.string(),
  mayDecide: z.boolean(),
  /** Whether they may stop and resume everything. */
  mayStop: z.boolean(),
  /** Where people open Odoo; null where it has no pages. */
  odooUrl: z.string().nullable(),
  organisation: z.object({ id: z.string(), name: z.string() }),
});
export type SessionView = z.infer<typeof sessionSchema>;
