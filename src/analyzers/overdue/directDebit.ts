import type { OdooReader } from "#src/odoo/read/index.ts";

/** Fields of `account.move` that hold or announce a mandate, by the modules that add them. */
const MANDATE_FIELDS = ["mandate_id", "sdd_mandate_id", "sdd_has_usable_mandate"];

/** Codes of payment methods by which the company collects the money itself. */
const DIRECT_DEBIT_CODES = new Set(["sdd", "sepa_direct_debit", "bacs_direct_debit", "ach_direct_debit", "direct_debit"]);

/**
 * Which of these invoices are collected by direct debit: they carry a mandate, or their payment method is one.
 * Servers without such fields are not asked.
 */
export async function readDirectDebits(reader: OdooReader, invoiceIds: readonly number[]): Promise<Set<number>> {
  const fields = await reader.fields("account.move");
  const mandates = MANDATE_FIELDS.filter((name) => fields.has(name));
  const hasMethod = fields.has("preferred_payment_method_line_id");
  const names = [...mandates, ...(hasMethod ? ["preferred_payment_method_line_id"] : [])];
  if (names.length === 0 || invoiceIds.length === 0) return new Set();
  const rows = await reader.read("account.move", invoiceIds, names);
  const methodOf = new Map<number, number>();
  const found = new Set<number>();
  for (const row of rows) {
    const { id, preferred_payment_method_line_id: method } = row;
    if (typeof id !== "number") continue;
    if (mandates.some((name) => row[name] !== false && row[name] !== null)) found.add(id);
    if (Array.isArray(method) && typeof method[0] === "number") methodOf.set(id, method[0]);
  }
  if (methodOf.size === 0) return found;
  const methods = await reader.read("account.payment.method.line", [...new Set(methodOf.values())], ["code"]);
  const collecting = new Set(methods.filter(({ code }) => DIRECT_DEBIT_CODES.has(String(code))).map(({ id }) => id));
  for (const [invoiceId, methodId] of methodOf) if (collecting.has(methodId)) found.add(invoiceId);
  return found;
}
