import * as z from "zod";
import { CAPS } from "./defaults.ts";
import { fieldPathSchema, line, modelNameSchema, recordIdSchema } from "./text.ts";
import { odooValueSchema, recordRefSchema } from "./values.ts";

export const proposedChangeSchema = z.strictObject({
  path: fieldPathSchema,
  record: recordRefSchema.optional(),
  before: odooValueSchema,
  after: odooValueSchema,
  change_type: z.enum(["set", "add", "remove"]),
  human_label: line(300),
});
/**
 * One line of the diff. `before` is read from Odoo when the action is composed. A creation, and a change of
 * something that Odoo does not hold (`ai_coo.outreach.reminder_level`), has `before: null` and no record;
 * `human_label` says what a person reads: `Reminder level: 1 → 2`.
 */
export type ProposedChange = z.infer<typeof proposedChangeSchema>;

/** The parts of a change's path: `account.move.narration` is the field `narration` of the model `account.move`. */
export function splitPath(path: string): { model: string; field: string } {
  const dot = path.lastIndexOf(".");
  return { model: path.slice(0, dot), field: path.slice(dot + 1) };
}

export const evidenceSchema = z.strictObject({
  label: line(120),
  value: z.union([line(500), z.number(), z.boolean()]),
  record: recordRefSchema.optional(),
});
/** A fact read from Odoo that the reasoning rests on. Money and dates are written out: `1,250.00 EUR`, `2026-03-02`. */
export type Evidence = z.infer<typeof evidenceSchema>;

export const affectedRecordsSchema = z.strictObject({
  model: modelNameSchema,
  ids: z
    .array(recordIdSchema)
    .min(1)
    .max(CAPS.affectedIds)
    .refine((ids) => new Set(ids).size === ids.length, "must not name a record twice"),
  partner_id: recordIdSchema.optional(),
  partner_name: line(300).optional(),
  record_name: line(300).optional(),
});
/** The records of one model that the action is about, and the customer they belong to. */
export type AffectedRecords = z.infer<typeof affectedRecordsSchema>;

/** Whether a record is among the affected ones or is their partner. */
export function isAffected(affected: AffectedRecords, record: { readonly model: string; readonly id: number }): boolean {
  if (record.model === affected.model && affected.ids.includes(record.id)) return true;
  return record.model === "res.partner" && record.id === affected.partner_id;
}
