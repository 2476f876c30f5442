import { z } from "zod";
import { momentSchema } from "./common.ts";

export const connectionNameSchema = z.enum(["odoo", "mail", "sms", "model"]);
export type ConnectionName = z.infer<typeof connectionNameSchema>;

/** A way to the outside, as the worker last found it. */
export const connectionSchema = z.object({
  name: connectionNameSchema,
  /** Null before it was ever tried. */
  last: z
    .object({
      startedAt: momentSchema,
      finishedAt: momentSchema,
      ok: z.boolean(),
      /** Which kind is configured, such as `smtp`, `outbox` or `none`. */
      kind: z.string(),
      /** Where it leads; no secret. */
      where: z.string(),
      /** The sender, or the user. */
      from: z.string().nullable(),
      /** What was found, exactly. */
      sentence: z.string(),
      /** What to do about it; null where nothing is. */
      next: z.string().nullable(),
      milliseconds: z.number().nullable(),
      /** What trying it cost, in US dollars; null where it costs nothing. */
      costUsd: z.number().nullable(),
      /** Parts of Odoo that can be read. */
      parts: z.array(z.string()).readonly(),
    })
    .nullable(),
});
export type Connection = z.infer<typeof connectionSchema>;

export const connectionListSchema = z.object({ connections: z.array(connectionSchema).readonly() });
export type ConnectionList = z.infer<typeof connectionListSchema>;
export const connectionParams = z.object({ name: connectionNameSchema });
