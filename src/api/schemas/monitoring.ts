import { z } from "zod";
import { ALERT_VERBS } from "#src/alerts/index.ts";
import { actorSchema } from "#src/protocol/index.ts";
import { momentSchema, moneySchema } from "./common.ts";

const ALERT_STATUSES = ["new", "acknowledged", "resolved", "dismissed"] as const;

/** A fact worth a person's eye that asks for no action. */
export const alertSchema = z.object({
  id: z.string(),
  kind: z.string(),
  severity: z.enum(["info", "warning", "critical"]),
  title: z.string(),
  sentence: z.string().nullable(),
  status: z.enum(ALERT_STATUSES),
  evidence: z.array(z.object({ label: z.string(), value: z.string() })),
  raisedAt: momentSchema,
  lastSeenAt: momentSchema,
  resolvedAt: momentSchema.nullable(),
  /** Who gave it its status, and what people call them; null while nobody did, and for who has left. */
  statusBy: actorSchema.nullable(),
  statusByName: z.string().nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertListSchema = z.object({ alerts: z.array(alertSchema).readonly(), nextCursor: z.string().nullable() });
export type AlertList = z.infer<typeof alertListSchema>;

export const alertQuerySchema = z.object({
  /** One status or several, with commas between; all but the dismissed ones when left out. */
  status: z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(z.enum(ALERT_STATUSES)).min(1))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(200),
  cursor: z.string().max(500).optional(),
});

export const alertVerbSchema = z.enum(ALERT_VERBS);
/** Why, where a person says so. */
export const alertBodySchema = z.strictObject({ reason: z.string().trim().min(1).max(1000).optional() });

export const analysisRunSchema = z.object({
  id: z.string(),
  kind: z.string(),
  startedAt: momentSchema,
  finishedAt: momentSchema.nullable(),
  /** Why the run came to nothing, one sentence. */
  error: z.string().nullable(),
});

/** An overdue customer for whom nothing is proposed, and why. */
export const notChasedSchema = z.object({
  partnerId: z.number(),
  customer: z.string(),
  company: z.string(),
  total: moneySchema,
  invoiceCount: z.number(),
  daysOverdue: z.number(),
  reason: z.string(),
  sentence: z.string(),
  /** Every reason, the main one first; `until` is the day it ends, where that is known. */
  holds: z.array(z.object({ reason: z.string(), sentence: z.string(), until: z.string().nullable() })),
});
export type NotChased = z.infer<typeof notChasedSchema>;

/** `analysis` is null before the first one has finished. */
export const notChasedListSchema = z.object({ analysis: analysisRunSchema.nullable(), customers: z.array(notChasedSchema).readonly() });
export type NotChasedList = z.infer<typeof notChasedListSchema>;

/** Something that would ask for an action, and why none is proposed: of deals, customers, projects and tasks. */
export const heldCandidateSchema = z.object({
  actionType: z.string(),
  companyName: z.string(),
  record: z.object({ model: z.string(), id: z.number(), name: z.string() }),
  partnerId: z.number().nullable(),
  partnerName: z.string().nullable(),
  reason: z.string(),
  sentence: z.string(),
  /** The day it ends, where that is known. */
  until: z.string().nullable(),
});
export type HeldCandidateView = z.infer<typeof heldCandidateSchema>;

/** One list of both analyses; each is null before its first one has finished. */
export const heldListSchema = z.object({
  sales: analysisRunSchema.nullable(),
  operations: analysisRunSchema.nullable(),
  candidates: z.array(heldCandidateSchema).readonly(),
});
export type HeldList = z.infer<typeof heldListSchema>;

const ageingSchema = z.object({ total: moneySchema, overdue: moneySchema, buckets: z.record(z.string(), z.number()) });

/** The figures of one company in its own currency, as of `today`. */
export const companyFiguresSchema = z.object({
  company: z.object({ id: z.number(), name: z.string() }),
  today: z.string(),
  cash: moneySchema,
  /** Months of cash at the average outflow; null when nothing went out. */
  runwayMonths: z.number().nullable(),
  averageMonthlyOutflow: moneySchema,
  receivables: ageingSchema,
  payables: ageingSchema,
  overdueCustomers: z.number(),
  bank: z.object({ newestEntry: z.string().nullable(), isStale: z.boolean() }),
});
export type CompanyFigures = z.infer<typeof companyFiguresSchema>;

/** The newest finished analysis and its figures, and the newest run when that is a later one. */
export const latestAnalysisSchema = z.object({
  analysis: analysisRunSchema.nullable(),
  newest: analysisRunSchema.nullable(),
  companies: z.array(companyFiguresSchema).readonly(),
});
export type LatestAnalysis = z.infer<typeof latestAnalysisSchema>;

export const analysisQueuedSchema = z.object({ queued: z.literal(true) });
