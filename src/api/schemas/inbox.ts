import { z } from "zod";
import { actionStatusSchema } from "#src/protocol/index.ts";
import { ERROR_CODES } from "#src/lib/errors.ts";
import { momentSchema } from "./common.ts";

const fingerprint = z.string().regex(/^[0-9a-f]{64}$/, "must be the action's fingerprint, 64 hexadecimal digits");

/** How many actions one request decides at most. */
const MOST = 200;

export const recallBodySchema = z.strictObject({ fingerprint });

export const recalledSchema = z.object({
  actionId: z.uuid(),
  status: z.literal("pending_approval"),
  version: z.number().int(),
  fingerprint: z.string(),
});

export const factsAskedSchema = z.object({ asked: z.literal(true) });

export const decideBodySchema = z
  .strictObject({
    decision: z.enum(["approve", "reject", "recall"]),
    /** Needed to reject: it is kept with each of them. */
    reason: z.string().trim().min(1).max(1000).optional(),
    /** Each with the fingerprint of what was shown. */
    actions: z
      .array(z.strictObject({ id: z.string().max(64), fingerprint }))
      .min(1)
      .max(MOST),
  })
  .refine(({ decision, reason }) => decision !== "reject" || reason !== undefined, {
    path: ["reason"],
    message: "must say why they are rejected",
  });
export type DecideBody = z.infer<typeof decideBodySchema>;

const decidedOneSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    actionId: z.string(),
    status: actionStatusSchema,
    warning: z.string().optional(),
    undoUntil: momentSchema.optional(),
  }),
  z.object({ ok: z.literal(false), actionId: z.string(), code: z.enum(ERROR_CODES), message: z.string(), next: z.string().optional() }),
]);
export type DecidedOne = z.infer<typeof decidedOneSchema>;

export const decidedSchema = z.object({ results: z.array(decidedOneSchema).readonly() });
export type Decided = z.infer<typeof decidedSchema>;

/** The last time that somebody asked how an action's facts stand. */
export const factCheckSchema = z.object({
  askedAt: momentSchema,
  /** Null until the worker has answered. */
  checkedAt: momentSchema.nullable(),
  /** What would become of the action if it ran then. */
  verdict: z.enum(["pass", "block", "require_reapproval", "defer"]).nullable(),
  results: z
    .array(
      z.object({
        checkId: z.string(),
        outcome: z.enum(["passed", "failed", "unknown"]),
        severity: z.enum(["block", "require_reapproval"]),
        sentence: z.string(),
      }),
    )
    .readonly()
    .nullable(),
  error: z.string().nullable(),
});
