import { z } from "zod";

/**
 * What a sequence takes from a stored analysis. The analyzers write more; what they write is their contract
 * (`src/analyzers/findings.ts`), and a test holds these two together.
 */

const currency = z.object({ code: z.string() });
const next = z
  .object({ kind: z.enum(["reminder", "collection"]), level: z.number().nullable(), earliest: z.string() })
  .nullable()
  .default(null);
const hold = z.object({
  reason: z.string(),
  sentence: z.string(),
  until: z.string().nullable(),
  record: z.object({ model: z.string() }).nullable(),
});
export type StoredHold = z.infer<typeof hold>;

export const storedDebtsSchema = z.array(
  z.object({
    partnerId: z.number(),
    partnerName: z.string(),
    companyId: z.number(),
    companyName: z.string(),
    currency,
    total: z.number(),
    daysOverdue: z.number(),
    next,
    holds: z.array(hold),
  }),
);
export type StoredDebt = z.infer<typeof storedDebtsSchema>[number];

const storedFindingsSchema = z.object({
  overdueCustomers: z.array(
    z.object({
      company: z.object({ id: z.number(), name: z.string() }),
      customer: z.object({ partnerId: z.number(), name: z.string() }),
      currency,
      total: z.number(),
      daysOverdue: z.number(),
      next,
      reminderHeld: hold.nullable(),
    }),
  ),
});

/** The debts for whom something was found to do, in the form of those that were left alone. */
export function storedFindings(findings: unknown): StoredDebt[] {
  const parsed = storedFindingsSchema.safeParse(findings);
  if (!parsed.success) return [];
  return parsed.data.overdueCustomers.map(({ company, customer, reminderHeld, ...rest }) => ({
    partnerId: customer.partnerId,
    partnerName: customer.name,
    companyId: company.id,
    companyName: company.name,
    holds: reminderHeld === null ? [] : [reminderHeld],
    ...rest,
  }));
}

/** The companies that the analysis looked at: of another one it says nothing. */
export const storedCompaniesSchema = z.array(z.object({ company: z.object({ id: z.number() }) }));
