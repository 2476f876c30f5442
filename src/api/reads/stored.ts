import { z } from "zod";

/**
 * What a page shows of a stored analysis. The analyzers write more; what they write is their contract
 * (`src/analyzers/findings.ts`), and a test holds these two together.
 */
const currency = z.object({ code: z.string() });

const ageing = z.object({ total: z.number(), overdue: z.number(), buckets: z.record(z.string(), z.number()) });

export const storedMetricsSchema = z.array(
  z.object({
    company: z.object({ id: z.number(), name: z.string(), currency }),
    today: z.string(),
    receivables: ageing,
    payables: ageing,
    cash: z.object({ total: z.number() }),
    runway: z.object({ averageMonthlyOutflow: z.number(), months: z.number().nullable() }),
    overdueCustomers: z.number(),
    bank: z.object({ newestEntry: z.string().nullable(), isStale: z.boolean() }),
  }),
);
export type StoredMetrics = z.infer<typeof storedMetricsSchema>[number];

export const storedNotChasedSchema = z.array(
  z.object({
    partnerId: z.number(),
    partnerName: z.string(),
    companyName: z.string(),
    currency,
    total: z.number(),
    invoiceCount: z.number(),
    daysOverdue: z.number(),
    reason: z.string(),
    sentence: z.string(),
    holds: z.array(z.object({ reason: z.string(), sentence: z.string(), until: z.string().nullable() })),
  }),
);
