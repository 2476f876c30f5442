import type { Evaluator } from "../evaluation.ts";
import { evaluateField } from "./field.ts";

/** Passes when the field holds the expected value, after normalisation. */
export const fieldEquals: Evaluator<"odoo_field_equals"> = ({ model, id, field, expected }, facts) =>
  evaluateField({ model, id, field, allowed: [expected] }, facts);
