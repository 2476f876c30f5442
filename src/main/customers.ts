import { AiCooError } from "#src/lib/errors.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";

/** A customer as Odoo has it: its commercial entity. */
export interface FoundCustomer {
  readonly partnerId: number;
  readonly name: string;
}

/**
 * The customer that a person names by the number of one of its contacts in Odoo, or by a part of its name.
 * Errors: `invalid_input` for a name that several have, `not_found`, what the reader throws.
 */
export async function findCustomer(reader: OdooReader, reference: string): Promise<FoundCustomer> {
  const fields = ["name", "commercial_partner_id"];
  const text = reference.trim();
  const rows = /^\d{1,9}$/.test(text)
    ? await reader.read("res.partner", [Number(text)], fields)
    : await reader.searchRead({ model: "res.partner", domain: [["name", "ilike", text]], fields, limit: 50 });
  const customers = new Map(rows.flatMap(({ commercial_partner_id: entity }) => (isPair(entity) ? [entity] : [])));
  const exact = [...customers].filter(([, name]) => name.toLowerCase() === text.toLowerCase());
  const [one, another] = exact.length === 1 ? exact : [...customers];
  if (one === undefined) {
    throw new AiCooError("not_found", `Odoo has no customer "${reference}"; nothing was changed.`, {
      next: "Give the number of the customer in Odoo, or a part of its name.",
    });
  }
  if (another === undefined) return { partnerId: one[0], name: one[1] };
  const some = [...customers].slice(0, 5).map(([id, name]) => `${id} ${name}`);
  throw new AiCooError("invalid_input", `Several customers are called so (${some.join(", ")}); nothing was changed.`, {
    next: "Give the number.",
  });
}

/**
 * The ids of a customer's invoices, each named by its id or its number. Errors: `not_found` for one that is not the customer's,
 * what the reader throws.
 */
export async function findInvoices(reader: OdooReader, partnerId: number, references: readonly string[]): Promise<number[]> {
  if (references.length === 0) return [];
  const ids = references.filter((text) => /^\d{1,9}$/.test(text)).map(Number);
  const rows = await reader.searchRead({
    model: "account.move",
    domain: [
      ["move_type", "=", "out_invoice"],
      ["commercial_partner_id", "=", partnerId],
      "|",
      ["name", "in", references],
      ["id", "in", ids],
    ],
    fields: ["name"],
  });
  const known = new Set(rows.flatMap(({ id, name }) => [String(id), String(name)]));
  const missing = references.filter((reference) => !known.has(reference));
  if (missing.length === 0) return rows.map(({ id }) => Number(id));
  throw new AiCooError("not_found", `The customer has no invoice ${missing.join(", ")}; nothing was changed.`, {
    next: "Give the numbers as Odoo shows them, with commas between.",
  });
}

const isPair = (value: unknown): value is readonly [number, string] =>
  Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "string";
