import { z } from "zod";
import { OUTCOME_FACTS } from "#src/db/schema/actionOutcomes.ts";
import { actionTypeSchema } from "#src/protocol/index.ts";
import { momentSchema, moneySchema } from "./common.ts";

const factSchema = z.object({
  fact: z.enum(OUTCOME_FACTS),
  /** RFC 3339 in UTC, or `YYYY-MM-DD` where only the day is known. */
  at: z.string(),
  /** False where `at` is only when it was first seen. */
  dated: z.boolean(),
  note: z.string().optional(),
});

const settled = {
  currency: z.string(),
  /** Open in the books at the moment of the effect. */
  open: z.number(),
  /** Settled since by money that came after the effect. */
  paid: z.number(),
  /** Settled since by money that had come before the effect. */
  before: z.number(),
  credited: z.number(),
  other: z.number(),
};

/** What came after one action, not necessarily because of it. */
export const outcomeSchema = z.object({
  effectAt: momentSchema,
  /** What happens later is not looked for. */
  windowClosesAt: momentSchema,
  lookedAt: momentSchema.nullable(),
  /** Once it is final, it is not looked at again. */
  final: z.enum(["window_closed", "nothing_more", "unreadable"]).nullable(),
  facts: z.array(factSchema).readonly(),
  money: z.array(z.object({ ...settled, asked: z.number() })).readonly(),
  invoices: z
    .array(z.object({ ...settled, id: z.number().int(), number: z.string(), left: z.number(), paidOn: z.string().nullable() }))
    .readonly(),
  daysToPay: z.number().int().nullable(),
  revenue: moneySchema.nullable(),
  /** All of it for a person. */
  sentences: z.array(z.string()).readonly(),
});
export type Outcome = z.infer<typeof outcomeSchema>;

const shareSchema = z.object({
  count: z.number().int(),
  /** How many actions the figure rests on. */
  of: z.number().int(),
  share: z.number().nullable(),
});

const moneySumSchema = z.object({ ...settled, asked: z.number(), actions: z.number().int() });

const summarySchema = z.object({
  /** Executed actions whose time is over; the shares are taken over these. */
  closed: z.number().int(),
  /** Executed actions that are still watched. */
  open: z.number().int(),
  unreadable: z.number().int(),
  facts: z.array(shareSchema.extend({ fact: z.enum(OUTCOME_FACTS) })).readonly(),
  payments: z
    .object({
      paidWithin: z.array(shareSchema.extend({ days: z.number().int() })).readonly(),
      medianDaysToPay: z.object({ days: z.number().nullable(), of: z.number().int() }),
      nothingDue: z.number().int(),
      closed: z.array(moneySumSchema).readonly(),
      stillOpen: z.array(moneySumSchema).readonly(),
    })
    .optional(),
  revenueWon: z
    .array(z.object({ currency: z.string(), deals: z.number().int(), amount: z.number() }))
    .readonly()
    .optional(),
});

/** What was proposed in a period, what people said to it, and what came after it. */
export const outcomesReportSchema = z.object({
  since: momentSchema,
  until: momentSchema,
  types: z
    .array(
      z.object({
        actionType: actionTypeSchema,
        decisions: z.object({
          proposed: z.number().int(),
          approved: z.number().int(),
          approvedWithoutEdit: z.number().int(),
          approvedByRule: z.number().int(),
          edited: z.number().int(),
          rejected: z.number().int(),
          expired: z.number().int(),
          executed: z.number().int(),
          failed: z.number().int(),
          stopped: z.number().int(),
          open: z.number().int(),
        }),
        acceptance: shareSchema,
        acceptedWithoutEdit: shareSchema,
        outcomes: summarySchema,
      }),
    )
    .readonly(),
});
export type OutcomesReport = z.infer<typeof outcomesReportSchema>;

export const outcomesQuerySchema = z.object({
  /** Actions proposed at or after this moment; 90 days before `until` when left out. */
  since: z.iso.datetime({ offset: true }).optional(),
  /** And before this one; now when left out. */
  until: z.iso.datetime({ offset: true }).optional(),
});
