/** A partner as the search for an address sees it. */
export interface ContactNode {
  readonly id: number;
  readonly parentId: number | null;
  /** `contact`, `invoice`, `delivery`, `other`, …. */
  readonly type: string | null;
  readonly isCompany: boolean;
}

/**
 * Which partner Odoo's `address_get(['invoice'])` names for a commercial entity, computed from rows that were
 * read for many customers at once: depth first through the active contacts that are not companies themselves,
 * in Odoo's own order, the first of type `invoice`, else the first of type `contact`, else the entity.
 * `contacts` are in the order in which Odoo lists `child_ids`. Source: `res.partner.address_get`, releases 14 to 19;
 * a commercial entity has no parent to climb to.
 */
export function invoiceAddressOf(root: ContactNode, contacts: readonly ContactNode[]): number {
  const childrenOf = new Map<number, ContactNode[]>();
  for (const contact of contacts) {
    if (contact.parentId === null || contact.isCompany) continue;
    const siblings = childrenOf.get(contact.parentId);
    if (siblings === undefined) childrenOf.set(contact.parentId, [contact]);
    else siblings.push(contact);
  }
  let invoice: number | null = null;
  let plain: number | null = null;
  const visited = new Set<number>();
  const toVisit: ContactNode[] = [root];
  while (toVisit.length > 0) {
    const node = toVisit.shift()!;
    visited.add(node.id);
    if (node.type === "invoice") invoice ??= node.id;
    if (node.type === "contact") plain ??= node.id;
    if (invoice !== null && plain !== null) break;
    toVisit.unshift(...(childrenOf.get(node.id) ?? []).filter((child) => !visited.has(child.id)));
  }
  return invoice ?? plain ?? root.id;
}
