import * as z from "zod";
import { CAPS } from "./defaults.ts";
import { fieldNameSchema, line, modelNameSchema, recordIdSchema } from "./text.ts";
import { odooValueSchema } from "./values.ts";

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const scopeKeySchema = z
  .string()
  .max(200)
  .regex(/^[a-z]+(:[A-Za-z0-9_.-]+)+$/);

export const predicateSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("odoo_record_exists"), model: modelNameSchema, id: recordIdSchema }),
  z.strictObject({
    type: z.literal("odoo_field_equals"),
    model: modelNameSchema,
    id: recordIdSchema,
    field: fieldNameSchema,
    expected: odooValueSchema,
  }),
  z.strictObject({
    type: z.literal("odoo_field_in"),
    model: modelNameSchema,
    id: recordIdSchema,
    field: fieldNameSchema,
    allowed: z.array(odooValueSchema).min(1).max(100),
  }),
  z.strictObject({
    type: z.literal("no_duplicate_action_in_window"),
    scope_key: scopeKeySchema,
    window_minutes: z.int().min(1).max(525_600),
  }),
  z.strictObject({
    type: z.literal("quiet_hours_ok"),
    /** IANA name, `Europe/Paris`. An unknown one fails when it is evaluated. */
    timezone: z
      .string()
      .max(64)
      .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/),
    business_hours_start: clockTime,
    business_hours_end: clockTime,
    /** ISO weekdays, 1 is Monday. */
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, "must not name a day twice"),
  }),
]);
/** The test of a check. One that cannot be evaluated fails; it never passes. */
export type Predicate = z.infer<typeof predicateSchema>;
export type PredicateKind = Predicate["type"];

export const revalidationCheckSchema = z.strictObject({
  check_id: z
    .string()
    .max(160)
    .regex(/^[a-z0-9][a-z0-9_.:-]*$/),
  description: line(400),
  severity_on_fail: z.enum(["block", "require_reapproval"]),
  predicate: predicateSchema,
});
/** A fact that must still hold right before the effect, and what follows when it does not. */
export type RevalidationCheck = z.infer<typeof revalidationCheckSchema>;

export const revalidationPlanSchema = z.strictObject({
  checks: z
    .array(revalidationCheckSchema)
    .min(1)
    .max(CAPS.checks)
    .refine((checks) => new Set(checks.map((check) => check.check_id)).size === checks.length, "must not use a check_id twice"),
});
export type RevalidationPlan = z.infer<typeof revalidationPlanSchema>;
