import type { OdooReader } from "#src/odoo/read/index.ts";
import { contactModel } from "../odooRecords.ts";
import type { ContactRow, Family } from "./recipient.ts";

/**
 * Commercial entities with their active contacts, by the entity's id: one read for many customers. No order is
 * asked for, so that contacts come in the model's own, which is the order of `child_ids` that `address_get` follows.
 */
export async function readFamilies(reader: OdooReader, commercialIds: readonly number[]): Promise<Map<number, Family>> {
  const rows = await reader.list(contactModel, { domain: [["commercial_partner_id", "in", commercialIds]] });
  const roots = new Map(rows.filter(({ id }) => commercialIds.includes(id)).map((row) => [row.id, row]));
  const archived = commercialIds.filter((id) => !roots.has(id));
  if (archived.length > 0) for (const row of await reader.byIds(contactModel, archived)) roots.set(row.id, row);
  const contacts = new Map<number, ContactRow[]>();
  for (const row of rows) {
    const entity = row.commercial_partner_id?.id;
    if (entity === undefined || entity === row.id) continue;
    const list = contacts.get(entity);
    if (list === undefined) contacts.set(entity, [row]);
    else list.push(row);
  }
  return new Map([...roots].map(([id, root]) => [id, { root, contacts: contacts.get(id) ?? [] }]));
}

export function familyIds({ root, contacts }: Family): number[] {
  return [root.id, ...contacts.map(({ id }) => id)];
}
