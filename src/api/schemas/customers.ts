import { z } from "zod";
import { SEQUENCE_ENDS } from "#src/customers/index.ts";
import { actorSchema } from "#src/protocol/index.ts";
import { momentSchema } from "./common.ts";

const KINDS = ["promise", "dispute", "stop", "reply", "resume"] as const;
const STATUSES = ["open", "kept", "broken", "withdrawn", "settled"] as const;
const day = z.iso.date();
const recordId = z.number().int().min(1).max(2_147_483_647);
const currency = z.string().regex(/^[A-Z]{3}$/, "must be a currency's code, such as EUR");
const words = z.string().trim().min(1).max(500);

/** What stands recorded about a customer: what it said about what it owes, or what a person decided about reminding it. */
export const commitmentSchema = z.object({
  commitmentId: z.uuid(),
  kind: z.enum(KINDS),
  /** Only what is `open` keeps reminders back. */
  status: z.enum(STATUSES),
  partnerId: z.number().int(),
  partnerName: z.string().nullable(),
  /** Null: of whichever company, in whichever currency. */
  companyId: z.number().int().nullable(),
  currency: z.string().nullable(),
  amount: z.number().nullable(),
  /** None: all that the customer owes. */
  invoiceIds: z.array(z.number().int()).readonly(),
  /** The last day of a promise or a stop. */
  until: day.nullable(),
  note: z.string().nullable(),
  source: z.enum(["person", "reply", "odoo_activity"]),
  recordedBy: actorSchema,
  recordedAt: momentSchema,
  endedBy: actorSchema.nullable(),
  endedAt: momentSchema.nullable(),
  endReason: z.string().nullable(),
});
export type Commitment = z.infer<typeof commitmentSchema>;

export const commitmentListSchema = z.object({
  /** Newest first. */
  commitments: z.array(commitmentSchema).readonly(),
  nextCursor: z.string().nullable(),
});
export type CommitmentList = z.infer<typeof commitmentListSchema>;

/** What recording or ending came to. */
export const commitmentChangeSchema = z.object({
  commitment: commitmentSchema,
  /** Waiting actions that are held because of it, and those that were let go. */
  held: z.number().int(),
  released: z.number().int(),
});
export type CommitmentChange = z.infer<typeof commitmentChangeSchema>;

const several = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .string()
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(z.enum(words)))
    .optional();

export const commitmentQuerySchema = z.object({
  /** One or several, with commas between; all when left out. */
  kind: several(KINDS),
  status: several(STATUSES),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export const customerParams = z.object({ partnerId: z.coerce.number().int().min(1).max(2_147_483_647) });

export const recordBodySchema = z.strictObject({
  kind: z.enum(["promise", "dispute", "stop"]),
  partnerName: z.string().trim().min(1).max(200).optional(),
  companyId: recordId.optional(),
  currency: currency.optional(),
  amount: z.number().positive().optional(),
  /** All that the customer owes when left out. */
  invoiceIds: z.array(recordId).max(500).optional(),
  /** A promise needs one, a stop may have one. */
  until: day.optional(),
  /** A dispute and a stop need one. */
  note: words.optional(),
  source: z.enum(["person", "reply", "odoo_activity"]).optional(),
});

export const endBodySchema = z.strictObject({ reason: words });
export const resumeBodySchema = z.strictObject({ reason: words, companyId: recordId.optional(), currency: currency.optional() });

const STATES = ["proposed", "waiting", "ended"] as const;

/** How the reminders of one debt stand. */
export const sequenceSchema = z.object({
  /** `partner:company:currency`. */
  sequenceId: z.string(),
  partnerId: z.number().int(),
  partnerName: z.string().nullable(),
  companyId: z.number().int(),
  companyName: z.string().nullable(),
  currency: z.string(),
  total: z.number().nullable(),
  daysOverdue: z.number().int().nullable(),
  /** Oldest first; `unknown` may have gone out, and counts as sent. */
  levels: z
    .array(
      z.object({
        level: z.number().int(),
        at: momentSchema,
        state: z.enum(["sent", "unknown"]),
        actionId: z.uuid(),
        invoiceIds: z.array(z.number().int()).readonly(),
      }),
    )
    .readonly(),
  state: z.enum(STATES),
  next: z.object({ kind: z.enum(["reminder", "collection"]), level: z.number().int().nullable(), earliest: day.nullable() }).nullable(),
  waitsFor: z.string().nullable(),
  end: z
    .object({
      reason: z.enum(SEQUENCE_ENDS),
      sentence: z.string(),
      until: day.nullable(),
      commitmentId: z.uuid().nullable(),
    })
    .nullable(),
  openActionId: z.uuid().nullable(),
  asOf: momentSchema.nullable(),
});
export type Sequence = z.infer<typeof sequenceSchema>;

export const sequenceListSchema = z.object({
  /** Those that go on first, then the largest. */
  sequences: z.array(sequenceSchema).readonly(),
  /** How many there are, before and beyond these too. */
  total: z.number().int(),
});
export type SequenceList = z.infer<typeof sequenceListSchema>;

export const sequenceQuerySchema = z.object({
  partnerId: z.coerce.number().int().min(1).optional(),
  state: several(STATES),
  /** What the customer's name holds. */
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** How many of the order go before. */
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export const sequenceParams = z.object({
  id: z
    .string()
    .max(40)
    .regex(/^[0-9]{1,10}:[0-9]{1,10}:[A-Z]{3}$/, "names no sequence: it looks like 42:1:EUR"),
});
export const stopSequenceBodySchema = z.strictObject({ reason: words, until: day.optional() });
