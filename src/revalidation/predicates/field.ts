import type { Normal } from "../normalise.ts";
import { INCOMPARABLE, isSame, normalise } from "../normalise.ts";
import { currencyIdsOf } from "../currency.ts";
import { type Evaluation, failed, notReadable, passed, unknown } from "../evaluation.ts";
import type { Facts } from "../facts.ts";
import { changeWords, recordName, valueWords } from "../words.ts";

/** The decimals of an amount without a currency: Odoo's default. */
const DEFAULT_DECIMALS = 2;

/** Whether a field holds one of the allowed values now; both predicates over fields are this question. */
export function evaluateField(
  question: { readonly model: string; readonly id: number; readonly field: string; readonly allowed: readonly unknown[] },
  facts: Facts,
): Evaluation {
  const { model, id, field } = question;
  const records = facts.models.get(model);
  if (records === undefined) return failed(null, `The records of ${model} were not read.`);
  if (records.kind === "unreadable") return notReadable(records, facts);
  const row = records.rows.get(id);
  const name = recordName(model, id, row);
  if (row === undefined) return failed(null, `${name} no longer exists in Odoo, or may no longer be seen.`);
  const info = records.fields.get(field);
  if (info === undefined || !(field in row)) return failed(null, `${name} has no field ${field} here, so it could not be checked.`);

  const currencyIds = info.type === "monetary" ? currencyIdsOf(records.fields, row) : [];
  const currencies = currencyIds.map((currencyId) => facts.currencies.get(currencyId));
  if (currencies.includes(undefined))
    return unknown(facts, `The currency of ${name} cannot be read right now, so its amounts cannot be compared.`);
  const decimals = currencies.length === 0 ? DEFAULT_DECIMALS : Math.max(...currencies.map((currency) => currency!.decimals));

  const seen = normalise(row[field], info, decimals);
  const allowed = question.allowed.map((value) => normalise(value, info, decimals));
  if (seen === INCOMPARABLE || allowed.includes(INCOMPARABLE)) {
    return failed(null, `The field ${field} of ${name} cannot be compared with what was expected of it.`);
  }
  const comparable = allowed as Normal[];
  const now = valueWords(seen, info, row[field], currencies[0]);
  if (comparable.some((value) => isSame(value, seen))) return passed(seen, `${name} is as proposed: ${now}.`);

  const said = [...new Set(comparable.map((value, index) => valueWords(value, info, question.allowed[index], currencies[0])))];
  return failed(seen, `${name} ${changeWords(model, field, seen)} since this was proposed (it said ${said.join(" or ")}, now ${now}).`);
}
