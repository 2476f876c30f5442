/** PostgreSQL's `integer`, which Odoo's ids are. */
const HIGHEST_ID = 2 ** 31 - 1;

/** Whether a value of an answer is the id of a record. */
export function isRecordId(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= HIGHEST_ID;
}
