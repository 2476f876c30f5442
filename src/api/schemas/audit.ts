import { z } from "zod";
import { AUDIT_KINDS } from "#src/audit/index.ts";
import { momentSchema } from "./common.ts";

/** An entry of the audit. */
export const auditEntrySchema = z.object({
  /** 1, 2, 3, … without a gap. */
  seq: z.number().int(),
  at: momentSchema,
  kind: z.string(),
  actor: z.string(),
  /** Who that is, for people. */
  actorName: z.string(),
  /** In whose place they acted while that person was away; null where they acted for themselves. */
  actingFor: z.string().nullable(),
  actingForName: z.string().nullable(),
  actionId: z.uuid().nullable(),
  title: z.string().nullable(),
  partnerId: z.number().int().nullable(),
  partnerName: z.string().nullable(),
  stage: z.string().nullable(),
  version: z.number().int().nullable(),
  facts: z.record(z.string(), z.unknown()),
  /** What was written about a person; null where nothing was, or it was erased. */
  text: z.string().nullable(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditListSchema = z.object({
  /** Newest first. A page may be empty and not the last one. */
  entries: z.array(auditEntrySchema).readonly(),
  /** `before` of the next page; null at the beginning of the chain. */
  next: z.number().int().nullable(),
});
export type AuditList = z.infer<typeof auditListSchema>;

export const auditQuerySchema = z.object({
  /** One kind or several, with commas between; all when left out. */
  kind: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(z.enum(AUDIT_KINDS)))
    .optional(),
  actor: z.string().max(200).optional(),
  action: z.uuid().optional(),
  /** The customer's id in Odoo. */
  customer: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().min(1).optional(),
});

/** The end of the chain, and how the last walk over all of it came out. */
export const auditStateSchema = z.object({
  entries: z.number().int(),
  head: z.object({ seq: z.number().int(), hash: z.string(), at: momentSchema }).nullable(),
  verified: z
    .object({
      at: momentSchema,
      ok: z.boolean(),
      /** Entries that were walked, and published heads that they were checked against. */
      entries: z.number().int(),
      heads: z.number().int(),
      /** The first broken entry and what is wrong with it. */
      brokenAt: z.number().int().nullable(),
      sentence: z.string().nullable(),
    })
    .nullable(),
  /** Why the last walk came to no end; null where it did. */
  failed: z.object({ at: momentSchema, sentence: z.string() }).nullable(),
  kinds: z.array(z.string()).readonly(),
});
export type AuditState = z.infer<typeof auditStateSchema>;

export const askedSchema = z.object({ queued: z.literal(true), askedAt: momentSchema });
