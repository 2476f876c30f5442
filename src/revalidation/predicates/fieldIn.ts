import type { Evaluator } from "../evaluation.ts";
import { evaluateField } from "./field.ts";

/** Passes when the field holds any of the allowed values, after normalisation. */
export const fieldIn: Evaluator<"odoo_field_in"> = ({ model, id, field, allowed }, facts) =>
  evaluateField({ model, id, field, allowed }, facts);
