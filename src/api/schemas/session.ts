import { z } from "zod";
import { momentSchema } from "./common.ts";
import { rightSchema, roleSchema } from "./people.ts";

/** Who is asking and for which organisation; roles decide what they may do. */
export const sessionSchema = z.object({
  actor: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.union([roleSchema, z.literal("key")]),
  rights: z.array(rightSchema),
  mayDecide: z.boolean(),
  /** Whether they may stop and resume everything. */
  mayStop: z.boolean(),
  /** Where people open Odoo; null where it has no pages. */
  odooUrl: z.string().nullable(),
  organisation: z.object({ id: z.string(), name: z.string() }),
  /** All that a person belongs to; none of a key. */
  organisations: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema })),
  /** For whom they act in this request. */
  actingFor: z.object({ actor: z.string(), name: z.string(), until: momentSchema }).nullable(),
  /** For whom they could act at the moment. */
  standsInFor: z.array(z.object({ userId: z.string(), name: z.string(), until: momentSchema })),
  /** Whether the account still is the stand-in that came with the organisation. */
  needsSetUp: z.boolean(),
});
export type SessionView = z.infer<typeof sessionSchema>;
