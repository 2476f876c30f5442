import { z } from "zod";
import { moneySchema, momentSchema } from "./common.ts";
import { analysisRunSchema } from "./monitoring.ts";

const amountAtSchema = z.object({
  day: z.iso.date(),
  cash: z.number(),
  receivables: z.number(),
  overdue: z.number(),
  runwayMonths: z.number().nullable(),
});

const pipelineSchema = z.object({
  company: z.object({ id: z.number(), name: z.string() }),
  openDeals: z.number().int(),
  staleDeals: z.number().int(),
  expected: moneySchema,
  weighted: moneySchema,
  /** In the order of Odoo's stages. */
  stages: z.array(z.object({ name: z.string(), deals: z.number().int(), expected: z.number() })).readonly(),
  wonLast30Days: z.object({ deals: z.number().int(), expected: moneySchema }),
});

/** How the business stands and what the system did, for one look. Amounts of different currencies are never added. */
export const overviewSchema = z.object({
  /** IANA zone that the days go by. */
  timezone: z.string(),
  /** The newest run of each analysis, whether it came to its end or not. */
  runs: z.array(analysisRunSchema).readonly(),
  /** By company, the last measurement of each day, oldest first; in the company's currency. */
  history: z
    .array(
      z.object({ company: z.object({ id: z.number(), name: z.string() }), currency: z.string(), days: z.array(amountAtSchema).readonly() }),
    )
    .readonly(),
  pipeline: z.array(pipelineSchema).readonly(),
  /** When the deals were read that the pipeline rests on. */
  pipelineAsOf: momentSchema.nullable(),
  /** By day, oldest first; days on which nothing happened are left out. */
  work: z.array(z.object({ day: z.iso.date(), proposed: z.number().int(), done: z.number().int(), notDone: z.number().int() })).readonly(),
  /** The first day of history and work. */
  since: momentSchema,
});
export type Overview = z.infer<typeof overviewSchema>;

export const overviewQuerySchema = z.object({ days: z.coerce.number().int().min(7).max(365).default(90) });
