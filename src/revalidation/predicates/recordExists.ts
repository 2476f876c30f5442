import { type Evaluator, failed, notReadable, passed } from "../evaluation.ts";
import { recordName } from "../words.ts";

/** Passes when the record is there and active. One that may no longer be seen is treated as gone. */
export const recordExists: Evaluator<"odoo_record_exists"> = ({ model, id }, facts) => {
  const records = facts.models.get(model);
  if (records === undefined) return failed(null, `The records of ${model} were not read.`);
  if (records.kind === "unreadable") return notReadable(records, facts);
  const row = records.rows.get(id);
  const name = recordName(model, id, row);
  if (row === undefined) return failed(null, `${name} no longer exists in Odoo, or may no longer be seen.`);
  if (row["active"] === false) return failed({ active: false }, `${name} was archived.`);
  return passed({ exists: true }, `${name} is there.`);
};
