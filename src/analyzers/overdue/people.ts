import type { OdooReader } from "#src/odoo/read/index.ts";
import type { Salesperson } from "../findings.ts";
import { salespersonModel } from "../odooRecords.ts";

/** Salespeople by user id. A user that may not be read, or has left, is absent. */
export async function readSalespeople(reader: OdooReader, userIds: readonly number[]): Promise<Map<number, Salesperson>> {
  const unique = [...new Set(userIds)];
  if (unique.length === 0) return new Map();
  const rows = await reader.byIds(salespersonModel, unique);
  return new Map(rows.map(({ id, name, email }) => [id, { userId: id, name: name ?? `User ${id}`, email }]));
}
