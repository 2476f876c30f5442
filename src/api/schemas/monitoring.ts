import { z } from "zod";
import { momentSchema, moneySchema } from "./common.ts";

export const ALERT_STATUSES = ["new", "acknowledged", "resolved", "dismissed"] as const;

/** A fact worth a person's eye that asks for no action. */
export const alertSchema = z.object({
  id: z.string(),
  kind: z.string(),
  severity: z.enum(["info", "warning", "critical"]),
  title: z.string(),
  sentence: z.string(),
  status: z.enum(ALERT_STATUSES),
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  raised_at: momentSchema,
  last_seen_at: momentSchema,
  resolved_at: momentSchema.nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertListSchema = z.object({ items: z.array(alertSchema) });

const analysisRunSchema = z.object({
  id: z.string(),
  kind: z.string(),
  started_at: momentSchema,
  finished_at: momentSchema.nullable(),
  /** Why the run came to nothing, one sentence. */
  error: z.string().nullable(),
});

/** An overdue customer for whom nothing is proposed, and why. */
export const notChasedSchema = z.object({
  partner_id: z.number(),
  customer: z.string(),
  company: z.string(),
  total: moneySchema,
  invoice_count: z.number(),
  days_overdue: z.number(),
  reason: z.string(),
  sentence: z.string(),
  /** Every reason, the main one first; `until` is the day it ends, where that is known. */
  holds: z.array(z.object({ reason: z.string(), sentence: z.string(), until: z.string().nullable() })),
});
export type NotChased = z.infer<typeof notChasedSchema>;

/** `analysis` is null before the first one has finished. */
export const notChasedListSchema = z.object({ analysis: analysisRunSchema.nullable(), items: z.array(notChasedSchema) });
export type NotChasedList = z.infer<typeof notChasedListSchema>;

/** The figures of one company in its own currency, as of `today`. */
export const companyFiguresSchema = z.object({
  company: z.object({ id: z.number(), name: z.string() }),
  today: z.string(),
  cash: moneySchema,
  /** Months of cash at the average outflow; null when nothing went out. */
  runway_months: z.number().nullable(),
  average_monthly_outflow: moneySchema,
  receivables: z.object({ total: moneySchema, overdue: moneySchema, buckets: z.record(z.string(), z.number()) }),
  payables: z.object({ total: moneySchema, overdue: moneySchema }),
  overdue_customers: z.number(),
  bank: z.object({ newest_entry: z.string().nullable(), is_stale: z.boolean() }),
});
export type CompanyFigures = z.infer<typeof companyFiguresSchema>;

export const latestAnalysisSchema = z.object({ analysis: analysisRunSchema.nullable(), companies: z.array(companyFiguresSchema) });
export type LatestAnalysis = z.infer<typeof latestAnalysisSchema>;

export const analysisQueuedSchema = z.object({ queued: z.literal(true) });
